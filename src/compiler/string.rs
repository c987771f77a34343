//! f-strings, t-strings, and `%` of a literal, which is compiled like an f-string.
//!
//! Invariant: pieces are evaluated and formatted in source order.
//! Next file to read: `compiler/comprehension.rs`.

use super::{
    Compiler, Outcome,
    emit::NO_LOCATION,
    flowgraph::STACK_USE_GUIDELINE,
    fold::{self, FormatPiece},
};
use crate::{
    bytecode::opcode::Op,
    source::Location,
    syntax::ast::{Conversion, Expr, ExprKind, FormattedValue, Text},
};

fn conversion_number(conversion: Conversion) -> u8 {
    match conversion {
        Conversion::None => 0,
        Conversion::Str => 1,
        Conversion::Repr => 2,
        Conversion::Ascii => 3,
    }
}

impl<'a> Compiler<'a> {
    pub(super) fn joined_str(&mut self, values: &'a [Expr], loc: Location) -> Outcome {
        let long = self.start_joining(values.len(), loc);
        for value in values {
            self.expr(value)?;
            if long {
                self.op(Op::LIST_APPEND, 1, loc);
            }
        }
        self.finish_joining(values.len(), loc);
        Ok(())
    }

    /// Strings of many pieces are joined from a list.
    fn start_joining(&mut self, count: usize, loc: Location) -> bool {
        let long = count > STACK_USE_GUIDELINE;
        if long {
            self.string("", loc);
            self.named_with(Op::LOAD_ATTR, 1, &"join".into(), loc);
            self.op(Op::BUILD_LIST, 0, loc);
        }
        long
    }

    fn finish_joining(&mut self, count: usize, loc: Location) {
        match count {
            0 => self.string("", loc),
            1 => {}
            _ if count > STACK_USE_GUIDELINE => self.op(Op::CALL, 1, loc),
            _ => self.op(Op::BUILD_STRING, count as u32, loc),
        }
    }

    pub(super) fn formatted_value(&mut self, node: &'a FormattedValue, loc: Location) -> Outcome {
        self.expr(&node.value)?;
        self.convert(node.conversion, loc);
        match &node.format_spec {
            Some(spec) => {
                self.expr(spec)?;
                self.op(Op::FORMAT_WITH_SPEC, 0, loc);
            }
            None => self.op(Op::FORMAT_SIMPLE, 0, loc),
        }
        Ok(())
    }

    fn convert(&mut self, conversion: Conversion, loc: Location) {
        if conversion != Conversion::None {
            let number = u32::from(conversion_number(conversion));
            self.op(Op::CONVERT_VALUE, number, loc);
        }
    }

    /// Emits `left % right` piece by piece, if `left` is a literal that allows it.
    pub(super) fn percent_format(
        &mut self,
        left: &'a Expr,
        right: &'a Expr,
        loc: Location,
    ) -> Outcome<bool> {
        let Some(pieces) = fold::percent_format(left, right) else {
            return Ok(false);
        };
        let count = pieces.len();
        let long = self.start_joining(count, loc);
        for piece in pieces {
            match piece {
                FormatPiece::Text(text) => self.string(&text, NO_LOCATION),
                FormatPiece::Value {
                    value,
                    conversion,
                    spec,
                } => {
                    self.expr(value)?;
                    let loc = self.loc(value.span);
                    self.convert(conversion, loc);
                    if spec.is_empty() {
                        self.op(Op::FORMAT_SIMPLE, 0, loc);
                    } else {
                        self.string(&spec, loc);
                        self.op(Op::FORMAT_WITH_SPEC, 0, loc);
                    }
                }
            }
            if long {
                self.op(Op::LIST_APPEND, 1, loc);
            }
        }
        self.finish_joining(count, loc);
        Ok(true)
    }

    /// A template is a tuple of strings and a tuple of interpolations, which stand between them.
    pub(super) fn template_str(&mut self, values: &'a [Expr], loc: Location) -> Outcome {
        let mut strings = 0;
        let mut interpolations = 0;
        let mut after_string = false;
        for value in values {
            let is_string = !matches!(value.kind, ExprKind::Interpolation { .. });
            if is_string {
                self.expr(value)?;
                strings += 1;
            } else {
                interpolations += 1;
                if !after_string {
                    self.string("", loc);
                    strings += 1;
                }
            }
            after_string = is_string;
        }
        if !after_string {
            self.string("", loc);
            strings += 1;
        }
        self.op(Op::BUILD_TUPLE, strings, loc);
        for value in values {
            if matches!(value.kind, ExprKind::Interpolation { .. }) {
                self.expr(value)?;
            }
        }
        self.op(Op::BUILD_TUPLE, interpolations, loc);
        self.op(Op::BUILD_TEMPLATE, 0, loc);
        Ok(())
    }

    pub(super) fn interpolation(
        &mut self,
        node: &'a FormattedValue,
        source: &Text,
        loc: Location,
    ) -> Outcome {
        self.expr(&node.value)?;
        self.constant(fold::text_value(source), loc);
        if let Some(spec) = &node.format_spec {
            self.expr(spec)?;
        }
        let has_format = u32::from(node.format_spec.is_some());
        let conversion = conversion_number(node.conversion);
        self.emit(Op::BUILD_INTERPOLATION.into(), conversion, has_format, loc);
        Ok(())
    }
}
