//! `SyntaxError`: where in which source the mistake is.
//!
//! Invariant: `offset` and `end_offset` count characters from 1, as scripts see them.
//! Deliberately absent: how it is displayed (`../../vm/traceback/print.rs`).
//! Next file to read: `unicode_error.rs`.

use super::base::{exception_init, this};
use super::fields::field;
use super::*;
use crate::objects::args::Args;
use crate::objects::refcount::{Exc, PyResult};
use crate::objects::types::GetSetDef;

/// `msg`.
pub const MSG: usize = 0;
/// `filename`.
pub const FILENAME: usize = 1;
/// `lineno`.
pub const LINENO: usize = 2;
/// `offset`.
pub const OFFSET: usize = 3;
/// `text`.
pub const TEXT: usize = 4;
/// `end_lineno`.
pub const END_LINENO: usize = 5;
/// `end_offset`.
pub const END_OFFSET: usize = 6;
/// `print_file_and_line`.
pub const PRINT_FILE_AND_LINE: usize = 7;
/// `_metadata`.
pub const METADATA: usize = 8;

/// Slots of `SyntaxError`.
pub(super) const SLOTS: Slots = Slots {
    init: Some(syntax_error_init),
    str: Some(syntax_error_str),
    ..Slots::NONE
};

/// Attributes of `SyntaxError`.
pub(super) const GETSET: &[GetSetDef] = &[
    field!("_metadata", METADATA, "For the interpreter's own use."),
    field!("end_lineno", END_LINENO, "Last line of the mistake."),
    field!("end_offset", END_OFFSET, "Column just past the mistake."),
    field!("filename", FILENAME, "The source's name."),
    field!("lineno", LINENO, "First line of the mistake."),
    field!("msg", MSG, "The text."),
    field!("offset", OFFSET, "First column of the mistake, from 1."),
    field!(
        "print_file_and_line",
        PRINT_FILE_AND_LINE,
        "Whether file and line are displayed."
    ),
    field!("text", TEXT, "The source line."),
];

fn syntax_error_init(vm: &Vm, x: &Ref, args: Args) -> PyResult<()> {
    exception_init(vm, x, args)?;
    let e = this(vm, x)?;
    if let Some(msg) = args.pos().first() {
        e.set_field(MSG, msg.clone());
    }
    if let [_, place] = args.pos() {
        let place = vm.collect_items(place)?;
        if place.len() < 4 {
            return Err(vm.type_error(format!(
                "function takes at least 4 arguments ({} given)",
                place.len()
            )));
        }
        if place.len() > 7 {
            return Err(vm.type_error(format!(
                "function takes at most 7 arguments ({} given)",
                place.len()
            )));
        }
        for index in FILENAME..=END_OFFSET {
            e.set_field(
                index,
                place.get(index - FILENAME).cloned().unwrap_or(Ref::NULL),
            );
        }
        e.set_field(METADATA, place.get(6).cloned().unwrap_or(Ref::NULL));
        if place.len() == 5 {
            return Err(vm.type_error("end_offset must be provided when end_lineno is provided"));
        }
    }
    Ok(())
}

fn syntax_error_str(vm: &Vm, x: &Ref) -> PyResult {
    let e = this(vm, x)?;
    let msg = vm.str_text(&e.field(MSG).unwrap_or_else(Ref::none))?;
    let file = e.field(FILENAME).filter(|f| f.as_str().is_some()).map(|f| {
        let path = vm.str_lossy(&f);
        path.rsplit('/').next().unwrap_or_default().to_string()
    });
    let line = e
        .field(LINENO)
        .filter(|l| l.is_exactly(&crate::builtins::int::INT))
        .and_then(|l| l.as_i64());
    Ok(vm.new_str(&match (file, line) {
        (Some(f), Some(l)) => format!("{msg} ({f}, line {l})"),
        (Some(f), None) => format!("{msg} ({f})"),
        (None, Some(l)) => format!("{msg} (line {l})"),
        (None, None) => msg,
    }))
}

/// A `SyntaxError` at a place. Columns count characters from 1; `end` is (line, column).
pub fn at_place(
    vm: &Vm,
    ty: &Type,
    msg: &str,
    filename: &str,
    start: (i64, i64),
    text: Option<&str>,
    end: (i64, i64),
) -> Exc {
    let msg = vm.new_str(msg);
    let place = [
        vm.new_str(filename),
        vm.int(start.0),
        vm.int(start.1),
        text.map_or_else(Ref::none, |t| vm.new_str(t)),
        vm.int(end.0),
        vm.int(end.1),
    ];
    let e = vm.error_with_args(ty, vec![msg.clone(), vm.tuple_from_slice(&place)]);
    e.payload().set_field(MSG, msg);
    for (i, value) in place.into_iter().enumerate() {
        e.payload().set_field(FILENAME + i, value);
    }
    e
}
