//! `Pattern.scanner` and `finditer`: matches one by one.
//!
//! Invariant: once there is no match, there is none any more.
//! Next file to read: `mod.rs`.

use super::cursor::{Cursor, bounds};
use crate::builtins::function_methods::read_only;
use crate::objects::args::method;
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::{Type, TypeDef, getset, type_flags};
use crate::payload;

/// Where a scanner stands.
#[derive(Clone, Copy)]
struct Place {
    /// Where to go on; `None` when there is nothing more.
    next: Option<(usize, bool)>,
    /// Where it began.
    from: usize,
    end: i64,
}

/// A scanner.
#[repr(C)]
pub struct PyScanner {
    pub(crate) header: Header,
    pattern: Ref,
    string: Ref,
    place: Locked<Place>,
}

payload!(
    PyScanner,
    SCANNER,
    |this, visit| [&this.pattern, &this.string].into_iter().for_each(visit),
    |_this, _sink| {}
);

static SCANNER_DEF: TypeDef = TypeDef {
    module: "_sre",
    flags: type_flags::NO_NEW,
    methods: &[
        method("match", scanner_match, "self, /", ""),
        method("search", scanner_search, "self, /", ""),
    ],
    getset: &[getset(
        "pattern",
        |_, x| Ok(this(x).pattern.clone()),
        read_only,
        "",
    )],
    ..TypeDef::of::<PyScanner>("SRE_Scanner")
};
/// The type of scanners.
pub static SCANNER: Type = Type::builtin(&SCANNER_DEF);

fn this(x: &Ref) -> &PyScanner {
    match x.downcast::<PyScanner>() {
        Some(s) => s,
        None => unreachable!("methods of SRE_Scanner get scanners"),
    }
}

/// `Pattern.scanner(string, pos=0, endpos=sys.maxsize)`
pub fn pattern_scanner(vm: &Vm, args: &[Ref]) -> PyResult {
    let (pos, end) = bounds(vm, &args[2], &args[3])?;
    let cursor = Cursor::new(vm, &args[0], &args[1], pos, end)?;
    let (from, advance) = cursor.position();
    Ok(vm.alloc(PyScanner {
        header: Header::new(&SCANNER),
        pattern: args[0].clone(),
        string: args[1].clone(),
        place: Locked::new(Place {
            next: Some((from, advance)),
            from,
            end,
        }),
    }))
}

/// `Pattern.finditer(string, pos=0, endpos=sys.maxsize)`
pub fn pattern_finditer(vm: &Vm, args: &[Ref]) -> PyResult {
    let scanner = pattern_scanner(vm, args)?;
    let search = vm.get_attr_str(&scanner, "search")?;
    Ok(crate::builtins::iterators::new_callable_iterator(
        vm,
        search,
        Ref::none(),
    ))
}

fn advance(vm: &Vm, x: &Ref, search: bool) -> PyResult {
    let scanner = this(x);
    let place = scanner.place.get();
    let Some((pos, advance)) = place.next else {
        return Ok(Ref::none());
    };
    let mut cursor = Cursor::new(vm, &scanner.pattern, &scanner.string, 0, place.end)?;
    cursor.resume(pos, advance);
    cursor.began(place.from);
    let found = if search {
        cursor.search(vm)?
    } else {
        cursor.match_here(vm)?
    };
    let next = found.then(|| cursor.position());
    scanner.place.set(Place { next, ..place });
    cursor.match_object(vm)
}

fn scanner_match(vm: &Vm, args: &[Ref]) -> PyResult {
    advance(vm, &args[0], false)
}

fn scanner_search(vm: &Vm, args: &[Ref]) -> PyResult {
    advance(vm, &args[0], true)
}
