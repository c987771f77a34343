//! Actions for string literals: neighbours join, f-strings and t-strings become their parts.
//!
//! Invariant: no two `Constant`s of a joined string are neighbours and none is empty; one that
//! joins several pieces spans from the first to the last.
//! Deliberately absent: escapes (see `syntax::strings`).
//! Next file to read: `syntax/strings.rs`.

use super::{Context, constant, expr};
use crate::{
    source::Span,
    syntax::{
        ast::*,
        errors::{Result, SyntaxError},
        strings::{self, Decoder, TextBuilder},
        validate,
    },
};

/// One literal of a run of neighbours.
pub enum StringPart {
    /// A string or bytes literal.
    Plain(Span),
    /// An f-string or, if `template`, a t-string; `start` is where its text begins.
    Formatted {
        span: Span,
        start: u32,
        template: bool,
        pieces: Vec<Piece>,
    },
}

/// A piece of an f-string.
pub enum Piece {
    /// Literal text.
    Text(Span),
    /// `{...}`
    Field(Box<Field>),
}

/// A replacement field.
pub struct Field {
    span: Span,
    value: Expr,
    conversion: Conversion,
    spec: Option<Spec>,
    /// Where `=` stands, if it does.
    equal: Option<u32>,
    /// Where the conversion, the spec or the closing brace begins.
    stop: u32,
}

/// A format spec, from its colon on.
pub struct Spec {
    pub span: Span,
    pub pieces: Vec<Piece>,
}

/// `{value = !conversion:spec}`
pub fn field(
    cx: &mut Context,
    span: Span,
    value: Expr,
    equal: Option<u32>,
    stop: u32,
    conversion: Option<Ident>,
    spec: Option<Spec>,
) -> Result<Piece> {
    let conversion = match conversion {
        None if equal.is_some() && spec.is_none() => Conversion::Repr,
        None => Conversion::None,
        Some(name) if name.span.start != stop + 1 => {
            return Err(validate::rejected(cx.source, name.span));
        }
        Some(name) => match &*name.name {
            "s" => Conversion::Str,
            "r" => Conversion::Repr,
            "a" => Conversion::Ascii,
            _ => return Err(validate::rejected(cx.source, name.span)),
        },
    };
    Ok(Piece::Field(Box::new(Field {
        span,
        value,
        conversion,
        spec,
        equal,
        stop,
    })))
}

/// A literal without neighbours.
pub fn single(cx: &mut Context, part: StringPart) -> Result<Expr> {
    let span = match part {
        StringPart::Formatted { .. } => return joined(cx, vec![part]),
        StringPart::Plain(span) => span,
    };
    let literal = strings::literal(cx.source, span);
    let mut decoder = Decoder {
        source: cx.source,
        token: span,
        warnings: &mut cx.warnings,
    };
    let value = if literal.bytes {
        let mut bytes = Vec::new();
        decoder.bytes(literal.body, literal.raw, &mut bytes)?;
        Constant::Bytes(bytes.into())
    } else {
        Constant::Str {
            value: decoder.plain_text(literal.body, literal.raw)?,
            u_prefix: literal.unicode,
        }
    };
    Ok(constant(span.start, span.end, value))
}

/// A run of neighbouring literals, or one f-string.
pub fn joined(cx: &mut Context, parts: Vec<StringPart>) -> Result<Expr> {
    let source = cx.source;
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else {
        return Err(validate::rejected(source, Span::default()));
    };
    let (first, last) = (part_span(first), part_span(last));
    let span = first.to(last);
    let is_bytes = |part: &StringPart| match part {
        StringPart::Plain(span) => strings::literal(source, *span).bytes,
        StringPart::Formatted { .. } => false,
    };
    let count = parts.iter().filter(|part| is_bytes(part)).count();
    if count == parts.len() {
        return joined_bytes(cx, parts, span);
    }
    if count > 0 {
        let message = "cannot mix bytes and nonbytes literals";
        return Err(SyntaxError::at(source, span, message));
    }
    let templates = parts.iter();
    let templates = templates.filter(|p| matches!(p, StringPart::Formatted { template: true, .. }));
    let templates = templates.count();
    if templates != 0 && templates != parts.len() {
        let message = "cannot mix t-string literals with string or bytes literals";
        return Err(SyntaxError::at(source, span, message));
    }
    let formatted = parts
        .iter()
        .any(|part| matches!(part, StringPart::Formatted { .. }));
    let u_prefix = source.text[first.start as usize..].starts_with(['u', 'U']);
    let mut builder = Joiner::new(templates > 0, u_prefix);
    for part in parts {
        builder.part(cx, part)?;
    }
    if !formatted {
        let value = builder.text.finish();
        return Ok(constant(
            span.start,
            span.end,
            Constant::Str { value, u_prefix },
        ));
    }
    let values = builder.finish();
    let kind = if templates > 0 {
        ExprKind::TemplateStr(values)
    } else {
        ExprKind::JoinedStr(values)
    };
    Ok(Expr { span, kind })
}

fn part_span(part: &StringPart) -> Span {
    match part {
        StringPart::Plain(span) | StringPart::Formatted { span, .. } => *span,
    }
}

fn joined_bytes(cx: &mut Context, parts: Vec<StringPart>, span: Span) -> Result<Expr> {
    let mut bytes = Vec::new();
    for part in &parts {
        let token = part_span(part);
        let literal = strings::literal(cx.source, token);
        let mut decoder = Decoder {
            source: cx.source,
            token,
            warnings: &mut cx.warnings,
        };
        decoder.bytes(literal.body, literal.raw, &mut bytes)?;
    }
    Ok(constant(
        span.start,
        span.end,
        Constant::Bytes(bytes.into()),
    ))
}

/// Gathers the values of a joined string.
struct Joiner {
    template: bool,
    u_prefix: bool,
    values: Vec<Expr>,
    /// The constant being gathered, and where its pieces stand.
    text: TextBuilder,
    span: Option<Span>,
}

impl Joiner {
    fn new(template: bool, u_prefix: bool) -> Joiner {
        Joiner {
            template,
            u_prefix,
            values: Vec::new(),
            text: TextBuilder::default(),
            span: None,
        }
    }

    fn part(&mut self, cx: &mut Context, part: StringPart) -> Result<()> {
        match part {
            StringPart::Plain(token) => {
                let literal = strings::literal(cx.source, token);
                self.cover(token);
                self.decode(cx, token, literal.body, literal.raw)
            }
            StringPart::Formatted {
                span,
                start,
                pieces,
                ..
            } => {
                let prefix = cx.source.slice(Span::new(span.start, start));
                let raw = prefix.contains(['r', 'R']);
                self.pieces(cx, pieces, raw)
            }
        }
    }

    fn pieces(&mut self, cx: &mut Context, pieces: Vec<Piece>, raw: bool) -> Result<()> {
        for piece in pieces {
            match piece {
                Piece::Text(token) => {
                    self.cover(token);
                    let body = strings::middle_body(cx.source, token);
                    self.decode(cx, token, body, raw)?;
                }
                Piece::Field(field) => self.field(cx, *field, raw)?,
            }
        }
        Ok(())
    }

    fn cover(&mut self, span: Span) {
        self.span = Some(self.span.map_or(span, |covered| covered.to(span)));
    }

    fn decode(&mut self, cx: &mut Context, token: Span, body: Span, raw: bool) -> Result<()> {
        let mut decoder = Decoder {
            source: cx.source,
            token,
            warnings: &mut cx.warnings,
        };
        decoder.text(body, raw, &mut self.text)
    }

    fn field(&mut self, cx: &mut Context, field: Field, raw: bool) -> Result<()> {
        let begin = field.span.start + 1;
        if field.equal.is_some() {
            let shown = Span::new(begin, field.stop);
            self.cover(shown);
            let text = without_comments(cx.source.slice(shown));
            self.text.push_str(&text);
        }
        self.flush();
        let format_spec = match field.spec {
            None => None,
            Some(spec) => {
                let mut joiner = Joiner::new(false, false);
                joiner.pieces(cx, spec.pieces, raw)?;
                let Span { start, end } = spec.span;
                Some(expr(start, end, ExprKind::JoinedStr(joiner.finish())))
            }
        };
        let value = Box::new(FormattedValue {
            value: field.value,
            conversion: field.conversion,
            format_spec,
        });
        let kind = if self.template {
            let end = field.equal.unwrap_or(field.stop);
            let text = without_comments(cx.source.slice(Span::new(begin, end)));
            let source = Text::Utf8(text.as_str().into());
            ExprKind::Interpolation { value, source }
        } else {
            ExprKind::FormattedValue(value)
        };
        let span = field.span;
        self.values.push(Expr { span, kind });
        Ok(())
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        if let Some(span) = self.span.take()
            && !text.is_empty()
        {
            let value = Constant::Str {
                value: text.finish(),
                u_prefix: self.u_prefix,
            };
            self.values.push(constant(span.start, span.end, value));
        }
    }

    fn finish(mut self) -> Vec<Expr> {
        self.flush();
        self.values
    }
}

/// What `{x = }` shows of its source: all but comments.
fn without_comments(text: &str) -> String {
    if !text.contains('#') {
        return text.to_string();
    }
    let mut out = String::new();
    let mut quote = None;
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => {
                out.push(c);
                out.extend(chars.next());
                continue;
            }
            '"' | '\'' if quote.is_none() => quote = Some(c),
            '"' | '\'' if quote == Some(c) => quote = None,
            '#' if quote.is_none() => {
                if chars.by_ref().any(|c| c == '\n') {
                    out.push('\n');
                }
                continue;
            }
            _ => {}
        }
        out.push(c);
    }
    out
}
