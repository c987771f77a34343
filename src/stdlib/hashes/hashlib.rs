//! The module `_hashlib`: constructors by name, key derivation, constant-time comparison.
//!
//! Invariant: errors of unknown hashes are CPython's with OpenSSL 3, whose texts scripts see.
//! Next file to read: `hmac.rs`.

use super::algorithm::{ALGORITHMS, Algorithm, find, known, pbkdf2};
use super::constructors::{SIGNATURE, choose_data, fresh, gil_minsize};
use super::hmac::{HMAC, hashlib_hmac_digest, hashlib_hmac_new};
use super::object::{HASH, HASHXOF, make};
use crate::builtins::exceptions::{PyException, VALUE_ERROR};
use crate::builtins::mappingproxy::new_mapping_proxy;
use crate::objects::args::{MethodDef, function};
use crate::objects::context::Vm;
use crate::objects::refcount::{Exc, PyResult, Ref};
use crate::objects::types::{Type, TypeDef, type_flags};
use crate::runtime::event::Reason;
use crate::stdlib::add_type;
use crate::stdlib::modules::ModuleDef;

/// The module.
pub static HASHLIB: ModuleDef = ModuleDef {
    name: "_hashlib",
    doc: "OpenSSL interface for hashlib module",
    functions: FUNCTIONS,
    setup: Some(setup),
};

static UNSUPPORTED_DEF: TypeDef = TypeDef {
    module: "_hashlib",
    base: Some(&VALUE_ERROR),
    flags: type_flags::BASE | type_flags::EXCEPTION,
    ..TypeDef::of::<PyException>("UnsupportedDigestmodError")
};
/// `_hashlib.UnsupportedDigestmodError`
pub static UNSUPPORTED: Type = Type::builtin(&UNSUPPORTED_DEF);

/// The constructors that stand in the module under a name of their own.
macro_rules! constructors {
    ($($function:ident $name:literal;)*) => {
        $(fn $function(vm: &Vm, args: &[Ref]) -> PyResult {
            let data = choose_data(vm, &args[0], &args[2])?;
            start(vm, known($name), data)
        })*

        const FUNCTIONS: &[MethodDef] = &[
            function("compare_digest", hashlib_compare_digest, "a, b, /", "Return 'a == b'."),
            function("get_fips_mode", hashlib_get_fips_mode, "", "Determine the OpenSSL FIPS mode of operation."),
            function("hmac_digest", hashlib_hmac_digest, "key, msg, digest", "Single-shot HMAC."),
            function("hmac_new", hashlib_hmac_new, "key, msg=b'', digestmod=None", "Return a new hmac object."),
            function("new", hashlib_new, "name, data=b'', *, usedforsecurity=True, string=None",
                "Return a new hash object using the named algorithm."),
            $(function(concat!("openssl_", $name), $function, SIGNATURE,
                concat!("Returns a ", $name, " hash object; optionally initialized with a string.")),)*
            function("pbkdf2_hmac", hashlib_pbkdf2_hmac, "hash_name, password, salt, iterations, dklen=None",
                "Password based key derivation function 2 (PKCS #5 v2.0) with HMAC as pseudorandom function."),
            function("scrypt", hashlib_scrypt, "password, *, salt, n, r, p, maxmem=0, dklen=64",
                "Scrypt password-based key derivation function."),
        ];

        const NAMED: &[(&str, &str)] = &[$((concat!("openssl_", $name), $name),)*];
    };
}

constructors! {
    hashlib_openssl_md5 "md5";
    hashlib_openssl_sha1 "sha1";
    hashlib_openssl_sha224 "sha224";
    hashlib_openssl_sha256 "sha256";
    hashlib_openssl_sha384 "sha384";
    hashlib_openssl_sha3_224 "sha3_224";
    hashlib_openssl_sha3_256 "sha3_256";
    hashlib_openssl_sha3_384 "sha3_384";
    hashlib_openssl_sha3_512 "sha3_512";
    hashlib_openssl_sha512 "sha512";
    hashlib_openssl_shake_128 "shake_128";
    hashlib_openssl_shake_256 "shake_256";
}

fn setup(vm: &Vm, dict: &Ref) -> PyResult<()> {
    for ty in [&HASH, &HASHXOF, &HMAC, &UNSUPPORTED] {
        add_type(vm, dict, ty)?;
    }
    let names = ALGORITHMS.iter().map(|a| vm.new_str(a.name)).collect();
    vm.dict_set(dict, "openssl_md_meth_names", vm.new_frozenset(names)?)?;
    let module = vm.intern_str("_hashlib");
    let mut pairs = Vec::new();
    for (function, name) in NAMED {
        if let Some(row) = FUNCTIONS.iter().find(|row| row.name == *function) {
            let constructor = vm.new_builtin(row, &module);
            vm.dict_set(dict, function, constructor.clone())?;
            pairs.push((constructor, vm.new_str(name)));
        }
    }
    let constructors = vm.dict_from_pairs(pairs)?;
    vm.dict_set(dict, "_constructors", new_mapping_proxy(vm, constructors))?;
    gil_minsize(vm, dict)
}

/// The algorithm that one of this module's constructors makes.
pub fn of_constructor(name: &str) -> Option<&'static Algorithm> {
    let row = NAMED.iter().find(|(function, _)| *function == name)?;
    find(row.1)
}

/// What OpenSSL says about a hash it does not have.
pub fn unsupported(vm: &Vm) -> Exc {
    vm.error(&UNSUPPORTED, "[digital envelope routines] unsupported")
}

fn start(vm: &Vm, algorithm: &'static Algorithm, data: Option<&Ref>) -> PyResult {
    let ty = if algorithm.digest_size == 0 {
        &HASHXOF
    } else {
        &HASH
    };
    make::<0>(vm, ty, fresh(algorithm), data)
}

fn hashlib_new(vm: &Vm, args: &[Ref]) -> PyResult {
    let name = vm.expect_str(&args[0], "new() argument 'name'")?;
    let name = name.view().to_utf8_lossy();
    let data = choose_data(vm, &args[1], &args[3])?;
    match find(&name) {
        Some(algorithm) => start(vm, algorithm, data),
        None => Err(unsupported(vm)),
    }
}

fn hashlib_get_fips_mode(_: &Vm, _: &[Ref]) -> PyResult {
    Ok(Ref::small_int(0))
}

/// `compare_digest(a, b)`: takes as long for unequal values as for equal ones.
pub fn hashlib_compare_digest(vm: &Vm, args: &[Ref]) -> PyResult {
    let (a, b) = (&args[0], &args[1]);
    if let (Some(x), Some(y)) = (a.as_str(), b.as_str()) {
        let (Some(x), Some(y)) = (x.as_ascii(), y.as_ascii()) else {
            return Err(
                vm.type_error("comparing strings with non-ASCII characters is not supported")
            );
        };
        return Ok(Ref::bool(same_bytes(x.as_bytes(), y.as_bytes())));
    }
    let buffer = |x: &Ref| x.ty().slots().buffer.is_some();
    if !buffer(a) && !buffer(b) {
        let (x, y) = (a.ty().name(), b.ty().name());
        return Err(vm.type_error(format!(
            "unsupported operand types(s) or combination of types: '{x}' and '{y}'"
        )));
    }
    let (x, y) = (vm.bytes_of(a)?, vm.bytes_of(b)?);
    Ok(Ref::bool(same_bytes(&x, &y)))
}

fn same_bytes(a: &[u8], b: &[u8]) -> bool {
    let other = if a.len() == b.len() { a } else { b };
    let difference = b.iter().zip(other).fold(0, |d, (x, y)| d | (x ^ y));
    a.len() == b.len() && std::hint::black_box(difference) == 0
}

fn whole(vm: &Vm, x: &Ref) -> PyResult<i64> {
    if x.opt().is_none_or(|x| x.is_none()) {
        return Ok(0);
    }
    vm.index_i64(x)
}

fn hashlib_pbkdf2_hmac(vm: &Vm, args: &[Ref]) -> PyResult {
    let name = vm.expect_str(&args[0], "pbkdf2_hmac() argument 'hash_name'")?;
    let name = name.view().to_utf8_lossy();
    let (password, salt) = (vm.bytes_of(&args[1])?, vm.bytes_of(&args[2])?);
    let iterations = vm.index_i64(&args[3])?;
    let Some(algorithm) = find(&name).filter(|a| a.digest_size > 0) else {
        return Err(unsupported(vm));
    };
    if iterations < 1 {
        return Err(vm.value_error("iteration value must be greater than 0."));
    }
    let length = match args[4].opt().filter(|x| !x.is_none()) {
        Some(x) => vm.index_i64(x)?,
        None => algorithm.digest_size as i64,
    };
    if length < 1 {
        return Err(vm.value_error("key length must be greater than 0."));
    }
    if length > i64::from(i32::MAX) {
        return Err(vm.overflow_error("key length is too great."));
    }
    let derived = vm.blocking(Reason::Compute, || {
        pbkdf2(
            algorithm,
            &password,
            &salt,
            iterations as u64,
            length as usize,
            &|| vm.interrupted(),
        )
    });
    match derived {
        Some(key) => Ok(vm.new_bytes(key)),
        None => Err(vm.fault(crate::builtins::fault::Fault::interrupted())),
    }
}

fn hashlib_scrypt(vm: &Vm, args: &[Ref]) -> PyResult {
    let (password, salt) = (vm.bytes_of(&args[0])?, vm.bytes_of(&args[1])?);
    let (n, r, p) = (
        whole(vm, &args[2])?,
        whole(vm, &args[3])?,
        whole(vm, &args[4])?,
    );
    let (limit, length) = (
        whole(vm, &args[5])?,
        args[6].opt().map_or(Ok(64), |x| vm.index_i64(x))?,
    );
    if n < 2 || n & (n - 1) != 0 {
        return Err(vm.value_error("n must be a power of 2."));
    }
    if limit < 0 || limit > i64::from(i32::MAX) {
        return Err(vm.value_error(format!(
            "maxmem must be positive and smaller than {}",
            i32::MAX
        )));
    }
    if length < 1 || length > i64::from(i32::MAX) {
        return Err(vm.value_error(format!(
            "dklen must be greater than 0 and smaller than {}",
            i32::MAX
        )));
    }
    let combination = "Invalid parameter combination for n, r, p, maxmem.";
    let parameters = match (u32::try_from(r), u32::try_from(p)) {
        (Ok(r), Ok(p)) if r > 0 && p > 0 => {
            scrypt::Params::new(n.trailing_zeros() as u8, r, p).ok()
        }
        _ => None,
    };
    let Some(parameters) = parameters else {
        return Err(vm.value_error(combination));
    };
    // OpenSSL's own limit, unless the caller sets another.
    let limit = if limit == 0 { 32 << 20 } else { limit as u128 };
    let needed = 128 * (n as u128 + p as u128 + 2) * r as u128;
    if needed > limit {
        return Err(vm.value_error("[digital envelope routines] memory limit exceeded"));
    }
    let mut key = vec![0; length as usize];
    match vm.blocking(Reason::Compute, || {
        scrypt::scrypt(&password, &salt, &parameters, &mut key)
    }) {
        Ok(()) => Ok(vm.new_bytes(key)),
        Err(_) => Err(vm.value_error(combination)),
    }
}
