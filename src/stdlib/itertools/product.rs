//! `product`: every choice of one item from each of several pools.
//!
//! Invariant: `indices[i]` is the place in pool `i` of item `i` of the tuple yielded last; the tuple is NULL
//! before the first. The pools keep every item alive, so exchanging items never frees one.
//! Next file to read: `../operator/mod.rs`.

use super::{allocate, size_argument};
use crate::builtins::iterators::self_iter;
use crate::builtins::tuple::{SoleTuple, items};
use crate::objects::args::{Args, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef};
use crate::{payload, receiver};

/// A `product` object.
#[repr(C)]
pub struct PyProduct {
    pub(crate) header: Header,
    /// Tuples.
    pools: Vec<Ref>,
    state: Locked<State>,
}

struct State {
    indices: Vec<usize>,
    last: Ref,
    stopped: bool,
}

payload!(
    PyProduct,
    PRODUCT,
    |this, visit| {
        this.pools.iter().for_each(&mut *visit);
        this.state
            .with(|s| s.last.opt().into_iter().for_each(visit));
    },
    |this, sink| this
        .state
        .with(|s| sink.push(std::mem::replace(&mut s.last, Ref::NULL)))
);
receiver!(this, PyProduct);

static PRODUCT_DEF: TypeDef = TypeDef {
    module: "itertools",
    doc: "Cartesian product of input iterables. Equivalent to nested for-loops.\n\n\
repeat says how often to use the iterables, one round after the other.",
    slots: Slots {
        new: Some(product_new),
        iter: Some(self_iter),
        next: Some(product_next),
        ..Slots::NONE
    },
    methods: &[method(
        "__sizeof__",
        product_sizeof,
        "self, /",
        "Returns size in memory, in bytes.",
    )],
    ..TypeDef::of::<PyProduct>("product")
};
/// The type `itertools.product`.
pub static PRODUCT: Type = Type::builtin(&PRODUCT_DEF);

fn product_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    let count = args.kwnames.len();
    if count > 1 {
        return Err(vm.type_error(format!(
            "product() takes at most 1 keyword argument ({count} given)"
        )));
    }
    let mut repeat = 1;
    for (name, value) in args.keywords() {
        if !name.str_is("repeat") {
            return Err(vm.type_error(format!(
                "product() got an unexpected keyword argument '{}'",
                vm.str_lossy(name)
            )));
        }
        repeat = size_argument(vm, value)?;
    }
    if repeat < 0 {
        return Err(vm.value_error("repeat argument cannot be negative"));
    }
    let given = if repeat == 0 { &[] } else { args.pos() };
    let total = (given.len() as i64).checked_mul(repeat);
    let total = total.filter(|t| *t < i64::MAX / 8).map(|t| t as usize);
    let Some(total) = total else {
        return Err(vm.overflow_error("repeat argument too large"));
    };
    let round = given
        .iter()
        .map(|x| vm.collect_items(x).map(|items| vm.new_tuple(items)))
        .collect::<PyResult<Vec<Ref>>>()?;
    let (mut pools, mut indices) = (Vec::new(), Vec::new());
    if pools.try_reserve_exact(total).is_err() || indices.try_reserve_exact(total).is_err() {
        return Err(vm.memory_error());
    }
    for _ in 0..repeat.min(total as i64) {
        pools.extend_from_slice(&round);
    }
    indices.resize(total, 0);
    let made = PyProduct {
        header: Header::new(ty),
        pools,
        state: Locked::new(State {
            indices,
            last: Ref::NULL,
            stopped: false,
        }),
    };
    allocate(vm, ty, made)
}

fn product_next(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let p = this(x);
    let pools = p.pools.as_slice();
    Ok(p.state.with(|s| {
        if s.stopped {
            return None;
        }
        if s.last.is_null() {
            s.stopped = pools.iter().any(|pool| items(pool).is_empty());
            if s.stopped {
                return None;
            }
            s.last = chosen(vm, pools, &s.indices);
            return Some(s.last.clone());
        }
        // The last position turns fastest; a pool at its end starts over and carries to the left.
        let mut i = pools.len();
        loop {
            if i == 0 {
                s.stopped = true;
                return None;
            }
            i -= 1;
            s.indices[i] += 1;
            if s.indices[i] < items(&pools[i]).len() {
                break;
            }
            s.indices[i] = 0;
        }
        if let Some(mut tuple) = SoleTuple::of(&mut s.last) {
            for (at, pool) in pools.iter().enumerate().skip(i) {
                tuple.set(at, items(pool)[s.indices[at]].clone());
            }
        } else {
            s.last = chosen(vm, pools, &s.indices);
        }
        Some(s.last.clone())
    }))
}

fn chosen(vm: &Vm, pools: &[Ref], indices: &[usize]) -> Ref {
    let choice = pools.iter().zip(indices);
    vm.new_tuple(choice.map(|(pool, i)| items(pool)[*i].clone()).collect())
}

fn product_sizeof(vm: &Vm, args: &[Ref]) -> PyResult {
    let p = this(&args[0]);
    Ok(vm.int(48 + 8 * p.pools.len() as i64))
}
