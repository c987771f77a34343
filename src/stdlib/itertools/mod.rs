//! `itertools`: iterators built from other iterators.
//!
//! Every type here steps its source without holding anything of its own open: what a step needs is copied
//! out, the source runs (it may come back to the same iterator), and the result is stored afterwards.
//! The combinatoric iterators hand out the same tuple again while nobody else holds it.
//! Invariant: no `Locked` is held while a source, a predicate or a key function runs.
//! Deliberately absent, as in 3.14: pickling and copying; only `tee` iterators have `__copy__`.
//! Next file to read: `chain.rs` for a small one, `tee.rs` for the most involved.

pub mod accumulate;
pub mod arrangements;
pub mod chain;
pub mod combinations;
pub mod groupby;
pub mod infinite;
pub mod islice;
pub mod predicates;
pub mod product;
pub mod tee;
pub mod windows;
pub mod zip_longest;

use super::modules::ModuleDef;
use crate::objects::context::Vm;
use crate::objects::payload::Payload;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::Type;

/// The module `itertools`.
pub static ITERTOOLS: ModuleDef = ModuleDef {
    name: "itertools",
    doc: "Iterators for looping: endless ones, ones that end with their source, and combinatoric ones.",
    functions: tee::FUNCTIONS,
    setup: Some(setup),
};

static TYPES: &[&Type] = &[
    &accumulate::ACCUMULATE,
    &windows::BATCHED,
    &chain::CHAIN,
    &combinations::COMBINATIONS,
    &combinations::COMBINATIONS_WITH_REPLACEMENT,
    &predicates::COMPRESS,
    &infinite::COUNT,
    &infinite::CYCLE,
    &predicates::DROPWHILE,
    &predicates::FILTERFALSE,
    &groupby::GROUPBY,
    &islice::ISLICE,
    &windows::PAIRWISE,
    &arrangements::PERMUTATIONS,
    &product::PRODUCT,
    &infinite::REPEAT,
    &predicates::STARMAP,
    &predicates::TAKEWHILE,
    &zip_longest::ZIP_LONGEST,
    &groupby::GROUPER,
    &tee::TEE,
    &tee::TEE_DATA,
];

fn setup(vm: &Vm, dict: &Ref) -> PyResult<()> {
    TYPES
        .iter()
        .try_for_each(|ty| super::add_type(vm, dict, ty))
}

/// A new iterator object of `ty`.
fn allocate<P: Payload>(vm: &Vm, ty: &Type, payload: P) -> PyResult {
    vm.alloc_instance(ty, payload, 0)
        .ok_or_else(|| vm.memory_error())
}

/// A size argument; one that no memory could hold is OverflowError.
fn size_argument(vm: &Vm, x: &Ref) -> PyResult<i64> {
    let i = vm.index(x)?;
    i.as_i64()
        .ok_or_else(|| vm.overflow_error("Python int too large to convert to C ssize_t"))
}
