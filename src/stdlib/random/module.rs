//! The `_random` module: one class, `Random`, which `random.Random` extends.
//!
//! Invariant: seeds other than ints count by their hash, taken as an unsigned number.
//! Next file to read: `mt.rs`.

use super::mt::MersenneTwister;
use crate::builtins::fault::Fault;
use crate::builtins::int::Int;
use crate::builtins::tuple::{self, TUPLE};
use crate::objects::args::{Args, MethodDef, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef, type_flags};
use crate::payload;
use crate::runtime::process::random_bytes;
use crate::stdlib::modules::ModuleDef;

/// The module.
pub static RANDOM: ModuleDef = ModuleDef {
    name: "_random",
    doc: "Module implements the Mersenne Twister random number generator.",
    functions: &[],
    setup: Some(|vm, dict| crate::stdlib::add_type(vm, dict, &RANDOM_TYPE)),
};

/// A `Random` object.
#[repr(C)]
pub struct PyRandom {
    pub(crate) header: Header,
    twister: Locked<Box<MersenneTwister>>,
}

payload!(PyRandom, RANDOM_TYPE);

static RANDOM_DEF: TypeDef = TypeDef {
    module: "_random",
    flags: type_flags::BASE,
    slots: Slots {
        new: Some(random_new),
        init: Some(random_init),
        ..Slots::NONE
    },
    methods: METHODS,
    doc: "Random() -> create a random number generator with its own internal state.",
    ..TypeDef::of::<PyRandom>("Random")
};
/// The type `_random.Random`.
pub static RANDOM_TYPE: Type = Type::builtin(&RANDOM_DEF);

const METHODS: &[MethodDef] = &[
    method(
        "getrandbits",
        random_getrandbits,
        "self, k, /",
        "getrandbits(k) -> x.  Generates an int with k random bits.",
    ),
    method(
        "getstate",
        random_getstate,
        "self, /",
        "getstate() -> tuple containing the current state.",
    ),
    method(
        "random",
        random_random,
        "self, /",
        "random() -> x in the interval [0, 1).",
    ),
    method(
        "seed",
        random_seed,
        "self, n=None, /",
        "seed([n]) -> None.\n\nDefaults to use urandom and falls back to a combination\nof the current time and the process identifier.",
    ),
    method(
        "setstate",
        random_setstate,
        "self, state, /",
        "setstate(state) -> None.  Restores generator state.",
    ),
];

fn random_new(vm: &Vm, ty: &Type, _: Args) -> PyResult {
    let payload = PyRandom {
        header: Header::new(ty),
        twister: Locked::new(Box::new(MersenneTwister::unseeded())),
    };
    vm.alloc_instance(ty, payload, 0)
        .ok_or_else(|| vm.memory_error())
}

fn random_init(vm: &Vm, this: &Ref, args: Args) -> PyResult<()> {
    if !args.kwnames.is_empty() {
        return Err(vm.type_error("Random() takes no keyword arguments"));
    }
    if args.values.len() > 1 {
        let got = args.values.len();
        return Err(vm.type_error(format!("Random expected at most 1 argument, got {got}")));
    }
    seed(vm, this, args.values.first())
}

/// What a generator does, with its state held.
fn with_twister<R: Default>(this: &Ref, act: impl FnOnce(&mut MersenneTwister) -> R) -> R {
    match this.downcast::<PyRandom>() {
        Some(r) => r.twister.with(|t| act(t)),
        None => R::default(),
    }
}

fn seed(vm: &Vm, this: &Ref, seed: Option<&Ref>) -> PyResult<()> {
    let made = match seed.filter(|s| !s.is_none()) {
        None => {
            let mut bytes = [0u8; 624 * 4];
            random_bytes(&mut bytes).map_err(|e| vm.os_error(e, None))?;
            let key: Vec<u32> = bytes
                .chunks_exact(4)
                .map(|c| u32::from_le_bytes([c[0], c[1], c[2], c[3]]))
                .collect();
            MersenneTwister::from_key(&key)
        }
        Some(x) => match x.as_int() {
            Some(i) => MersenneTwister::from_int(&i),
            None => {
                let hash = vm.hash(x)? as u64;
                MersenneTwister::from_int(&Int::from_u128(hash.into()))
            }
        },
    };
    with_twister(this, |t| *t = made);
    Ok(())
}

fn random_seed(vm: &Vm, args: &[Ref]) -> PyResult {
    seed(vm, &args[0], args[1].opt())?;
    Ok(Ref::none())
}

fn random_random(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(vm.float(with_twister(&args[0], MersenneTwister::random)))
}

fn random_getrandbits(vm: &Vm, args: &[Ref]) -> PyResult {
    let count = vm.index(&args[1])?;
    let Some(k) = count.as_i64().filter(|k| *k >= 0) else {
        let negative = count.as_int().is_some_and(|i| i.is_negative());
        return Err(if negative {
            vm.value_error("Cannot convert negative int")
        } else {
            vm.overflow_error("Python int too large for C uint64_t".to_string())
        });
    };
    let mut bits = Err(Fault::memory());
    with_twister(&args[0], |t| bits = t.getrandbits(k));
    vm.int_result(bits)
}

fn random_getstate(vm: &Vm, args: &[Ref]) -> PyResult {
    let mut words = Vec::with_capacity(625);
    with_twister(&args[0], |t| {
        let (state, index) = t.state();
        words.extend(state.iter().map(|&w| i64::from(w)));
        words.push(index as i64);
    });
    Ok(vm.new_tuple(words.into_iter().map(|w| vm.int(w)).collect()))
}

fn random_setstate(vm: &Vm, args: &[Ref]) -> PyResult {
    if !args[1].is_instance(&TUPLE) {
        return Err(vm.type_error("state vector must be a tuple"));
    }
    let items = tuple::items(&args[1]);
    let Some((last, words)) = items.split_last().filter(|_| items.len() == 625) else {
        return Err(vm.value_error("state vector is the wrong size"));
    };
    let mut state = Vec::with_capacity(words.len());
    for word in words {
        let Some(i) = word.as_int() else {
            return Err(vm.type_error("an integer is required"));
        };
        if i.is_negative() {
            return Err(vm.overflow_error("can't convert negative value to unsigned int"));
        }
        let Some(low) = i.to_u64() else {
            return Err(vm.overflow_error("Python int too large to convert to C unsigned long"));
        };
        state.push(low as u32);
    }
    let index = vm.index_i64(last)?;
    let twister = MersenneTwister::from_state(&state, index).map_err(|f| vm.fault(f))?;
    with_twister(&args[0], |t| *t = twister);
    Ok(Ref::none())
}
