//! Hash objects. Ten types share one layout, and differ in name, module and how they are made.
//!
//! Invariant: a `bytes` argument is hashed where it is; bytes that others may change are copied
//! first, since the GIL may be released while they are hashed.
//! Next file to read: `constructors.rs`.

use super::algorithm::{Algorithm, State};
use crate::builtins::bytes::PyBytes;
use crate::objects::args::{MethodDef, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Payload;
use crate::objects::refcount::{Exc, PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{GetSetDef, Type, TypeDef, getter, type_flags};
use crate::payload;
use crate::stdlib::detached::Detached;
use std::borrow::Cow;

/// What every hash object holds.
pub struct Core<S> {
    /// The function.
    pub algorithm: &'static Algorithm,
    /// Bytes of its result.
    pub digest_size: usize,
    state: Detached<S>,
}

impl<S: Clone> Core<S> {
    /// One that starts with `state`.
    pub fn new(algorithm: &'static Algorithm, digest_size: usize, state: S) -> Core<S> {
        Core {
            algorithm,
            digest_size,
            state: Detached::new(state),
        }
    }

    /// A copy of the state.
    pub fn snapshot(&self, vm: &Vm) -> S {
        self.state.with(vm, 0, |state| state.clone())
    }

    /// Changes the state by `size` bytes' worth of work that touches no object.
    pub fn change(&self, vm: &Vm, size: usize, work: impl FnOnce(&mut S)) {
        self.state.with(vm, size, work);
    }
}

/// A hash object; `T` tells the types apart.
#[repr(C)]
pub struct PyHash<const T: usize> {
    pub(crate) header: Header,
    pub core: Core<State>,
}

/// A static type for `PyHash<T>`, and its payload.
macro_rules! hash_types {
    ($($number:literal $def:ident $ty:ident $name:literal $module:literal $more:expr;)*) => { $(
        payload!(PyHash<$number>, $ty);
        static $def: TypeDef = TypeDef {
            module: $module,
            flags: type_flags::NO_NEW | type_flags::IMMUTABLE,
            methods: plain_methods::<$number>(),
            getset: attributes::<$number>(),
            ..$more(TypeDef::of::<PyHash<$number>>($name))
        };
        #[doc = concat!("The type `", $module, ".", $name, "`.")]
        pub static $ty: Type = Type::builtin(&$def);
    )* };
}

const fn same(def: TypeDef) -> TypeDef {
    def
}

const fn named(mut def: TypeDef) -> TypeDef {
    def.slots.repr = Some(hash_repr);
    def
}

hash_types! {
    0 HASH_DEF HASH "HASH" "_hashlib" named;
    1 MD5_DEF MD5_TYPE "md5" "_md5" same;
    2 SHA1_DEF SHA1_TYPE "sha1" "_sha1" same;
    3 SHA224_DEF SHA224_TYPE "SHA224Type" "_sha2" same;
    4 SHA256_DEF SHA256_TYPE "SHA256Type" "_sha2" same;
    5 SHA384_DEF SHA384_TYPE "SHA384Type" "_sha2" same;
    6 SHA512_DEF SHA512_TYPE "SHA512Type" "_sha2" same;
}

/// A type whose constructor scripts call, as those of `_sha3` and `_blake2` are.
macro_rules! callable_types {
    ($($number:literal $def:ident $ty:ident $name:literal $module:literal $new:path, $methods:expr, $getset:expr, $setup:expr;)*) => { $(
        payload!(PyHash<$number>, $ty);
        static $def: TypeDef = TypeDef {
            module: $module,
            flags: 0,
            slots: Slots { new: Some($new), ..Slots::NONE },
            methods: $methods,
            getset: $getset,
            setup: $setup,
            ..TypeDef::of::<PyHash<$number>>($name)
        };
        #[doc = concat!("The type `", $module, ".", $name, "`.")]
        pub static $ty: Type = Type::builtin(&$def);
    )* };
}

callable_types! {
    7 SHA3_224_DEF SHA3_224_TYPE "sha3_224" "_sha3" super::constructors::sha3_new::<7>, plain_methods::<7>(), sponge_attributes::<7>(), None;
    8 SHA3_256_DEF SHA3_256_TYPE "sha3_256" "_sha3" super::constructors::sha3_new::<8>, plain_methods::<8>(), sponge_attributes::<8>(), None;
    9 SHA3_384_DEF SHA3_384_TYPE "sha3_384" "_sha3" super::constructors::sha3_new::<9>, plain_methods::<9>(), sponge_attributes::<9>(), None;
    10 SHA3_512_DEF SHA3_512_TYPE "sha3_512" "_sha3" super::constructors::sha3_new::<10>, plain_methods::<10>(), sponge_attributes::<10>(), None;
    11 SHAKE_128_DEF SHAKE_128_TYPE "shake_128" "_sha3" super::constructors::sha3_new::<11>, shake_methods::<11>(), sponge_attributes::<11>(), None;
    12 SHAKE_256_DEF SHAKE_256_TYPE "shake_256" "_sha3" super::constructors::sha3_new::<12>, shake_methods::<12>(), sponge_attributes::<12>(), None;
    13 BLAKE2B_DEF BLAKE2B_TYPE "blake2b" "_blake2" super::blake2::blake2b_new, plain_methods::<13>(), attributes::<13>(), Some(super::blake2::blake2b_setup);
    14 BLAKE2S_DEF BLAKE2S_TYPE "blake2s" "_blake2" super::blake2::blake2s_new, plain_methods::<14>(), attributes::<14>(), Some(super::blake2::blake2s_setup);
}

static HASHXOF_DEF: TypeDef = TypeDef {
    module: "_hashlib",
    base: Some(&HASH),
    flags: type_flags::NO_NEW | type_flags::IMMUTABLE,
    methods: shake_methods::<0>(),
    ..TypeDef::of::<PyHash<0>>("HASHXOF")
};
/// The type `_hashlib.HASHXOF`: hashes whose length the caller chooses.
pub static HASHXOF: Type = Type::builtin(&HASHXOF_DEF);

const COPY: &str = "Return a copy of the hash object.";
const DIGEST: &str = "Return the digest value as a bytes object.";
const HEXDIGEST: &str = "Return the digest value as a string of hexadecimal digits.";
const UPDATE: &str = "Update this hash object's state with the provided string.";

const fn plain_methods<const T: usize>() -> &'static [MethodDef]
where
    PyHash<T>: Payload,
{
    const {
        &[
            method("copy", hash_copy::<T>, "self, /", COPY),
            method("digest", hash_digest::<T>, "self, /", DIGEST),
            method("hexdigest", hash_hexdigest::<T>, "self, /", HEXDIGEST),
            method("update", hash_update::<T>, "self, obj, /", UPDATE),
        ]
    }
}

const fn shake_methods<const T: usize>() -> &'static [MethodDef]
where
    PyHash<T>: Payload,
{
    const {
        &[
            method("copy", hash_copy::<T>, "self, /", COPY),
            method("digest", hash_digest::<T>, "self, /, length", DIGEST),
            method(
                "hexdigest",
                hash_hexdigest::<T>,
                "self, /, length",
                HEXDIGEST,
            ),
            method("update", hash_update::<T>, "self, data, /", UPDATE),
        ]
    }
}

const fn attributes<const T: usize>() -> &'static [GetSetDef]
where
    PyHash<T>: Payload,
{
    const {
        &[
            getter("block_size", hash_block_size::<T>, ""),
            getter("digest_size", hash_digest_size::<T>, ""),
            getter("name", hash_name::<T>, ""),
        ]
    }
}

const fn sponge_attributes<const T: usize>() -> &'static [GetSetDef]
where
    PyHash<T>: Payload,
{
    const {
        &[
            getter("_capacity_bits", hash_capacity_bits::<T>, ""),
            getter("_rate_bits", hash_rate_bits::<T>, ""),
            getter("_suffix", hash_suffix::<T>, ""),
            getter("block_size", hash_block_size::<T>, ""),
            getter("digest_size", hash_digest_size::<T>, ""),
            getter("name", hash_name::<T>, ""),
        ]
    }
}

/// The bytes that are to be hashed.
pub fn input<'a>(vm: &Vm, x: &'a Ref) -> PyResult<Cow<'a, [u8]>> {
    if x.as_str().is_some() {
        return Err(vm.type_error("Strings must be encoded before hashing"));
    }
    if let Some(bytes) = x.downcast::<PyBytes>() {
        return Ok(Cow::Borrowed(bytes.as_slice()));
    }
    let Some(buffer) = vm.buffer_opt(x)? else {
        return Err(vm.type_error("object supporting the buffer API required"));
    };
    if buffer.ndim() > 1 {
        return Err(vm.buffer_error("Buffer must be single dimension"));
    }
    Ok(Cow::Owned(buffer.to_vec()))
}

/// A hash object of a type that has payload `PyHash<T>`, with `data` taken in.
pub fn make<const T: usize>(vm: &Vm, ty: &Type, core: Core<State>, data: Option<&Ref>) -> PyResult
where
    PyHash<T>: Payload,
{
    if let Some(x) = data {
        let bytes = input(vm, x)?;
        core.change(vm, bytes.len(), |state| state.update(&bytes));
    }
    Ok(vm.alloc(PyHash::<T> {
        header: Header::new(ty),
        core,
    }))
}

fn core<'a, const T: usize>(vm: &Vm, x: &'a Ref) -> Result<&'a Core<State>, Exc>
where
    PyHash<T>: Payload,
{
    match x.downcast::<PyHash<T>>() {
        Some(h) => Ok(&h.core),
        None => Err(vm.type_error("a hash object is required")),
    }
}

fn hash_copy<const T: usize>(vm: &Vm, args: &[Ref]) -> PyResult
where
    PyHash<T>: Payload,
{
    let old = core::<T>(vm, &args[0])?;
    let new = Core::new(old.algorithm, old.digest_size, old.snapshot(vm));
    make::<T>(vm, args[0].ty(), new, None)
}

fn result<const T: usize>(vm: &Vm, args: &[Ref]) -> PyResult<Vec<u8>>
where
    PyHash<T>: Payload,
{
    let core = core::<T>(vm, &args[0])?;
    let length = match args.get(1) {
        Some(n) => vm.index_i64(n)?,
        None => 0,
    };
    let Ok(length) = usize::try_from(length) else {
        return Err(vm.value_error("value must be positive"));
    };
    if length >= 1 << 29 {
        return Err(vm.memory_error());
    }
    Ok(core.snapshot(vm).finish(length))
}

fn hash_digest<const T: usize>(vm: &Vm, args: &[Ref]) -> PyResult
where
    PyHash<T>: Payload,
{
    result::<T>(vm, args).map(|bytes| vm.new_bytes(bytes))
}

fn hash_hexdigest<const T: usize>(vm: &Vm, args: &[Ref]) -> PyResult
where
    PyHash<T>: Payload,
{
    result::<T>(vm, args).map(|bytes| vm.new_str(&hex(&bytes)))
}

/// Bytes as hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    let digit = |n: u8| char::from(b"0123456789abcdef"[usize::from(n)]);
    let both = |byte: &u8| [digit(byte >> 4), digit(byte & 15)];
    bytes.iter().flat_map(both).collect()
}

fn hash_update<const T: usize>(vm: &Vm, args: &[Ref]) -> PyResult
where
    PyHash<T>: Payload,
{
    let bytes = input(vm, &args[1])?;
    core::<T>(vm, &args[0])?.change(vm, bytes.len(), |state| state.update(&bytes));
    Ok(Ref::none())
}

fn hash_block_size<const T: usize>(vm: &Vm, x: &Ref) -> PyResult
where
    PyHash<T>: Payload,
{
    Ok(vm.int(core::<T>(vm, x)?.algorithm.block_size as i64))
}

fn hash_digest_size<const T: usize>(vm: &Vm, x: &Ref) -> PyResult
where
    PyHash<T>: Payload,
{
    Ok(vm.int(core::<T>(vm, x)?.digest_size as i64))
}

fn hash_name<const T: usize>(vm: &Vm, x: &Ref) -> PyResult
where
    PyHash<T>: Payload,
{
    Ok(vm.new_str(core::<T>(vm, x)?.algorithm.name))
}

fn hash_rate_bits<const T: usize>(vm: &Vm, x: &Ref) -> PyResult
where
    PyHash<T>: Payload,
{
    Ok(vm.int(core::<T>(vm, x)?.algorithm.block_size as i64 * 8))
}

fn hash_capacity_bits<const T: usize>(vm: &Vm, x: &Ref) -> PyResult
where
    PyHash<T>: Payload,
{
    Ok(vm.int(1600 - core::<T>(vm, x)?.algorithm.block_size as i64 * 8))
}

fn hash_suffix<const T: usize>(vm: &Vm, x: &Ref) -> PyResult
where
    PyHash<T>: Payload,
{
    let shake = core::<T>(vm, x)?.digest_size == 0;
    Ok(vm.new_bytes(vec![if shake { 0x1f } else { 0x06 }]))
}

fn hash_repr(vm: &Vm, x: &Ref) -> PyResult {
    let name = core::<0>(vm, x)?.algorithm.name;
    let (ty, id) = (crate::stdlib::type_name(x.ty()), x.id());
    Ok(vm.new_str(&format!("<{name} _hashlib.{ty} object @ {id:#x}>")))
}
