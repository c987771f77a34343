//! The tree as text, the way CPython's `ast.dump(tree, include_attributes=True)` writes it.
//!
//! Invariant: equal text means an equal tree, places included.
//! Next file to read: `syntax/dump/literals.rs`.

use super::Sink;
use super::literals::{bytes_repr, float_repr, text_repr};
use crate::{source::Location, syntax::ast::*};
use std::fmt::Write;

/// See the top of the file.
pub(super) struct TextSink {
    /// The text so far.
    pub out: String,
    attributes: bool,
    /// For every open node and list: whether something stands in it.
    any: Vec<bool>,
}

impl TextSink {
    /// Writes the places of nodes too if `attributes`.
    pub fn new(attributes: bool) -> TextSink {
        TextSink {
            out: String::new(),
            attributes,
            any: Vec::new(),
        }
    }

    fn comma(&mut self) {
        if let Some(any) = self.any.last_mut() {
            if *any {
                self.out.push_str(", ");
            }
            *any = true;
        }
    }
}

impl Sink for TextSink {
    fn begin(&mut self, kind: &str) {
        self.out.push_str(kind);
        self.out.push('(');
        self.any.push(false);
    }

    fn end(&mut self, place: Option<Location>) {
        if let Some(place) = place.filter(|_| self.attributes) {
            for (name, value) in [
                ("lineno", place.line),
                ("col_offset", place.col),
                ("end_lineno", place.end_line),
                ("end_col_offset", place.end_col),
            ] {
                self.field(name);
                self.number(value.into());
            }
        }
        self.any.pop();
        self.out.push(')');
    }

    fn field(&mut self, name: &str) {
        self.comma();
        self.out.push_str(name);
        self.out.push('=');
    }

    fn begin_list(&mut self) {
        self.out.push('[');
        self.any.push(false);
    }

    fn item(&mut self) {
        self.comma();
    }

    fn end_list(&mut self) {
        self.any.pop();
        self.out.push(']');
    }

    fn none(&mut self) {
        self.out.push_str("None");
    }

    fn word(&mut self, word: &str) {
        self.out.push_str(&text_repr(word.chars().map(u32::from)));
    }

    fn text(&mut self, text: &Text) {
        let text = match text {
            Text::Utf8(text) => text_repr(text.chars().map(u32::from)),
            Text::CodePoints(points) => text_repr(points.iter().copied()),
        };
        self.out.push_str(&text);
    }

    fn number(&mut self, value: i64) {
        let _ = write!(self.out, "{value}");
    }

    fn constant(&mut self, value: &Constant) {
        let text = match value {
            Constant::None => "None".to_string(),
            Constant::True => "True".to_string(),
            Constant::False => "False".to_string(),
            Constant::Ellipsis => "Ellipsis".to_string(),
            Constant::Int(value) => value.to_string(),
            Constant::BigInt(value) => value.to_string(),
            Constant::Float(value) => float_repr(*value),
            Constant::Imaginary(value) => {
                let text = float_repr(*value);
                format!("{}j", text.strip_suffix(".0").unwrap_or(&text))
            }
            Constant::Str { value, .. } => return self.text(value),
            Constant::Bytes(bytes) => bytes_repr(bytes),
        };
        self.out.push_str(&text);
    }

    fn tag(&mut self, name: &str) {
        let _ = write!(self.out, "{name}()");
    }
}
