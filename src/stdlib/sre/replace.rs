//! `Pattern.sub` and `subn`, and the templates that `re._parser` makes of replacements.
//!
//! Invariant: a template's first literal comes before its first group; each further literal follows
//! the group it stands with.
//! Next file to read: `scanner.rs`.

use super::cursor::Cursor;
use super::match_object::PyMatch;
use super::pattern::ssize;
use super::subject::is_text;
use crate::builtins::bytes::byteslike::bytes_like;
use crate::builtins::list::PyList;
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::{Type, TypeDef, type_flags};
use crate::payload;

/// A parsed replacement.
#[repr(C)]
pub struct PyTemplate {
    pub(crate) header: Header,
    literal: Ref,
    chunks: Vec<(usize, Option<Ref>)>,
}

payload!(
    PyTemplate,
    TEMPLATE,
    |this, visit| {
        visit(&this.literal);
        this.chunks
            .iter()
            .filter_map(|(_, text)| text.as_ref())
            .for_each(visit);
    },
    |_this, _sink| {}
);

static TEMPLATE_DEF: TypeDef = TypeDef {
    module: "_sre",
    flags: type_flags::NO_NEW,
    ..TypeDef::of::<PyTemplate>("SRE_Template")
};
/// The type of parsed replacements.
pub static TEMPLATE: Type = Type::builtin(&TEMPLATE_DEF);

/// `_sre.template(pattern, [literal, group, literal, ...])`
pub fn template(vm: &Vm, args: &[Ref]) -> PyResult {
    let invalid = || vm.type_error("invalid template");
    let Some(parts) = args[1].downcast::<PyList>() else {
        let got = args[1].ty().name();
        return Err(vm.type_error(format!("template() argument 2 must be list, not {got}")));
    };
    let parts = parts.to_vec();
    let Some((literal, rest)) = parts.split_first() else {
        return Err(invalid());
    };
    if rest.len() % 2 == 1 {
        return Err(invalid());
    }
    let mut chunks = Vec::new();
    for pair in rest.chunks(2) {
        let [group, text] = pair else {
            return Err(invalid());
        };
        let group = usize::try_from(ssize(vm, group)?).map_err(|_| invalid())?;
        let text = Some(text).filter(|t| vm.len(t).unwrap_or(1) > 0);
        chunks.push((group, text.cloned()));
    }
    Ok(vm.alloc(PyTemplate {
        header: Header::new(&TEMPLATE),
        literal: literal.clone(),
        chunks,
    }))
}

/// The template that `re` makes of a replacement.
pub fn template_of(vm: &Vm, pattern: &Ref, replacement: &Ref) -> PyResult {
    let re = crate::vm::import::import_module(vm, "re")?;
    let make = vm.get_attr_str(&re, "_compile_template")?;
    vm.call(&make, &[pattern.clone(), replacement.clone()])
}

/// Fills a match's groups into a template.
pub fn expand(vm: &Vm, template: &Ref, m: &PyMatch) -> PyResult {
    let Some(t) = template.downcast::<PyTemplate>() else {
        return Ok(template.clone());
    };
    if t.chunks.is_empty() {
        return Ok(t.literal.clone());
    }
    let mut parts = vec![t.literal.clone()];
    for (group, text) in &t.chunks {
        parts.extend(m.text(vm, *group)?);
        parts.extend(text.clone());
    }
    join(vm, &t.literal, parts)
}

/// Joins texts, or bytes if the sample is no text.
fn join(vm: &Vm, sample: &Ref, parts: Vec<Ref>) -> PyResult {
    if let [only] = parts.as_slice() {
        return Ok(only.clone());
    }
    let empty = if sample.as_str().is_some() {
        vm.new_str("")
    } else {
        vm.new_bytes(Vec::new())
    };
    vm.call_method_str(&empty, "join", &[vm.new_list(parts)])
}

/// What takes the place of a match.
enum Filter {
    /// Always the same.
    Literal(Ref),
    /// A template to fill.
    Template(Ref),
    /// What a function makes of the match.
    Function(Ref),
}

fn filter(vm: &Vm, pattern: &Ref, replacement: &Ref) -> PyResult<Filter> {
    if replacement.ty().slots().call.is_some() {
        return Ok(Filter::Function(replacement.clone()));
    }
    let backslash = u32::from(b'\\');
    let plain = if let Some(s) = replacement.as_str() {
        s.view().iter().all(|c| c != backslash)
    } else if is_text(vm, replacement).is_ok() {
        bytes_like(vm, replacement)?.iter().all(|&b| b != b'\\')
    } else {
        false
    };
    if plain {
        return Ok(Filter::Literal(replacement.clone()));
    }
    let made = template_of(vm, pattern, replacement)?;
    Ok(match made.downcast::<PyTemplate>() {
        Some(t) if t.chunks.is_empty() => Filter::Literal(t.literal.clone()),
        _ => Filter::Template(made),
    })
}

/// `Pattern.sub(repl, string, count=0)`
pub fn pattern_sub(vm: &Vm, args: &[Ref]) -> PyResult {
    substitute(vm, args).map(|(text, _)| text)
}

/// `Pattern.subn(repl, string, count=0)`
pub fn pattern_subn(vm: &Vm, args: &[Ref]) -> PyResult {
    let (text, count) = substitute(vm, args)?;
    Ok(vm.new_small_tuple([text, vm.int(count)]))
}

fn substitute(vm: &Vm, args: &[Ref]) -> PyResult<(Ref, i64)> {
    let limit = args[3].opt().map_or(Ok(0), |x| ssize(vm, x))?;
    let filter = filter(vm, &args[0], &args[1])?;
    let mut cursor = Cursor::new(vm, &args[0], &args[2], 0, i64::MAX)?;
    let (mut parts, mut last, mut count) = (Vec::new(), 0, 0);
    while (limit == 0 || count < limit) && cursor.search(vm)? {
        let (start, end) = cursor.span();
        if last < start {
            parts.push(cursor.subject().slice(vm, last, start)?);
        }
        let item = match &filter {
            Filter::Literal(text) => text.clone(),
            Filter::Template(template) => {
                let m = cursor.match_object(vm)?;
                match m.downcast::<PyMatch>() {
                    Some(m) => expand(vm, template, m)?,
                    None => Ref::none(),
                }
            }
            Filter::Function(f) => vm.call_one(f, &cursor.match_object(vm)?)?,
        };
        if !item.is_none() {
            parts.push(item);
        }
        last = end;
        count += 1;
    }
    let end = cursor.subject().len();
    if last < end {
        parts.push(cursor.subject().slice(vm, last, end)?);
    }
    let empty = cursor.subject().slice(vm, 0, 0)?;
    let text = match parts.as_slice() {
        [] => empty,
        [only] if only.is(&args[2]) => only.clone(),
        _ => vm.call_method_str(&empty, "join", &[vm.new_list(parts)])?,
    };
    Ok((text, count))
}
