//! `_hashlib.HMAC` objects and the functions that make them.
//!
//! Next file to read: `tests.rs`.

use super::algorithm::{Algorithm, Hmac, find};
use super::hashlib::{UNSUPPORTED, of_constructor, unsupported};
use super::object::{Core, hex, input};
use crate::builtins::function::PyBuiltinFunction;
use crate::objects::args::{MethodDef, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::refcount::{Exc, PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{GetSetDef, Type, TypeDef, getter, type_flags};
use crate::payload;

/// An `HMAC` object.
#[repr(C)]
pub struct PyHmac {
    pub(crate) header: Header,
    core: Core<Hmac>,
}

payload!(PyHmac, HMAC);

static HMAC_DEF: TypeDef = TypeDef {
    module: "_hashlib",
    flags: type_flags::NO_NEW | type_flags::IMMUTABLE,
    slots: Slots {
        repr: Some(hmac_repr),
        ..Slots::NONE
    },
    methods: METHODS,
    getset: ATTRIBUTES,
    doc: "The object used to calculate HMAC of a message.",
    ..TypeDef::of::<PyHmac>("HMAC")
};
/// The type `_hashlib.HMAC`.
pub static HMAC: Type = Type::builtin(&HMAC_DEF);

const METHODS: &[MethodDef] = &[
    method(
        "copy",
        hmac_copy,
        "self, /",
        "Return a copy (\"clone\") of the HMAC object.",
    ),
    method(
        "digest",
        hmac_digest,
        "self, /",
        "Return the digest of the bytes passed to the update() method so far.",
    ),
    method(
        "hexdigest",
        hmac_hexdigest,
        "self, /",
        "Return hexadecimal digest of the bytes passed to the update() method so far.",
    ),
    method(
        "update",
        hmac_update,
        "self, /, msg",
        "Update the HMAC object with msg.",
    ),
];

const ATTRIBUTES: &[GetSetDef] = &[
    getter(
        "block_size",
        |vm, x| Ok(vm.int(this(vm, x)?.core.algorithm.block_size as i64)),
        "",
    ),
    getter(
        "digest_size",
        |vm, x| Ok(vm.int(this(vm, x)?.core.digest_size as i64)),
        "",
    ),
    getter(
        "name",
        |vm, x| Ok(vm.new_str(&format!("hmac-{}", this(vm, x)?.core.algorithm.name))),
        "",
    ),
];

fn this<'a>(vm: &Vm, x: &'a Ref) -> Result<&'a PyHmac, Exc> {
    x.downcast::<PyHmac>()
        .ok_or_else(|| vm.type_error("an HMAC object is required"))
}

/// The algorithm that an argument names: a string, or a constructor of this module.
fn algorithm(vm: &Vm, digest: &Ref) -> PyResult<&'static Algorithm> {
    if let Some(name) = digest.as_str() {
        let name = name.view().to_utf8_lossy();
        let found = find(&name).ok_or_else(|| unsupported(vm))?;
        if found.digest_size == 0 {
            return Err(vm.value_error("no reason supplied"));
        }
        return Ok(found);
    }
    let constructor = digest.downcast::<PyBuiltinFunction>();
    match constructor.and_then(|f| of_constructor(f.def.name)) {
        Some(a) if a.digest_size == 0 => Err(vm.value_error("no reason supplied")),
        Some(a) => Ok(a),
        None => {
            let text = format!("Unsupported digestmod {}", vm.str_text(digest)?);
            Err(vm.error(&UNSUPPORTED, text))
        }
    }
}

/// `hmac_new(key, msg=b'', digestmod=None)`
pub fn hashlib_hmac_new(vm: &Vm, args: &[Ref]) -> PyResult {
    let key = vm.bytes_of(&args[0])?;
    let Some(digest) = args[2].opt().filter(|d| !d.is_none()) else {
        return Err(vm.type_error("Missing required parameter 'digestmod'."));
    };
    let algorithm = algorithm(vm, digest)?;
    let core = Core::new(algorithm, algorithm.digest_size, Hmac::new(algorithm, &key));
    if let Some(message) = args[1].opt().filter(|m| !m.is_none()) {
        let bytes = input(vm, message)?;
        core.change(vm, bytes.len(), |hmac| hmac.update(&bytes));
    }
    Ok(vm.alloc(PyHmac {
        header: Header::new(&HMAC),
        core,
    }))
}

/// `hmac_digest(key, msg, digest)`
pub fn hashlib_hmac_digest(vm: &Vm, args: &[Ref]) -> PyResult {
    let (key, message) = (vm.bytes_of(&args[0])?, vm.bytes_of(&args[1])?);
    let mut hmac = Hmac::new(algorithm(vm, &args[2])?, &key);
    hmac.update(&message);
    Ok(vm.new_bytes(hmac.finish()))
}

fn hmac_copy(vm: &Vm, args: &[Ref]) -> PyResult {
    let old = &this(vm, &args[0])?.core;
    Ok(vm.alloc(PyHmac {
        header: Header::new(&HMAC),
        core: Core::new(old.algorithm, old.digest_size, old.snapshot(vm)),
    }))
}

fn hmac_digest(vm: &Vm, args: &[Ref]) -> PyResult {
    let result = this(vm, &args[0])?.core.snapshot(vm).finish();
    Ok(vm.new_bytes(result))
}

fn hmac_hexdigest(vm: &Vm, args: &[Ref]) -> PyResult {
    let result = this(vm, &args[0])?.core.snapshot(vm).finish();
    Ok(vm.new_str(&hex(&result)))
}

fn hmac_update(vm: &Vm, args: &[Ref]) -> PyResult {
    let bytes = input(vm, &args[1])?;
    let core = &this(vm, &args[0])?.core;
    core.change(vm, bytes.len(), |hmac| hmac.update(&bytes));
    Ok(Ref::none())
}

fn hmac_repr(vm: &Vm, x: &Ref) -> PyResult {
    let name = this(vm, x)?.core.algorithm.name;
    Ok(vm.new_str(&format!("<{name} HMAC object @ {:#x}>", x.id())))
}
