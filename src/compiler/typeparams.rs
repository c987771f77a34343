//! Type parameters (PEP 695, 696) and `type` statements: bounds, defaults and values are functions
//! that run on demand.
//!
//! Invariant: such a function takes the format of annotations, 1 (the value) by default.
//! Next file to read: `compiler/try_except.rs`.

use super::{Compiler, Outcome, names::Ctx, symtable::ScopeId, unit::UnitKind};
use crate::{
    bytecode::{
        code::Constant,
        opcode::{Op, function_attribute, intrinsic_1, intrinsic_2},
    },
    source::Span,
    syntax::ast::{Expr, ExprKind, Name, TypeParam, TypeParamKind},
};

impl<'a> Compiler<'a> {
    /// Makes the type parameters, stores each in its name and pushes the tuple of them.
    pub(super) fn type_params(&mut self, params: &'a [TypeParam]) -> Outcome {
        let Some(first) = params.first() else {
            return Ok(());
        };
        let mut seen_default = false;
        for param in params {
            let loc = self.loc(param.span);
            let name = &param.name.name;
            self.string(name, loc);
            match &param.kind {
                TypeParamKind::TypeVar { bound: Some(bound) } => {
                    let scope = self.table.type_param_bound(param);
                    self.lazy_value(scope, bound, name, false)?;
                    let make = if matches!(bound.kind, ExprKind::Tuple { .. }) {
                        intrinsic_2::TYPEVAR_WITH_CONSTRAINTS
                    } else {
                        intrinsic_2::TYPEVAR_WITH_BOUND
                    };
                    self.op(Op::CALL_INTRINSIC_2, make, loc);
                }
                kind => {
                    let make = match kind {
                        TypeParamKind::TypeVar { .. } => intrinsic_1::TYPEVAR,
                        TypeParamKind::TypeVarTuple => intrinsic_1::TYPEVARTUPLE,
                        TypeParamKind::ParamSpec => intrinsic_1::PARAMSPEC,
                    };
                    self.op(Op::CALL_INTRINSIC_1, make, loc);
                }
            }
            if let Some(default) = &param.default {
                seen_default = true;
                let scope = self.table.type_param_default(param);
                let starred = matches!(param.kind, TypeParamKind::TypeVarTuple);
                self.lazy_value(scope, default, name, starred)?;
                let set = intrinsic_2::SET_TYPEPARAM_DEFAULT;
                self.op(Op::CALL_INTRINSIC_2, set, loc);
            } else if seen_default {
                return self.error(
                    format!("non-default type parameter '{name}' follows default type parameter"),
                    param.span,
                );
            }
            self.op(Op::COPY, 1, loc);
            self.name_op(name, Ctx::Store, loc);
        }
        let loc = self.loc(first.span);
        self.op(Op::BUILD_TUPLE, params.len() as u32, loc);
        Ok(())
    }

    fn default_format(&mut self, span: Span) {
        let loc = self.loc(span);
        let defaults = [Constant::Int(1)];
        self.constant(Constant::Tuple(defaults.into()), loc);
    }

    /// Pushes a function that computes `e`.
    fn lazy_value(
        &mut self,
        scope: Option<ScopeId>,
        e: &'a Expr,
        name: &Name,
        may_be_starred: bool,
    ) -> Outcome {
        let loc = self.loc(e.span);
        self.default_format(e.span);
        let scope = self.scope_of(scope)?;
        self.enter_annotations(scope, name.clone(), loc);
        match &e.kind {
            ExprKind::Starred(value) if may_be_starred => {
                self.expr(value)?;
                self.op(Op::UNPACK_SEQUENCE, 1, loc);
            }
            _ => self.expr(e)?,
        }
        self.op(Op::RETURN_VALUE, 0, loc);
        let code = self.finish(true);
        self.make_closure(code, function_attribute::DEFAULTS, loc);
        Ok(())
    }

    pub(super) fn type_alias(
        &mut self,
        target: &'a Expr,
        params: &'a [TypeParam],
        value: &'a Expr,
        span: Span,
    ) -> Outcome {
        let ExprKind::Name(name) = &target.kind else {
            return self.error("cannot assign to expression", target.span);
        };
        let loc = self.loc(span);
        let generic = self.table.type_params(params);
        if let Some(scope) = generic {
            let unit_name = format!("<generic parameters of {name}>");
            self.enter(unit_name.into(), UnitKind::Annotations, scope, loc.line);
            self.string(name, loc);
            self.type_params(params)?;
        } else {
            self.string(name, loc);
            self.load_none(loc);
        }
        self.default_format(span);
        let scope = self.scope_of(self.table.type_alias(value))?;
        self.enter_annotations(scope, name.clone(), loc);
        self.expr(value)?;
        self.op(Op::RETURN_VALUE, 0, loc);
        let code = self.finish(false);
        self.make_closure(code, function_attribute::DEFAULTS, loc);
        self.op(Op::BUILD_TUPLE, 3, loc);
        self.op(Op::CALL_INTRINSIC_1, intrinsic_1::TYPEALIAS, loc);
        if generic.is_some() {
            let code = self.finish(false);
            self.make_closure(code, 0, loc);
            self.op(Op::PUSH_NULL, 0, loc);
            self.op(Op::CALL, 0, loc);
        }
        self.name_op(name, Ctx::Store, loc);
        Ok(())
    }
}
