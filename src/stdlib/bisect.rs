//! `_bisect`: places in sorted sequences.
//!
//! Invariant: the sequence is only ever asked for items between `lo` and `hi`, which may not exist.
//! Next file to read: `structure/mod.rs`.

use super::modules::ModuleDef;
use crate::builtins::list::PyList;
use crate::objects::args::{MethodDef, function};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::syntax::ast::CompareOp;

/// The module `_bisect`.
pub static BISECT: ModuleDef = ModuleDef {
    name: "_bisect",
    doc: "Bisection algorithms: finding places in sorted lists, and inserting there.",
    functions: FUNCTIONS,
    setup: None,
};

const SIGNATURE: &str = "a, x, lo=0, hi=None, *, key=None";
#[rustfmt::skip]
static FUNCTIONS: &[MethodDef] = &[
    function("bisect_left", find::<LEFT>, SIGNATURE, "Return the index where to insert item x in list a, assuming a is sorted: before equal items."),
    function("bisect_right", find::<RIGHT>, SIGNATURE, "Return the index where to insert item x in list a, assuming a is sorted: behind equal items."),
    function("insort_left", insert::<LEFT>, SIGNATURE, "Insert item x in list a, before equal items, and keep it sorted assuming a is sorted."),
    function("insort_right", insert::<RIGHT>, SIGNATURE, "Insert item x in list a, behind equal items, and keep it sorted assuming a is sorted."),
];

const LEFT: bool = false;
const RIGHT: bool = true;

fn place<const SIDE: bool>(vm: &Vm, args: &[Ref], x: &Ref) -> PyResult<i64> {
    let bound = |x: &Ref| {
        let i = vm.index(x)?;
        i.as_i64()
            .ok_or_else(|| vm.overflow_error("Python int too large to convert to C ssize_t"))
    };
    let mut lo = args[2].opt().map_or(Ok(0), bound)?;
    if lo < 0 {
        return Err(vm.value_error("lo must be non-negative"));
    }
    let mut hi = match args[3].opt().filter(|h| !h.is_none()) {
        Some(h) => bound(h)?,
        None => vm.len(&args[0])? as i64,
    };
    let key = args[4].opt().filter(|k| !k.is_none());
    let list = args[0].downcast_exact::<PyList>();
    while lo < hi {
        let middle = lo + (hi - lo) / 2;
        let item = match list.and_then(|l| l.get(middle as usize)) {
            Some(item) => item,
            None => vm.get_item(&args[0], &vm.int(middle))?,
        };
        let item = match key {
            Some(key) => vm.call_one(key, &item)?,
            None => item,
        };
        if SIDE == LEFT {
            if vm.compare_bool(&item, x, CompareOp::Lt)? {
                lo = middle + 1;
            } else {
                hi = middle;
            }
        } else if vm.compare_bool(x, &item, CompareOp::Lt)? {
            hi = middle;
        } else {
            lo = middle + 1;
        }
    }
    Ok(lo)
}

fn find<const SIDE: bool>(vm: &Vm, args: &[Ref]) -> PyResult {
    place::<SIDE>(vm, args, &args[1]).map(|i| vm.int(i))
}

fn insert<const SIDE: bool>(vm: &Vm, args: &[Ref]) -> PyResult {
    let at = match args[4].opt().filter(|k| !k.is_none()) {
        Some(key) => {
            let x = vm.call_one(key, &args[1])?;
            place::<SIDE>(vm, args, &x)?
        }
        None => place::<SIDE>(vm, args, &args[1])?,
    };
    vm.call_method_str(&args[0], "insert", &[vm.int(at), args[1].clone()])?;
    Ok(Ref::none())
}
