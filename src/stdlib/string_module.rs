//! The `_string` module: how `string.Formatter` reads templates.
//!
//! Invariant: the iterators read one field at a time, so errors come where they stand.
//! Next file to read: `../builtins/str/format_fields.rs`.

use crate::builtins::fault::Fault;
use crate::builtins::str::format_fields::{Argument, Chunks, Step, Steps, split_field_name};
use crate::builtins::str::storage::StrView;
use crate::objects::args::{MethodDef, function};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef};
use crate::objects::word::Word;
use crate::payload;
use crate::stdlib::modules::ModuleDef;

/// `_string`.
pub static STRING: ModuleDef = ModuleDef {
    name: "_string",
    doc: "string helper module",
    functions: FUNCTIONS,
    setup: Some(setup),
};

const FUNCTIONS: &[MethodDef] = &[
    function(
        "formatter_field_name_split",
        formatter_field_name_split,
        "object, /",
        "Split a field name into its first part and an iterator over the rest.",
    ),
    function(
        "formatter_parser",
        formatter_parser,
        "object, /",
        "Return an iterator over the fields of a format string.",
    ),
];

fn setup(vm: &Vm, _: &Ref) -> PyResult<()> {
    FORMATTER_ITERATOR.ready(vm);
    FIELD_NAME_ITERATOR.ready(vm);
    Ok(())
}

/// An iterator over the fields of a template (`FIELDS`) or over the steps of a field's name.
#[repr(C)]
pub struct PyFormatIterator<const FIELDS: bool> {
    pub(crate) header: Header,
    text: Ref,
    at: Word<usize>,
}

payload!(
    PyFormatIterator<true>,
    FORMATTER_ITERATOR,
    |this, visit| visit(&this.text),
    |_this, _sink| {}
);
payload!(
    PyFormatIterator<false>,
    FIELD_NAME_ITERATOR,
    |this, visit| visit(&this.text),
    |_this, _sink| {}
);

static FORMATTER_ITERATOR_DEF: TypeDef = TypeDef {
    flags: 0,
    slots: Slots {
        iter: Some(self_iter),
        next: Some(next_field),
        ..Slots::NONE
    },
    ..TypeDef::of::<PyFormatIterator<true>>("formatteriterator")
};
/// The type of iterators over the fields of a template.
pub static FORMATTER_ITERATOR: Type = Type::builtin(&FORMATTER_ITERATOR_DEF);

static FIELD_NAME_ITERATOR_DEF: TypeDef = TypeDef {
    flags: 0,
    slots: Slots {
        iter: Some(self_iter),
        next: Some(next_step),
        ..Slots::NONE
    },
    ..TypeDef::of::<PyFormatIterator<false>>("fieldnameiterator")
};
/// The type of iterators over the steps of a field's name.
pub static FIELD_NAME_ITERATOR: Type = Type::builtin(&FIELD_NAME_ITERATOR_DEF);

fn self_iter(_: &Vm, x: &Ref) -> PyResult {
    Ok(x.clone())
}

fn text_of<'a>(vm: &Vm, x: &'a Ref) -> PyResult<StrView<'a>> {
    match x.as_str() {
        Some(s) => Ok(s.view()),
        None => Err(vm.type_error(format!("expected str, got {}", x.ty().name()))),
    }
}

fn formatter_parser(vm: &Vm, args: &[Ref]) -> PyResult {
    text_of(vm, &args[0])?;
    let (header, text) = (Header::new(&FORMATTER_ITERATOR), args[0].clone());
    Ok(vm.alloc(PyFormatIterator::<true> {
        header,
        text,
        at: Word::new(0),
    }))
}

fn formatter_field_name_split(vm: &Vm, args: &[Ref]) -> PyResult {
    let name = text_of(vm, &args[0])?;
    let (argument, rest) = split_field_name(name).map_err(|e| vm.fault(Fault::from(e)))?;
    let first = match argument {
        Argument::Index(index) => vm.uint(index as u64),
        Argument::Name(range) => vm.str_from_view(name.slice(range.start, range.end)),
    };
    let (header, text) = (Header::new(&FIELD_NAME_ITERATOR), args[0].clone());
    let steps = vm.alloc(PyFormatIterator::<false> {
        header,
        text,
        at: Word::new(rest),
    });
    Ok(vm.new_tuple(vec![first, steps]))
}

fn next_field(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let Some(it) = x.downcast_exact::<PyFormatIterator<true>>() else {
        return Ok(None);
    };
    let text = text_of(vm, &it.text)?;
    let mut chunks = Chunks::starting_at(text, it.at.get());
    let chunk = chunks.next();
    it.at.set(chunks.position());
    let Some(chunk) = chunk else { return Ok(None) };
    let chunk = chunk.map_err(|e| vm.fault(Fault::from(e)))?;
    let part = |range: std::ops::Range<usize>| vm.str_from_view(text.slice(range.start, range.end));
    let literal = part(chunk.literal);
    Ok(Some(vm.new_tuple(match chunk.field {
        Some(f) => {
            let conversion = f
                .conversion
                .map_or_else(Ref::none, |code| vm.str_from_code(code));
            vec![literal, part(f.name), part(f.spec), conversion]
        }
        None => vec![literal, Ref::none(), Ref::none(), Ref::none()],
    })))
}

fn next_step(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let Some(it) = x.downcast_exact::<PyFormatIterator<false>>() else {
        return Ok(None);
    };
    let text = text_of(vm, &it.text)?;
    let mut steps = Steps::new(text, it.at.get());
    let step = steps.next();
    it.at.set(steps.position());
    let Some(step) = step else { return Ok(None) };
    let part = |range: std::ops::Range<usize>| vm.str_from_view(text.slice(range.start, range.end));
    let (is_attribute, name) = match step.map_err(|e| vm.fault(Fault::from(e)))? {
        Step::Attribute(range) => (true, part(range)),
        Step::Index(index) => (false, vm.uint(index as u64)),
        Step::Key(range) => (false, part(range)),
    };
    Ok(Some(vm.new_tuple(vec![Ref::bool(is_attribute), name])))
}
