//! `cmp_to_key`: keys that compare by an old-style comparison function.
//!
//! Invariant: the comparison function never changes; `object` is NULL in the callable that makes keys.
//! Next file to read: `lru_cache.rs`.

use crate::builtins::object::hash_not_implemented;
use crate::objects::args::Args;
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef, getset, type_flags};
use crate::syntax::ast::CompareOp;
use crate::{payload, receiver};

/// A key, or the callable that makes keys.
#[repr(C)]
pub struct PyKeyWrapper {
    pub(crate) header: Header,
    compare: Ref,
    object: Locked<Ref>,
}

payload!(
    PyKeyWrapper,
    KEY_WRAPPER,
    |this, visit| {
        visit(&this.compare);
        this.object.with(|o| o.opt().into_iter().for_each(visit));
    },
    |this, sink| sink.push(this.object.replace(Ref::NULL))
);
receiver!(this, PyKeyWrapper);

static KEY_WRAPPER_DEF: TypeDef = TypeDef {
    module: "functools",
    flags: type_flags::NO_NEW,
    slots: Slots {
        call: Some(key_call),
        compare: Some(key_compare),
        hash: Some(hash_not_implemented),
        ..Slots::NONE
    },
    getset: &[getset(
        "obj",
        key_object,
        key_set_object,
        "Value wrapped by a key function.",
    )],
    ..TypeDef::of::<PyKeyWrapper>("KeyWrapper")
};
/// The type of the keys.
pub static KEY_WRAPPER: Type = Type::builtin(&KEY_WRAPPER_DEF);

fn new_key(vm: &Vm, compare: &Ref, object: Ref) -> Ref {
    vm.alloc(PyKeyWrapper {
        header: Header::new(&KEY_WRAPPER),
        compare: compare.clone(),
        object: Locked::new(object),
    })
}

/// `functools.cmp_to_key`.
pub fn cmp_to_key(vm: &Vm, args: &[Ref]) -> PyResult {
    KEY_WRAPPER.ready(vm);
    Ok(new_key(vm, &args[0], Ref::NULL))
}

fn key_call(vm: &Vm, x: &Ref, args: Args) -> PyResult {
    if args.values.len() > 1 {
        let given = args.values.len();
        return Err(vm.type_error(format!("K() takes at most 1 argument ({given} given)")));
    }
    let [object] = crate::stdlib::bind_new::<1>(vm, "K", "obj", 1..=1, args)?;
    Ok(new_key(vm, &this(x).compare, object))
}

fn key_object(_: &Vm, x: &Ref) -> PyResult {
    let object = this(x).object.get();
    Ok(if object.is_null() {
        Ref::none()
    } else {
        object
    })
}

fn key_set_object(_: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    this(x).object.set(value.cloned().unwrap_or(Ref::NULL));
    Ok(())
}

fn key_compare(vm: &Vm, x: &Ref, y: &Ref, op: CompareOp) -> PyResult {
    let Some(other) = y.downcast_exact::<PyKeyWrapper>() else {
        return Err(vm.type_error("other argument must be K instance"));
    };
    let (a, b) = (this(x).object.get(), other.object.get());
    if a.is_null() || b.is_null() {
        return Err(vm.attribute_error("object"));
    }
    let order = vm.call(&this(x).compare, &[a, b])?;
    vm.compare(&order, &Ref::small_int(0), op)
}
