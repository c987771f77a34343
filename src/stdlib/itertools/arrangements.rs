//! `permutations`.
//!
//! Invariant: the first r of `indices` are those of the tuple yielded last; `cycles[i]` says how many more
//! items will stand at position i before the position to its left changes.
//! Next file to read: `product.rs`.

use super::allocate;
use super::combinations::sizeof_row;
use crate::builtins::iterators::self_iter;
use crate::builtins::tuple::{SoleTuple, items};
use crate::objects::args::Args;
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef};
use crate::stdlib::bind_new;
use crate::{payload, receiver};

/// A `permutations` object.
#[repr(C)]
pub struct PyPermutations {
    pub(crate) header: Header,
    /// A tuple.
    pool: Ref,
    state: Locked<State>,
}

struct State {
    indices: Vec<usize>,
    cycles: Vec<usize>,
    last: Ref,
    stopped: bool,
}

payload!(
    PyPermutations,
    PERMUTATIONS,
    |this, visit| {
        visit(&this.pool);
        this.state
            .with(|s| s.last.opt().into_iter().for_each(visit));
    },
    |this, sink| this
        .state
        .with(|s| sink.push(std::mem::replace(&mut s.last, Ref::NULL)))
);
receiver!(this, PyPermutations);

static PERMUTATIONS_DEF: TypeDef = TypeDef {
    module: "itertools",
    doc: "Return successive r-length permutations of elements in the iterable.",
    slots: Slots {
        new: Some(permutations_new),
        iter: Some(self_iter),
        next: Some(permutations_next),
        ..Slots::NONE
    },
    methods: &[sizeof_row(permutations_sizeof)],
    ..TypeDef::of::<PyPermutations>("permutations")
};
/// The type `itertools.permutations`.
pub static PERMUTATIONS: Type = Type::builtin(&PERMUTATIONS_DEF);

fn permutations_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    let [iterable, r] = bind_new::<2>(vm, "permutations", "iterable, r=None", 1..=2, args)?;
    let pool = vm.collect_items(&iterable)?;
    let n = pool.len();
    let r = match r.opt().filter(|r| !r.is_none()) {
        None => n as i64,
        Some(r) if r.as_int().is_none() => return Err(vm.type_error("Expected int as r")),
        Some(r) => super::size_argument(vm, r)?,
    };
    if r < 0 {
        return Err(vm.value_error("r must be non-negative"));
    }
    let r = r as usize;
    let made = PyPermutations {
        header: Header::new(ty),
        pool: vm.new_tuple(pool),
        state: Locked::new(State {
            indices: (0..n).collect(),
            cycles: (0..r.min(n)).map(|i| n - i).collect(),
            last: Ref::NULL,
            stopped: r > n,
        }),
    };
    allocate(vm, ty, made)
}

impl State {
    /// Moves on to the next arrangement; answers the first position that changed.
    fn advance(&mut self) -> Option<usize> {
        let n = self.indices.len();
        for i in (0..self.cycles.len()).rev() {
            self.cycles[i] -= 1;
            if self.cycles[i] > 0 {
                self.indices.swap(i, n - self.cycles[i]);
                return Some(i);
            }
            self.indices[i..].rotate_left(1);
            self.cycles[i] = n - i;
        }
        None
    }
}

fn permutations_next(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let p = this(x);
    let pool = items(&p.pool);
    Ok(p.state.with(|s| {
        if s.stopped {
            return None;
        }
        let mut changed = None;
        if !s.last.is_null() {
            changed = s.advance();
            if changed.is_none() {
                s.stopped = true;
                return None;
            }
        }
        let shown = &s.indices[..s.cycles.len()];
        match (changed, SoleTuple::of(&mut s.last)) {
            (Some(first), Some(mut tuple)) => {
                for (at, index) in shown.iter().enumerate().skip(first) {
                    tuple.set(at, pool[*index].clone());
                }
            }
            _ => s.last = vm.new_tuple(shown.iter().map(|i| pool[*i].clone()).collect()),
        }
        Some(s.last.clone())
    }))
}

fn permutations_sizeof(vm: &Vm, args: &[Ref]) -> PyResult {
    let (n, r) = this(&args[0])
        .state
        .with(|s| (s.indices.len(), s.cycles.len()));
    Ok(vm.int(64 + 8 * (n + r) as i64))
}
