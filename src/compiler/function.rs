//! Functions and lambdas: defaults, body, closure.
//!
//! Invariant: a function's docstring is its first constant.
//! Deliberately absent: annotations and type parameters, each in its own file.
//! Next file to read: `compiler/class.rs`.

use super::{
    Compiler, Outcome,
    emit::{Label, NO_LOCATION, Opcode},
    fold,
    names::Ctx,
    symtable,
    unit::{Block, UnitKind},
};
use crate::{
    bytecode::{
        code::{Code, Constant, LocalKind},
        opcode::{Op, function_attribute, intrinsic_1, intrinsic_2},
    },
    source::{Location, Span},
    syntax::ast::{self, Arguments, Expr, ExprKind, FunctionDef, Stmt, StmtKind, Text},
};
use std::sync::Arc;

/// The docstring that a body starts with.
pub(super) fn docstring(body: &[Stmt]) -> Option<(&Text, Span)> {
    let StmtKind::Expr(e) = &body.first()?.kind else {
        return None;
    };
    match &e.kind {
        ExprKind::Constant(ast::Constant::Str { value, .. }) => Some((value, e.span)),
        _ => None,
    }
}

/// A docstring without the indentation that its lines share, as `inspect.cleandoc` leaves it but
/// for blank lines at both ends.
pub(super) fn clean_docstring(text: &Text) -> Constant {
    let Text::Utf8(text) = text else {
        return fold::text_value(text);
    };
    let text = expand_tabs(text);
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let margin = text
        .split('\n')
        .skip(1)
        .filter(|line| !line.trim_start_matches(' ').is_empty())
        .map(indent)
        .min()
        .unwrap_or(0);
    let mut cleaned = String::with_capacity(text.len());
    for (i, line) in text.split('\n').enumerate() {
        if i == 0 {
            cleaned.push_str(line.trim_start_matches(' '));
        } else {
            cleaned.push('\n');
            cleaned.push_str(&line[margin.min(indent(line))..]);
        }
    }
    Constant::Str(cleaned.into())
}

fn expand_tabs(text: &str) -> String {
    let mut expanded = String::with_capacity(text.len());
    let mut column = 0;
    for c in text.chars() {
        match c {
            '\t' => {
                let spaces = 8 - column % 8;
                expanded.extend(std::iter::repeat_n(' ', spaces));
                column += spaces;
                continue;
            }
            '\n' | '\r' => column = 0,
            _ => column += 1,
        }
        expanded.push(c);
    }
    expanded
}

impl<'a> Compiler<'a> {
    pub(super) fn decorators(&mut self, decorators: &'a [Expr]) -> Outcome {
        decorators.iter().try_for_each(|d| self.expr(d))
    }

    pub(super) fn apply_decorators(&mut self, decorators: &'a [Expr]) {
        for decorator in decorators.iter().rev() {
            let loc = self.loc(decorator.span);
            self.op(Op::CALL, 0, loc);
        }
    }

    /// The line a definition starts in, decorators included.
    pub(super) fn definition_line(&mut self, decorators: &[Expr], span: Span) -> u32 {
        let span = decorators.first().map_or(span, |d| d.span);
        self.line_of(span)
    }

    pub(super) fn function_def(&mut self, def: &'a FunctionDef, span: Span) -> Outcome {
        self.decorators(&def.decorators)?;
        let first_line = self.definition_line(&def.decorators, span);
        let loc = self.loc(span);
        let mut attributes = self.defaults(&def.args, loc)?;
        let generic = self.table.type_params(&def.type_params);
        let mut passed = 0;
        if let Some(scope) = generic {
            let both = function_attribute::DEFAULTS | function_attribute::KWDEFAULTS;
            passed = (attributes & both).count_ones();
            if passed == 2 {
                self.op(Op::SWAP, 2, loc);
            }
            let name = format!("<generic parameters of {}>", def.name.name);
            self.enter(name.into(), UnitKind::Annotations, scope, first_line);
            self.unit.argcount = passed;
            self.type_params(&def.type_params)?;
            for i in 0..passed {
                self.op(Op::LOAD_FAST, i, loc);
            }
        }
        attributes |= self.function_annotations(def, loc)?;
        self.function_body(def, attributes, first_line, loc)?;
        if generic.is_some() {
            self.op(Op::SWAP, 2, loc);
            let set = intrinsic_2::SET_FUNCTION_TYPE_PARAMS;
            self.op(Op::CALL_INTRINSIC_2, set, loc);
            let code = self.finish(false);
            self.make_closure(code, 0, loc);
            if passed > 0 {
                self.op(Op::SWAP, passed + 1, loc);
                self.op(Op::CALL, passed - 1, loc);
            } else {
                self.op(Op::PUSH_NULL, 0, loc);
                self.op(Op::CALL, 0, loc);
            }
        }
        self.apply_decorators(&def.decorators);
        self.name_op(&def.name.name, Ctx::Store, loc);
        Ok(())
    }

    /// Pushes the defaults; gives which attributes they are.
    fn defaults(&mut self, args: &'a Arguments, loc: Location) -> Outcome<u32> {
        let mut attributes = 0;
        if !args.defaults.is_empty() {
            args.defaults.iter().try_for_each(|d| self.expr(d))?;
            self.op(Op::BUILD_TUPLE, args.defaults.len() as u32, loc);
            attributes |= function_attribute::DEFAULTS;
        }
        let mut count = 0;
        for (arg, default) in args.kwonlyargs.iter().zip(&args.kw_defaults) {
            if let Some(default) = default {
                let mangled = self.scope().mangle(&arg.name);
                self.string(&mangled, loc);
                self.expr(default)?;
                count += 1;
            }
        }
        if count > 0 {
            self.op(Op::BUILD_MAP, count, loc);
            attributes |= function_attribute::KWDEFAULTS;
        }
        Ok(attributes)
    }

    fn set_parameters(&mut self, args: &Arguments) {
        let unit = &mut self.unit;
        unit.argcount = (args.posonlyargs.len() + args.args.len()) as u32;
        unit.posonlyargcount = args.posonlyargs.len() as u32;
        unit.kwonlyargcount = args.kwonlyargs.len() as u32;
    }

    fn function_body(
        &mut self,
        def: &'a FunctionDef,
        attributes: u32,
        first_line: u32,
        loc: Location,
    ) -> Outcome {
        let scope = self.scope_of(self.table.function(def))?;
        let kind = if def.is_async {
            UnitKind::AsyncFunction
        } else {
            UnitKind::Function
        };
        self.enter(def.name.name.clone(), kind, scope, first_line);
        self.set_parameters(&def.args);
        let mut body = &def.body[..];
        if let Some((text, _)) = docstring(body) {
            if self.options.optimize < 2 {
                self.unit.consts.add(clean_docstring(text));
            }
            body = &body[1..];
        }
        let start = self.new_label();
        self.place(start);
        let suspends = self.scope().coroutine || self.scope().generator;
        if suspends {
            let block = Block::StopIteration;
            self.push_block(block, start, Label::NONE, NO_LOCATION, Span::default())?;
        }
        self.statements(body)?;
        if suspends {
            self.wrap_stop_iteration();
            self.pop_block();
        }
        let code = self.finish(true);
        self.make_closure(code, attributes, loc);
        Ok(())
    }

    /// The scope of a node, which the symbol table has for every node that opens one.
    pub(super) fn scope_of(&self, scope: Option<symtable::ScopeId>) -> Outcome<symtable::ScopeId> {
        match scope {
            Some(scope) => Ok(scope),
            None => self.error("internal error: node without a scope", Span::default()),
        }
    }

    /// Ends a generator's code: a StopIteration that would leave it becomes a RuntimeError. The
    /// handler's label was made when the unit was opened.
    pub(super) fn wrap_stop_iteration(&mut self) {
        self.load_none(NO_LOCATION);
        self.op(Op::RETURN_VALUE, 0, NO_LOCATION);
        self.place(Label(0));
        let convert = intrinsic_1::STOPITERATION_ERROR;
        self.op(Op::CALL_INTRINSIC_1, convert, NO_LOCATION);
        self.op(Op::RERAISE, 1, NO_LOCATION);
    }

    /// Makes a function of `code`, with the attributes whose values are on the stack.
    pub(super) fn make_closure(&mut self, code: Arc<Code>, mut attributes: u32, loc: Location) {
        let free = code.locals.iter();
        let free: Vec<ast::Name> = free
            .filter(|l| l.kind.has(LocalKind::FREE))
            .map(|l| ast::Name::from(&*l.name))
            .collect();
        if !free.is_empty() {
            for name in &free {
                let index = self.deref_index(name);
                self.emit(Opcode::LoadClosure, 0, index, loc);
            }
            self.op(Op::BUILD_TUPLE, free.len() as u32, loc);
            attributes |= function_attribute::CLOSURE;
        }
        self.constant(Constant::Code(code), loc);
        self.op(Op::MAKE_FUNCTION, 0, loc);
        for attribute in [
            function_attribute::CLOSURE,
            function_attribute::ANNOTATIONS,
            function_attribute::ANNOTATE,
            function_attribute::KWDEFAULTS,
            function_attribute::DEFAULTS,
        ] {
            if attributes & attribute != 0 {
                self.op(Op::SET_FUNCTION_ATTRIBUTE, attribute, loc);
            }
        }
    }

    pub(super) fn lambda(&mut self, e: &'a Expr, args: &'a Arguments, body: &'a Expr) -> Outcome {
        let loc = self.loc(e.span);
        let attributes = self.defaults(args, loc)?;
        let scope = self.scope_of(self.table.expr(e))?;
        self.enter("<lambda>".into(), UnitKind::Lambda, scope, loc.line);
        self.set_parameters(args);
        self.expr(body)?;
        let generator = self.scope().generator;
        if !generator {
            let body_loc = self.loc(body.span);
            self.op(Op::RETURN_VALUE, 0, body_loc);
        }
        let code = self.finish(!generator);
        self.make_closure(code, attributes, loc);
        Ok(())
    }
}
