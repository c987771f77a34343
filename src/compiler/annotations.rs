//! Annotations (PEP 649): they are compiled into a function of their own, which computes them when
//! somebody asks; under `from __future__ import annotations` they are kept as text.
//!
//! Invariant: an annotation in an `if`, or anywhere in a module, notes when it is reached, in the
//! set `__conditional_annotations__`: the function leaves out those that were not.
//! Next file to read: `compiler/typeparams.rs`.

use super::{
    Compiler, Outcome, emit::NO_LOCATION, names::Ctx, symtable::ScopeId, unit::UnitKind,
    unparse::unparse,
};
use crate::{
    bytecode::{
        code::Constant,
        opcode::{Op, compare_op, function_attribute},
    },
    source::Location,
    syntax::ast::{CompareOp, Expr, ExprKind, FunctionDef, Name, Stmt, StmtKind},
};

const CONDITIONAL: &str = "__conditional_annotations__";

impl<'a> Compiler<'a> {
    /// What a module's or class's code starts with for the sake of its annotations.
    pub(super) fn annotations_prelude(&mut self, loc: Location) {
        let scope = self.scope();
        if scope.has_conditional_annotations {
            self.op(Op::BUILD_SET, 0, loc);
            if self.unit.kind == UnitKind::Class {
                let index = self.deref_index(&CONDITIONAL.into());
                self.op(Op::STORE_DEREF, index, loc);
            } else {
                self.named_mangled(Op::STORE_NAME, CONDITIONAL.into(), loc);
            }
        }
        if self.table.future.annotations && scope.annotations_used {
            self.op(Op::SETUP_ANNOTATIONS, 0, loc);
        }
    }

    /// Opens the unit of a function that computes annotations or their like on demand: it refuses
    /// every format but the first two.
    pub(super) fn enter_annotations(&mut self, scope: ScopeId, name: Name, loc: Location) {
        self.enter(name, UnitKind::Annotations, scope, loc.line);
        self.unit.argcount = 1;
        self.unit.posonlyargcount = 1;
        let body = self.new_label();
        self.op(Op::LOAD_FAST, 0, loc);
        self.constant(Constant::Int(2), loc);
        self.op_a(Op::COMPARE_OP, compare_op::GT, loc);
        self.jump(Op::POP_JUMP_IF_FALSE, body, loc);
        self.op(Op::LOAD_COMMON_CONSTANT, 1, loc);
        self.op(Op::RAISE_VARARGS, 1, loc);
        self.place(body);
    }

    fn leave_annotations(&mut self, loc: Location) {
        self.op(Op::RETURN_VALUE, 0, loc);
        // Scripts see the parameter as `format`; inside it has a name no annotation can use.
        let code = self.finish_with(true, |locals| {
            if let Some(first) = locals.first_mut() {
                first.name = "format".into();
            }
        });
        self.make_closure(code, 0, loc);
    }

    /// Makes the `__annotate__` function of a definition; gives its attribute, or 0 if there are no
    /// annotations.
    pub(super) fn function_annotations(
        &mut self,
        def: &'a FunctionDef,
        loc: Location,
    ) -> Outcome<u32> {
        let Some(id) = self.table.function_annotations(def) else {
            return Ok(0);
        };
        let scope = &self.table[id];
        if !scope.annotations_used {
            return Ok(0);
        }
        self.enter_annotations(id, "__annotate__".into(), loc);
        let args = &def.args;
        let annotated = args
            .args
            .iter()
            .chain(&args.posonlyargs)
            .chain(&args.vararg)
            .chain(&args.kwonlyargs)
            .chain(&args.kwarg)
            .filter_map(|arg| Some((&arg.name, arg.annotation.as_deref()?)));
        let returns: Name = "return".into();
        let returned = def.returns.as_deref().map(|r| (&returns, r));
        let mut count = 0;
        for (name, annotation) in annotated.chain(returned) {
            let mangled = self.scope().mangle(name);
            self.string(&mangled, loc);
            self.annotation(annotation, loc)?;
            count += 1;
        }
        self.op(Op::BUILD_MAP, count, loc);
        self.leave_annotations(loc);
        Ok(function_attribute::ANNOTATE)
    }

    /// Pushes an annotation; `loc` is the place of the definition.
    fn annotation(&mut self, annotation: &'a Expr, loc: Location) -> Outcome {
        if self.table.future.annotations {
            let loc = self.loc(annotation.span);
            self.string(&unparse(annotation), loc);
            return Ok(());
        }
        match &annotation.kind {
            ExprKind::Starred(value) => {
                self.expr(value)?;
                self.op(Op::UNPACK_SEQUENCE, 1, loc);
                Ok(())
            }
            _ => self.expr(annotation),
        }
    }

    pub(super) fn ann_assign(&mut self, s: &'a Stmt) -> Outcome {
        let StmtKind::AnnAssign {
            target,
            annotation,
            value,
            simple,
        } = &s.kind
        else {
            return Ok(());
        };
        let future = self.table.future.annotations;
        if let Some(value) = value {
            self.expr(value)?;
            self.store(target)?;
        }
        let loc = self.loc(s.span);
        match &target.kind {
            ExprKind::Name(name) if *simple && self.in_module_or_class() => {
                if future {
                    self.annotation(annotation, loc)?;
                    self.named_mangled(Op::LOAD_NAME, "__annotations__".into(), loc);
                    let mangled = self.scope().mangle(name);
                    self.string(&mangled, loc);
                    self.op(Op::STORE_SUBSCR, 0, loc);
                } else {
                    self.defer_annotation(s, loc);
                }
            }
            ExprKind::Attribute { value: owner, .. } if value.is_none() => {
                self.check_annotation(owner)?;
            }
            ExprKind::Subscript {
                value: container,
                slice,
            } if value.is_none() => {
                self.check_annotation(container)?;
                self.check_slice(slice)?;
            }
            _ => {}
        }
        if future && !simple && self.in_module_or_class() {
            self.check_annotation(annotation)?;
        }
        Ok(())
    }

    /// Evaluates an expression for its errors.
    fn check_annotation(&mut self, e: &'a Expr) -> Outcome {
        self.expr(e)?;
        self.op(Op::POP_TOP, 0, NO_LOCATION);
        Ok(())
    }

    fn check_slice(&mut self, e: &'a Expr) -> Outcome {
        match &e.kind {
            ExprKind::Slice { lower, upper, step } => [lower, upper, step]
                .into_iter()
                .flatten()
                .try_for_each(|part| self.check_annotation(part)),
            ExprKind::Tuple { elts, .. } => elts.iter().try_for_each(|e| self.check_slice(e)),
            _ => self.check_annotation(e),
        }
    }

    /// Keeps the annotation of a module's or class's name for the function at the end.
    fn defer_annotation(&mut self, s: &'a Stmt, loc: Location) {
        let conditional = self.unit.kind == UnitKind::Module || self.unit.in_conditional;
        let number = conditional.then_some(self.unit.conditional_annotations);
        self.unit.annotations.push((s, number));
        let Some(number) = number else {
            return;
        };
        self.unit.conditional_annotations += 1;
        if self.unit.kind == UnitKind::Class {
            let index = self.deref_index(&CONDITIONAL.into());
            self.op(Op::LOAD_DEREF, index, loc);
        } else {
            self.named_mangled(Op::LOAD_NAME, CONDITIONAL.into(), loc);
        }
        self.constant(Constant::Int(i64::from(number)), loc);
        self.op(Op::SET_ADD, 1, loc);
        self.op(Op::POP_TOP, 0, loc);
    }

    /// Makes the annotation function of a module or class. A module makes it first of all, so that
    /// it is there while the module runs.
    pub(super) fn deferred_annotations(&mut self, loc: Location) -> Outcome {
        let annotations = std::mem::take(&mut self.unit.annotations);
        if annotations.is_empty() {
            return Ok(());
        }
        let Some(block) = self.scope().annotation_block else {
            return Ok(());
        };
        let in_module = self.unit.kind == UnitKind::Module;
        if in_module {
            self.swap_rows();
        }
        let name = self.table[block].name.clone();
        self.enter_annotations(block, name, loc);
        self.op(Op::BUILD_MAP, 0, loc);
        for (s, number) in annotations {
            self.deferred_annotation(s, number, in_module, loc)?;
        }
        self.leave_annotations(loc);
        let name = if in_module {
            "__annotate__"
        } else {
            "__annotate_func__"
        };
        self.name_op(&name.into(), Ctx::Store, loc);
        if in_module {
            self.swap_rows();
        }
        Ok(())
    }

    fn swap_rows(&mut self) {
        std::mem::swap(&mut self.unit.row, &mut self.unit.annotation_row);
    }

    fn deferred_annotation(
        &mut self,
        s: &'a Stmt,
        number: Option<u32>,
        in_module: bool,
        loc: Location,
    ) -> Outcome {
        let StmtKind::AnnAssign {
            target, annotation, ..
        } = &s.kind
        else {
            return Ok(());
        };
        let ExprKind::Name(name) = &target.kind else {
            return Ok(());
        };
        let stmt_loc = self.loc(s.span);
        let not_set = self.new_label();
        if let Some(number) = number {
            self.constant(Constant::Int(i64::from(number)), stmt_loc);
            if in_module {
                self.named_mangled(Op::LOAD_GLOBAL, CONDITIONAL.into(), stmt_loc);
            } else {
                let index = self.deref_index(&CONDITIONAL.into());
                self.op(Op::LOAD_DEREF, index, stmt_loc);
            }
            self.comparison(CompareOp::In, stmt_loc);
            self.jump(Op::POP_JUMP_IF_FALSE, not_set, stmt_loc);
        }
        self.expr(annotation)?;
        self.op(Op::COPY, 2, stmt_loc);
        let mangled = self.scope().mangle(name);
        self.string(&mangled, stmt_loc);
        self.op(Op::STORE_SUBSCR, 0, loc);
        self.place(not_set);
        Ok(())
    }
}
