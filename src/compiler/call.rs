//! Calls, method calls and `super()`.
//!
//! Invariant: below the arguments stand the callable and either its self or NULL.
//! Next file to read: `compiler/display.rs`.

use super::{
    Compiler, Outcome,
    emit::{NO_LOCATION, Opcode},
    flowgraph::STACK_USE_GUIDELINE,
    names::Ctx,
    symtable::{NameScope, SymbolFlags, SymbolTable},
    unit::UnitKind,
};
use crate::{
    bytecode::{
        code::Constant,
        opcode::{Op, intrinsic_1},
    },
    source::Location,
    syntax::ast::{Expr, ExprKind, Keyword, Name},
};
use std::collections::HashSet;

fn is_starred(e: &Expr) -> bool {
    matches!(e.kind, ExprKind::Starred(_))
}

impl<'a> Compiler<'a> {
    pub(super) fn call(
        &mut self,
        e: &'a Expr,
        func: &'a Expr,
        args: &'a [Expr],
        keywords: &'a [Keyword],
    ) -> Outcome {
        self.check_keywords(keywords)?;
        if self.method_call(e, func, args, keywords)? {
            return Ok(());
        }
        self.warn_about_callee(func, e.span);
        let end = self.new_label();
        self.expr(func)?;
        self.builtin_over_generator(func, args, keywords, end)?;
        let func_loc = self.loc(func.span);
        self.op(Op::PUSH_NULL, 0, func_loc);
        let loc = self.loc(e.span);
        self.arguments(loc, 0, args, None, keywords)?;
        self.place(end);
        Ok(())
    }

    fn check_keywords(&mut self, keywords: &[Keyword]) -> Outcome {
        if keywords.len() < 2 {
            return Ok(());
        }
        let mut seen = HashSet::new();
        for keyword in keywords {
            if let Some(name) = &keyword.name
                && !seen.insert(&name.name)
            {
                let message = format!("keyword argument repeated: {}", name.name);
                return self.error(message, keyword.span);
            }
        }
        Ok(())
    }

    /// Emits `owner.name(...)` without making the bound method, if the call is simple enough.
    fn method_call(
        &mut self,
        e: &'a Expr,
        func: &'a Expr,
        args: &'a [Expr],
        keywords: &'a [Keyword],
    ) -> Outcome<bool> {
        let ExprKind::Attribute { value, attr, .. } = &func.kind else {
            return Ok(false);
        };
        let total = args.len() + keywords.len();
        if self.is_imported(value)
            || total + usize::from(!keywords.is_empty()) >= STACK_USE_GUIDELINE
            || args.iter().any(is_starred)
            || keywords.iter().any(|k| k.name.is_none())
        {
            return Ok(false);
        }
        if !self.super_attribute(func, 1)? {
            self.expr(value)?;
            let loc = self.attribute_loc(func, attr);
            self.named_with(Op::LOAD_ATTR, 1, attr, loc);
        }
        args.iter().try_for_each(|arg| self.expr(arg))?;
        let func_loc = self.attribute_loc(func, attr);
        let call_loc = self.loc(e.span);
        let call_loc = self.attribute_loc_in(call_loc, func.span, attr);
        if keywords.is_empty() {
            self.op(Op::CALL, total as u32, call_loc);
        } else {
            keywords.iter().try_for_each(|k| self.expr(&k.value))?;
            self.keyword_names(keywords, func_loc);
            self.op(Op::CALL_KW, total as u32, call_loc);
        }
        Ok(true)
    }

    /// Whether `e` is a name that the module binds by importing: then its attributes are likely to
    /// be plain functions.
    fn is_imported(&self, e: &Expr) -> bool {
        let ExprKind::Name(name) = &e.kind else {
            return false;
        };
        let mut units = self.outer.iter().chain([&self.unit]);
        let overridden = units
            .find(|unit| unit.kind == UnitKind::Module && !unit.row.instrs.is_empty())
            .and_then(|module| module.overrides.get(name));
        let module = &self.table[SymbolTable::MODULE];
        let symbol = overridden.or_else(|| module.symbols.get(name));
        symbol.is_some_and(|s| s.flags.any(SymbolFlags::IMPORT))
    }

    fn keyword_names(&mut self, keywords: &[Keyword], loc: Location) {
        let names = keywords.iter().filter_map(|k| k.name.as_ref());
        let names: Vec<Constant> = names
            .map(|name| Constant::Str(self.intern(&name.name)))
            .collect();
        self.constant(Constant::Tuple(names.into()), loc);
    }

    /// `any`, `all` and `tuple` of a generator expression run the loop here, if the name still
    /// means the builtin.
    fn builtin_over_generator(
        &mut self,
        func: &'a Expr,
        args: &'a [Expr],
        keywords: &[Keyword],
        end: super::emit::Label,
    ) -> Outcome {
        let (ExprKind::Name(name), [generator], []) = (&func.kind, args, keywords) else {
            return Ok(());
        };
        if !matches!(generator.kind, ExprKind::GeneratorExp { .. }) {
            return Ok(());
        }
        // COMMON_CONSTANTS' number, the jump that goes on, the result when the loop ends.
        let (constant, goes_on) = match &**name {
            "tuple" => (2, None),
            "all" => (
                3,
                Some((Op::POP_JUMP_IF_TRUE, Constant::True, Constant::False)),
            ),
            "any" => (
                4,
                Some((Op::POP_JUMP_IF_FALSE, Constant::False, Constant::True)),
            ),
            _ => return Ok(()),
        };
        let loc = self.loc(func.span);
        let (skip, start) = (self.new_label(), self.new_label());
        let cleanup = self.new_label();
        self.op(Op::COPY, 1, loc);
        self.op(Op::LOAD_COMMON_CONSTANT, constant, loc);
        self.op_a(Op::IS_OP, 0, loc);
        self.jump(Op::POP_JUMP_IF_FALSE, skip, loc);
        self.op(Op::POP_TOP, 0, loc);
        if goes_on.is_none() {
            self.op(Op::BUILD_LIST, 0, loc);
        }
        self.expr(generator)?;
        self.place(start);
        self.jump(Op::FOR_ITER, cleanup, loc);
        let result = match goes_on {
            None => {
                self.op(Op::LIST_APPEND, 2, loc);
                self.jump(Opcode::Jump, start, loc);
                None
            }
            Some((jump, at_end, early)) => {
                self.op(Op::TO_BOOL, 0, loc);
                self.jump(jump, start, loc);
                self.op(Op::POP_ITER, 0, NO_LOCATION);
                self.constant(early, loc);
                self.jump(Opcode::Jump, end, loc);
                Some(at_end)
            }
        };
        self.place(cleanup);
        self.op(Op::END_FOR, 0, NO_LOCATION);
        self.op(Op::POP_ITER, 0, NO_LOCATION);
        match result {
            None => self.op(Op::CALL_INTRINSIC_1, intrinsic_1::LIST_TO_TUPLE, loc),
            Some(value) => self.constant(value, loc),
        }
        self.jump(Opcode::Jump, end, loc);
        self.place(skip);
        Ok(())
    }

    /// Pushes arguments and calls. `pushed` arguments are on the stack already; `injected` is a
    /// name whose value comes after `args`.
    pub(super) fn arguments(
        &mut self,
        loc: Location,
        pushed: usize,
        args: &'a [Expr],
        injected: Option<&Name>,
        keywords: &'a [Keyword],
    ) -> Outcome {
        self.check_keywords(keywords)?;
        let simple = args.len() + keywords.len() * 2 <= STACK_USE_GUIDELINE
            && !args.iter().any(is_starred)
            && keywords.iter().all(|k| k.name.is_some());
        if !simple {
            return self.unpacked_arguments(loc, pushed, args, injected, keywords);
        }
        let mut total = pushed + args.len() + keywords.len();
        args.iter().try_for_each(|arg| self.expr(arg))?;
        if let Some(name) = injected {
            self.name_op(name, Ctx::Load, loc);
            total += 1;
        }
        if keywords.is_empty() {
            self.op(Op::CALL, total as u32, loc);
        } else {
            keywords.iter().try_for_each(|k| self.expr(&k.value))?;
            self.keyword_names(keywords, loc);
            self.op(Op::CALL_KW, total as u32, loc);
        }
        Ok(())
    }

    /// A call with `*` or `**` or very many arguments: they are gathered in a tuple and a dict.
    fn unpacked_arguments(
        &mut self,
        loc: Location,
        pushed: usize,
        args: &'a [Expr],
        injected: Option<&Name>,
        keywords: &'a [Keyword],
    ) -> Outcome {
        match args {
            [
                Expr {
                    kind: ExprKind::Starred(only),
                    ..
                },
            ] if pushed == 0 => self.expr(only)?,
            _ => self.star_unpack(loc, args, injected, pushed, super::display::TUPLE)?,
        }
        if keywords.is_empty() {
            self.op(Op::PUSH_NULL, 0, loc);
            self.op(Op::CALL_FUNCTION_EX, 0, loc);
            return Ok(());
        }
        let mut have_dict = false;
        let mut named = 0;
        for (i, keyword) in keywords.iter().enumerate() {
            if keyword.name.is_some() {
                named += 1;
                continue;
            }
            if named > 0 {
                self.keyword_dict(&keywords[i - named..i], loc)?;
                if have_dict {
                    self.op(Op::DICT_MERGE, 1, loc);
                }
                have_dict = true;
                named = 0;
            }
            if !have_dict {
                self.op(Op::BUILD_MAP, 0, loc);
                have_dict = true;
            }
            self.expr(&keyword.value)?;
            self.op(Op::DICT_MERGE, 1, loc);
        }
        if named > 0 {
            self.keyword_dict(&keywords[keywords.len() - named..], loc)?;
            if have_dict {
                self.op(Op::DICT_MERGE, 1, loc);
            }
        }
        self.op(Op::CALL_FUNCTION_EX, 0, loc);
        Ok(())
    }

    fn keyword_dict(&mut self, keywords: &'a [Keyword], loc: Location) -> Outcome {
        let big = keywords.len() * 2 > STACK_USE_GUIDELINE;
        if big {
            self.op(Op::BUILD_MAP, 0, NO_LOCATION);
        }
        for keyword in keywords {
            if let Some(name) = &keyword.name {
                self.string(&name.name, loc);
            }
            self.expr(&keyword.value)?;
            if big {
                self.op(Op::MAP_ADD, 1, NO_LOCATION);
            }
        }
        if !big {
            self.op(Op::BUILD_MAP, keywords.len() as u32, loc);
        }
        Ok(())
    }

    /// Emits `super().attr` or `super(cls, self).attr` without making the super object, if that is
    /// what `e` certainly is. `method` is 1 when it is about to be called.
    pub(super) fn super_attribute(&mut self, e: &'a Expr, method: u8) -> Outcome<bool> {
        let ExprKind::Attribute { value, attr, .. } = &e.kind else {
            return Ok(false);
        };
        let ExprKind::Call {
            func,
            args,
            keywords,
        } = &value.kind
        else {
            return Ok(false);
        };
        let ExprKind::Name(name) = &func.kind else {
            return Ok(false);
        };
        // The class of the super object itself is not looked up like other attributes.
        if &**attr == "__class__"
            || &**name != "super"
            || !keywords.is_empty()
            || !self.is_plain_super(name, args)
        {
            return Ok(false);
        }
        let func_loc = self.loc(func.span);
        self.name_op(name, Ctx::Load, func_loc);
        let loc = self.loc(value.span);
        if args.is_empty() {
            let class = self.deref_index(&"__class__".into());
            self.op(Op::LOAD_DEREF, class, loc);
            if let Some(first) = self.unit.varnames.items.first().cloned() {
                self.name_op(&first, Ctx::Load, loc);
            }
        } else {
            args.iter().try_for_each(|arg| self.expr(arg))?;
        }
        let two_args = if args.is_empty() { 0 } else { 2 };
        let attr_loc = self.loc(e.span);
        self.named_with(Op::LOAD_SUPER_ATTR, method | two_args, attr, attr_loc);
        let nop_loc = self.attribute_loc(e, attr);
        self.op(Op::NOP, 0, nop_loc);
        Ok(true)
    }

    fn is_plain_super(&self, name: &Name, args: &[Expr]) -> bool {
        let here = self.symbol(name).map(|s| s.scope);
        if here != Some(NameScope::GlobalImplicit) {
            return false;
        }
        if self.table[SymbolTable::MODULE].symbols.get(name).is_some() {
            return false;
        }
        match args {
            [_, _] => !args.iter().any(is_starred),
            [] => {
                self.unit.argcount > 0
                    && self.symbol(&"__class__".into()).map(|s| s.scope) == Some(NameScope::Free)
            }
            _ => false,
        }
    }
}
