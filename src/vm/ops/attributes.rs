//! Attribute instructions, imports of names, and special methods.
//!
//! Invariant: a method pushed unbound is always followed by its self on the stack.
//! Next file to read: `build.rs`.

use super::{fail, keep, lift};
use crate::builtins::exceptions as exc;
use crate::builtins::super_object;
use crate::bytecode::opcode::SPECIAL_METHODS;
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::type_flags;
use crate::objects::value::Value;
use crate::vm::frame::Frame;

fn name<'a>(fp: *mut Frame, index: usize) -> &'a Ref {
    // SAFETY: the frame runs the code; the compiler made the index.
    unsafe { &(&(*(*fp).code).names)[index] }
}

/// LOAD_ATTR: the value, and whether it is an unbound method that wants the owner as its self.
#[inline(never)]
pub(crate) fn load_attr(
    vm: &Vm,
    fp: *mut Frame,
    owner: &Ref,
    index: usize,
    want_method: u8,
) -> Option<(Value, bool)> {
    let n = name(fp, index);
    if want_method != 0
        && let Some(f) = keep(vm, method_of(vm, owner, n))?
    {
        return Some((f.into_value(), true));
    }
    lift(vm, vm.get_attr(owner, n)).map(|v| (v, false))
}

/// The method of the owner's class, if plain lookup finds a method descriptor that nothing hides.
fn method_of(vm: &Vm, owner: &Ref, name: &Ref) -> PyResult<Option<Ref>> {
    let ty = owner.ty();
    let generic = crate::builtins::object::generic_get_attr as *const () as usize;
    if ty.slots().getattro.is_none_or(|f| f as usize != generic) {
        return Ok(None);
    }
    let Some(f) = ty.lookup(vm, name) else {
        return Ok(None);
    };
    if !f.ty().has(type_flags::METHOD_DESCRIPTOR) || vm.instance_get(owner, name).is_some() {
        return Ok(None);
    }
    Ok(Some(f))
}

/// STORE_ATTR and DELETE_ATTR
#[inline(never)]
pub(crate) fn store_attr(
    vm: &Vm,
    fp: *mut Frame,
    owner: &Ref,
    index: usize,
    value: Option<&Ref>,
) -> Option<()> {
    let n = name(fp, index);
    keep(
        vm,
        match value {
            Some(v) => vm.set_attr(owner, n, v),
            None => vm.del_attr(owner, n),
        },
    )
}

/// LOAD_SUPER_ATTR: as `load_attr` on `super(cls, me)`. Falls back to calling whatever `super` is.
#[inline(never)]
pub(crate) fn load_super_attr(
    vm: &Vm,
    fp: *mut Frame,
    sup: &Ref,
    cls: &Ref,
    me: &Ref,
    index: usize,
    a: u8,
) -> Option<(Value, bool)> {
    let n = name(fp, index);
    if sup.is_type(&super_object::SUPER)
        && let Some(t) = cls.as_type()
    {
        let found = keep(vm, super_object::lookup(vm, t, me, n, a & 1 != 0))?;
        if let Some((v, is_method)) = found {
            return Some((v.into_value(), is_method));
        }
    }
    let args = [cls.clone(), me.clone()];
    let object = keep(vm, vm.call(sup, if a & 2 != 0 { &args } else { &[] }))?;
    lift(vm, vm.get_attr(&object, n)).map(|v| (v, false))
}

/// LOAD_SPECIAL: the special method, and whether it wants the owner as its self.
#[inline(never)]
pub(crate) fn load_special(vm: &Vm, owner: &Ref, index: usize) -> Option<(Value, bool)> {
    let names = vm.names();
    let n = [
        &names.__enter__,
        &names.__exit__,
        &names.__aenter__,
        &names.__aexit__,
    ][index];
    if let Some(f) = owner.ty().lookup(vm, n) {
        if f.ty().has(type_flags::METHOD_DESCRIPTOR) {
            return Some((f.into_value(), true));
        }
        return lift(vm, vm.bind(&f, owner)).map(|v| (v, false));
    }
    let plain = (
        "context manager",
        "with",
        [&names.__enter__, &names.__exit__],
    );
    let asynchronous = (
        "asynchronous context manager",
        "async with",
        [&names.__aenter__, &names.__aexit__],
    );
    let ((wanted, _, _), (other, statement, others)) = match index {
        0 | 1 => (plain, asynchronous),
        _ => (asynchronous, plain),
    };
    let ty = owner.ty();
    let full = vm.full_type_name(ty);
    let missed = SPECIAL_METHODS[index];
    let mut text =
        format!("'{full}' object does not support the {wanted} protocol (missed {missed} method)");
    if others.iter().all(|o| ty.lookup(vm, o).is_some()) {
        text +=
            &format!(" but it supports the {other} protocol. Did you mean to use '{statement}'?");
    }
    fail(vm, vm.type_error(text))
}

/// IMPORT_NAME
#[inline(never)]
pub(crate) fn import_name(
    vm: &Vm,
    fp: *mut Frame,
    level: &Ref,
    fromlist: &Ref,
    index: usize,
) -> Option<Value> {
    lift(
        vm,
        import_through_builtin(vm, fp, level, fromlist, name(fp, index)),
    )
}

fn import_through_builtin(
    vm: &Vm,
    fp: *mut Frame,
    level: &Ref,
    fromlist: &Ref,
    name: &Ref,
) -> PyResult {
    // SAFETY: the frame keeps its function alive and owns its names.
    let (f, names) = unsafe { (&*(*fp).func, (*fp).names.as_ref()) };
    let Some(import) = super::mapping_get(vm, &f.builtins, &vm.names().__import__)? else {
        return Err(vm.error(&exc::IMPORT_ERROR, "__import__ not found".to_string()));
    };
    let locals = names.opt().cloned().unwrap_or_else(Ref::none);
    vm.call(
        &import,
        &[
            name.clone(),
            f.globals.clone(),
            locals,
            fromlist.clone(),
            level.clone(),
        ],
    )
}

/// IMPORT_FROM
#[inline(never)]
pub(crate) fn import_from(vm: &Vm, fp: *mut Frame, module: &Ref, index: usize) -> Option<Value> {
    lift(
        vm,
        crate::vm::import::import_from(vm, module, name(fp, index)),
    )
}
