//! Class definitions.
//!
//! Invariant: a class body returns its `__class__` cell if a method needs it, else None.
//! Next file to read: `compiler/annotations.rs`.

use super::{
    Compiler, Outcome,
    emit::{NO_LOCATION, Opcode},
    names::Ctx,
    unit::{UnitKind, line_place},
};
use crate::{
    bytecode::{
        code::{Code, Constant},
        opcode::{Op, intrinsic_1},
    },
    source::Span,
    syntax::ast::{ClassDef, Name},
};
use std::sync::Arc;

impl<'a> Compiler<'a> {
    pub(super) fn class_def(&mut self, def: &'a ClassDef, span: Span) -> Outcome {
        self.decorators(&def.decorators)?;
        let first_line = self.definition_line(&def.decorators, span);
        let loc = self.loc(span);
        let generic = self.table.type_params(&def.type_params);
        let type_params: Name = ".type_params".into();
        if let Some(scope) = generic {
            let name = format!("<generic parameters of {}>", def.name.name);
            self.enter(name.into(), UnitKind::Annotations, scope, first_line);
            self.type_params(&def.type_params)?;
            self.name_op(&type_params, Ctx::Store, loc);
        }
        let code = self.class_body(def, first_line)?;
        self.op(Op::LOAD_BUILD_CLASS, 0, loc);
        self.op(Op::PUSH_NULL, 0, loc);
        self.make_closure(code, 0, loc);
        self.string(&def.name.name, loc);
        if generic.is_some() {
            let generic_base: Name = ".generic_base".into();
            self.name_op(&type_params, Ctx::Load, loc);
            let subscript = intrinsic_1::SUBSCRIPT_GENERIC;
            self.op(Op::CALL_INTRINSIC_1, subscript, loc);
            self.name_op(&generic_base, Ctx::Store, loc);
            let base = Some(&generic_base);
            self.arguments(loc, 2, &def.bases, base, &def.keywords)?;
            let code = self.finish(false);
            self.make_closure(code, 0, loc);
            self.op(Op::PUSH_NULL, 0, loc);
            self.op(Op::CALL, 0, loc);
        } else {
            self.arguments(loc, 2, &def.bases, None, &def.keywords)?;
        }
        self.apply_decorators(&def.decorators);
        self.name_op(&def.name.name, Ctx::Store, loc);
        Ok(())
    }

    fn class_body(&mut self, def: &'a ClassDef, first_line: u32) -> Outcome<Arc<Code>> {
        let loc = line_place(first_line);
        let scope = self.scope_of(self.table.class(def))?;
        self.enter(def.name.name.clone(), UnitKind::Class, scope, first_line);
        self.name_op(&"__name__".into(), Ctx::Load, loc);
        self.name_op(&"__module__".into(), Ctx::Store, loc);
        let qualname = self.unit.qualname.clone();
        self.constant(Constant::Str(qualname), loc);
        self.name_op(&"__qualname__".into(), Ctx::Store, loc);
        self.constant(Constant::Int(i64::from(first_line)), loc);
        self.name_op(&"__firstlineno__".into(), Ctx::Store, loc);
        if !def.type_params.is_empty() {
            self.name_op(&".type_params".into(), Ctx::Load, loc);
            self.name_op(&"__type_params__".into(), Ctx::Store, loc);
        }
        let classdict: Name = "__classdict__".into();
        let needs_classdict = self.scope().needs_classdict;
        if needs_classdict {
            self.op(Op::LOAD_LOCALS, 0, loc);
            let index = self.deref_index(&classdict);
            self.op(Op::STORE_DEREF, index, loc);
        }
        self.body(&def.body, true)?;
        let attributes = std::mem::take(&mut self.unit.static_attributes);
        let attributes: Vec<Constant> = attributes
            .iter()
            .map(|name| Constant::Str(self.intern(name)))
            .collect();
        self.constant(Constant::Tuple(attributes.into()), NO_LOCATION);
        self.name_op(&"__static_attributes__".into(), Ctx::Store, NO_LOCATION);
        if needs_classdict {
            let index = self.deref_index(&classdict);
            self.emit(Opcode::LoadClosure, 0, index, NO_LOCATION);
            self.name_op(&"__classdictcell__".into(), Ctx::Store, NO_LOCATION);
        }
        if self.scope().needs_class_closure {
            let index = self.deref_index(&"__class__".into());
            self.emit(Opcode::LoadClosure, 0, index, NO_LOCATION);
            self.op(Op::COPY, 1, NO_LOCATION);
            self.name_op(&"__classcell__".into(), Ctx::Store, NO_LOCATION);
        } else {
            self.load_none(NO_LOCATION);
        }
        self.op(Op::RETURN_VALUE, 0, NO_LOCATION);
        Ok(self.finish(true))
    }
}
