//! The modules `_md5`, `_sha1`, `_sha2` and `_sha3`: how their hash objects are made.
//!
//! Next file to read: `blake2.rs`.

use super::algorithm::{Algorithm, State, known};
use super::object::{
    Core, MD5_TYPE, PyHash, SHA1_TYPE, SHA3_224_TYPE, SHA3_256_TYPE, SHA3_384_TYPE, SHA3_512_TYPE,
    SHA224_TYPE, SHA256_TYPE, SHA384_TYPE, SHA512_TYPE, SHAKE_128_TYPE, SHAKE_256_TYPE, make,
};
use crate::objects::args::{Args, Callee, Signature, bind, function};
use crate::objects::context::Vm;
use crate::objects::payload::Payload;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::Type;
use crate::stdlib::detached::GIL_MINSIZE;
use crate::stdlib::modules::ModuleDef;
use crate::stdlib::{add_ints, add_type, type_name};
use std::sync::LazyLock;

/// The parameters of most constructors.
pub const SIGNATURE: &str = "data=b'', *, usedforsecurity=True, string=None";

const NO_DATA: &str = "Return a new hash object; optionally initialized with a string.";

/// The module `_md5`.
pub static MD5: ModuleDef = ModuleDef {
    name: "_md5",
    doc: "",
    functions: &[function("md5", md5_md5, SIGNATURE, NO_DATA)],
    setup: Some(|vm, dict| {
        // Its name in the module is not its `__name__`.
        MD5_TYPE.ready(vm);
        vm.dict_set(dict, "MD5Type", MD5_TYPE.to_ref())?;
        gil_minsize(vm, dict)
    }),
};

/// The module `_sha1`.
pub static SHA1: ModuleDef = ModuleDef {
    name: "_sha1",
    doc: "",
    functions: &[function("sha1", sha1_sha1, SIGNATURE, NO_DATA)],
    setup: Some(|vm, dict| {
        SHA1_TYPE.ready(vm);
        vm.dict_set(dict, "SHA1Type", SHA1_TYPE.to_ref())?;
        gil_minsize(vm, dict)
    }),
};

/// The module `_sha2`.
pub static SHA2: ModuleDef = ModuleDef {
    name: "_sha2",
    doc: "",
    functions: &[
        function("sha224", sha2_sha224, SIGNATURE, NO_DATA),
        function("sha256", sha2_sha256, SIGNATURE, NO_DATA),
        function("sha384", sha2_sha384, SIGNATURE, NO_DATA),
        function("sha512", sha2_sha512, SIGNATURE, NO_DATA),
    ],
    setup: Some(|vm, dict| {
        for ty in [&SHA224_TYPE, &SHA256_TYPE, &SHA384_TYPE, &SHA512_TYPE] {
            add_type(vm, dict, ty)?;
        }
        gil_minsize(vm, dict)
    }),
};

/// The module `_sha3`.
pub static SHA3: ModuleDef = ModuleDef {
    name: "_sha3",
    doc: "",
    functions: &[],
    setup: Some(|vm, dict| {
        let fixed = [
            &SHA3_224_TYPE,
            &SHA3_256_TYPE,
            &SHA3_384_TYPE,
            &SHA3_512_TYPE,
        ];
        for ty in fixed.into_iter().chain([&SHAKE_128_TYPE, &SHAKE_256_TYPE]) {
            add_type(vm, dict, ty)?;
        }
        vm.dict_set(dict, "implementation", vm.new_str("RustCrypto"))?;
        gil_minsize(vm, dict)
    }),
};

/// Enters the size from which on hashing releases the GIL.
pub fn gil_minsize(vm: &Vm, dict: &Ref) -> PyResult<()> {
    add_ints(vm, dict, &[("_GIL_MINSIZE", GIL_MINSIZE as i64)])
}

/// The data of a constructor's call, under its new name or its old one.
pub fn choose_data<'a>(vm: &Vm, data: &'a Ref, string: &'a Ref) -> PyResult<Option<&'a Ref>> {
    match (data.opt(), string.opt().filter(|s| !s.is_none())) {
        (Some(_), Some(_)) => Err(vm.type_error(
            "'data' and 'string' are mutually exclusive and support for 'string' keyword \
             parameter is slated for removal in a future version.",
        )),
        (data, string) => Ok(data.or(string)),
    }
}

/// A state at the start of an algorithm.
pub fn fresh(algorithm: &'static Algorithm) -> Core<State> {
    Core::new(algorithm, algorithm.digest_size, (algorithm.start)())
}

fn start<const T: usize>(vm: &Vm, ty: &Type, name: &str, args: &[Ref]) -> PyResult
where
    PyHash<T>: Payload,
{
    let data = choose_data(vm, &args[0], &args[2])?;
    make::<T>(vm, ty, fresh(known(name)), data)
}

fn md5_md5(vm: &Vm, args: &[Ref]) -> PyResult {
    start::<1>(vm, &MD5_TYPE, "md5", args)
}

fn sha1_sha1(vm: &Vm, args: &[Ref]) -> PyResult {
    start::<2>(vm, &SHA1_TYPE, "sha1", args)
}

fn sha2_sha224(vm: &Vm, args: &[Ref]) -> PyResult {
    start::<3>(vm, &SHA224_TYPE, "sha224", args)
}

fn sha2_sha256(vm: &Vm, args: &[Ref]) -> PyResult {
    start::<4>(vm, &SHA256_TYPE, "sha256", args)
}

fn sha2_sha384(vm: &Vm, args: &[Ref]) -> PyResult {
    start::<5>(vm, &SHA384_TYPE, "sha384", args)
}

fn sha2_sha512(vm: &Vm, args: &[Ref]) -> PyResult {
    start::<6>(vm, &SHA512_TYPE, "sha512", args)
}

static PARSED: LazyLock<Signature> = LazyLock::new(|| Signature::parse(SIGNATURE));

/// The constructor of a type of `_sha3`.
pub fn sha3_new<const T: usize>(vm: &Vm, ty: &Type, args: Args) -> PyResult
where
    PyHash<T>: Payload,
{
    let name = type_name(ty);
    let callee = Callee {
        name,
        qualname: name,
        has_self: false,
    };
    let mut slots = [const { Ref::NULL }; 3];
    bind(vm, &PARSED, callee, args, &mut slots)?;
    start::<T>(vm, ty, name, &slots)
}
