//! The module `_blake2`: BLAKE2 with every parameter of its specification (RFC 7693 and the BLAKE2 paper).
//!
//! Next file to read: `hashlib.rs`.

use super::algorithm::{Algorithm, State, known};
use super::constructors::{choose_data, gil_minsize};
use super::object::{BLAKE2B_TYPE, BLAKE2S_TYPE, Core, input, make};
use crate::objects::args::{Args, Callee, Signature, bind};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::Type;
use crate::stdlib::modules::ModuleDef;
use crate::stdlib::{add_ints, add_type};
use std::sync::LazyLock;

/// The module.
pub static BLAKE2: ModuleDef = ModuleDef {
    name: "_blake2",
    doc: "_blake2b provides BLAKE2b for hashlib\n",
    functions: &[],
    setup: Some(setup),
};

fn setup(vm: &Vm, dict: &Ref) -> PyResult<()> {
    add_type(vm, dict, &BLAKE2B_TYPE)?;
    add_type(vm, dict, &BLAKE2S_TYPE)?;
    for (prefix, limits) in [("BLAKE2B_", &BLAKE2B_LIMITS), ("BLAKE2S_", &BLAKE2S_LIMITS)] {
        for (name, value) in limits.rows() {
            vm.dict_set(dict, &format!("{prefix}{name}"), vm.int(value))?;
        }
    }
    gil_minsize(vm, dict)
}

/// How large parameters may be.
struct Limits {
    digest: usize,
    salt: usize,
}

const BLAKE2B_LIMITS: Limits = Limits {
    digest: 64,
    salt: 16,
};
const BLAKE2S_LIMITS: Limits = Limits {
    digest: 32,
    salt: 8,
};

impl Limits {
    fn rows(&self) -> [(&'static str, i64); 4] {
        [
            ("MAX_DIGEST_SIZE", self.digest as i64),
            ("MAX_KEY_SIZE", self.digest as i64),
            ("PERSON_SIZE", self.salt as i64),
            ("SALT_SIZE", self.salt as i64),
        ]
    }
}

/// Class attributes of `blake2b`.
pub fn blake2b_setup(vm: &Vm, ty: &Ref) -> PyResult<()> {
    class_attributes(vm, ty, &BLAKE2B_LIMITS)
}

/// Class attributes of `blake2s`.
pub fn blake2s_setup(vm: &Vm, ty: &Ref) -> PyResult<()> {
    class_attributes(vm, ty, &BLAKE2S_LIMITS)
}

fn class_attributes(vm: &Vm, ty: &Ref, limits: &Limits) -> PyResult<()> {
    match ty.as_type() {
        Some(ty) => add_ints(vm, ty.dict(vm), &limits.rows()),
        None => Ok(()),
    }
}

static PARSED: LazyLock<Signature> = LazyLock::new(|| {
    Signature::parse(
        "data=b'', *, digest_size=None, key=b'', salt=b'', person=b'', fanout=1, depth=1, \
         leaf_size=0, node_offset=0, node_depth=0, inner_size=0, last_node=False, \
         usedforsecurity=True, string=None",
    )
});

/// The checked arguments of a constructor.
struct Parameters {
    digest_size: usize,
    key: Vec<u8>,
    salt: Vec<u8>,
    person: Vec<u8>,
    fanout: u8,
    depth: u8,
    leaf_size: u32,
    node_offset: u64,
    node_depth: u8,
    inner_size: usize,
    last_node: bool,
}

fn byte(vm: &Vm, x: &Ref, name: &str, default: u8, least: i64) -> PyResult<u8> {
    let Some(x) = x.opt() else { return Ok(default) };
    let value = vm.index_i64(x)?;
    let fits = u8::try_from(value).ok().filter(|_| value >= least);
    fits.ok_or_else(|| vm.value_error(format!("{name} must be between {least} and 255")))
}

fn unsigned(vm: &Vm, x: &Ref, size: &str) -> PyResult<u64> {
    let Some(x) = x.opt() else { return Ok(0) };
    let i = vm.index(x)?;
    let Some(i) = i.as_int() else { return Ok(0) };
    if i.is_negative() {
        return Err(vm.value_error("Cannot convert negative int"));
    }
    i.to_u64()
        .ok_or_else(|| vm.overflow_error(format!("Python int too large for C unsigned {size}")))
}

fn short(vm: &Vm, x: &Ref, name: &str, most: usize) -> PyResult<Vec<u8>> {
    let Some(x) = x.opt() else {
        return Ok(Vec::new());
    };
    let bytes = vm.bytes_of(x)?;
    if bytes.len() > most {
        return Err(vm.value_error(format!("maximum {name} length is {most} bytes")));
    }
    Ok(bytes)
}

fn check(vm: &Vm, a: &[Ref], name: &str, limits: &Limits) -> PyResult<Parameters> {
    let digest = limits.digest;
    let digest_size = match a[1].opt() {
        Some(x) => vm.index_i64(x)?,
        None => digest as i64,
    };
    if digest_size < 1 || digest_size > digest as i64 {
        return Err(vm.value_error(format!(
            "digest_size for {name} must be between 1 and {digest} bytes, here it is {digest_size}"
        )));
    }
    let salt = short(vm, &a[3], "salt", limits.salt)?;
    let person = short(vm, &a[4], "person", limits.salt)?;
    let fanout = byte(vm, &a[5], "fanout", 1, 0)?;
    let depth = byte(vm, &a[6], "depth", 1, 1)?;
    let Ok(leaf_size) = u32::try_from(unsigned(vm, &a[7], "long")?) else {
        return Err(vm.overflow_error("leaf_size is too large"));
    };
    let node_offset = unsigned(vm, &a[8], "long long")?;
    if digest == BLAKE2S_LIMITS.digest && node_offset >> 48 != 0 {
        return Err(vm.overflow_error("node_offset is too large"));
    }
    let node_depth = byte(vm, &a[9], "node_depth", 0, 0)?;
    let inner_size = match a[10].opt() {
        Some(x) => vm.index_i64(x)?,
        None => 0,
    };
    let Some(inner_size) = usize::try_from(inner_size).ok().filter(|i| *i <= digest) else {
        return Err(vm.value_error(format!("inner_size must be between 0 and is {digest}")));
    };
    Ok(Parameters {
        digest_size: digest_size as usize,
        key: short(vm, &a[2], "key", digest)?,
        salt,
        person,
        fanout,
        depth,
        leaf_size,
        node_offset,
        node_depth,
        inner_size,
        last_node: a[11].opt().map_or(Ok(false), |x| vm.is_true(x))?,
    })
}

/// The state of either function for its parameters; their crates have the same interface.
macro_rules! start {
    ($function:ident, $p:expr) => {
        $function::Params::new()
            .hash_length($p.digest_size)
            .key(&$p.key)
            .salt(&$p.salt)
            .personal(&$p.person)
            .fanout($p.fanout)
            .max_depth($p.depth)
            .max_leaf_length($p.leaf_size)
            .node_offset($p.node_offset)
            .node_depth($p.node_depth)
            .inner_hash_length($p.inner_size)
            .last_node($p.last_node)
            .to_state()
    };
}

fn bound(vm: &Vm, name: &str, args: Args) -> PyResult<[Ref; 14]> {
    let callee = Callee {
        name,
        qualname: name,
        has_self: false,
    };
    let mut slots = [const { Ref::NULL }; 14];
    bind(vm, &PARSED, callee, args, &mut slots)?;
    if let Some(data) = choose_data(vm, &slots[0], &slots[13])? {
        input(vm, data)?;
    }
    Ok(slots)
}

fn core(name: &str, digest_size: usize, state: State) -> Core<State> {
    let algorithm: &'static Algorithm = known(name);
    Core::new(algorithm, digest_size, state)
}

/// `blake2b(...)`
pub fn blake2b_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    let slots = bound(vm, "blake2b", args)?;
    let p = check(vm, &slots, "Blake2b", &BLAKE2B_LIMITS)?;
    let state = State::Blake2b(start!(blake2b_simd, p));
    let data = slots[0].opt().or(slots[13].opt().filter(|s| !s.is_none()));
    make::<13>(vm, ty, core("blake2b", p.digest_size, state), data)
}

/// `blake2s(...)`
pub fn blake2s_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    let slots = bound(vm, "blake2s", args)?;
    let p = check(vm, &slots, "Blake2s", &BLAKE2S_LIMITS)?;
    let state = State::Blake2s(start!(blake2s_simd, p));
    let data = slots[0].opt().or(slots[13].opt().filter(|s| !s.is_none()));
    make::<14>(vm, ty, core("blake2s", p.digest_size, state), data)
}
