//! Specialisation: a generic instruction looks at its operands and turns itself into a form that
//! does the common case with one check.
//!
//! An instruction is specialised the first time it runs. A form whose check fails counts a miss in
//! the top three bits of its `a` field and becomes generic again; after seven misses it stays so.
//!
//! Invariant: a form is only a faster way to the generic instruction's result; each checks what it
//! relies on every time it runs.
//!
//! Why this is sound:
//! 1. Words are rewritten by the GIL's holder only, one aligned word at a time; cache words are
//!    written before the opcode that reads them.
//! 2. An object whose address is cached is owned by the namespace of a type whose version is
//!    checked first, so it is alive while the version stands.
//!
//! Next file to read: `ops/mod.rs`.

use super::frame::Frame;
use super::ops;
use crate::builtins::descriptors::member::PyMemberDescriptor;
use crate::builtins::dict::{DICT, PyDict};
use crate::builtins::float::FLOAT;
use crate::builtins::function::{
    FUNCTION, METHOD_DESCRIPTOR, PyBuiltinFunction, PyFunction, PyMethodDescriptor,
};
use crate::builtins::generator::is_plain_generator;
use crate::builtins::list::LIST;
use crate::builtins::module::MODULE;
use crate::builtins::property::PyProperty;
use crate::builtins::str::STR;
use crate::builtins::tuple::TUPLE;
use crate::bytecode::code::Instruction;
use crate::bytecode::opcode::{Op, binary_op as nb, byte::*, compare_op as cmp};
use crate::objects::context::Vm;
use crate::objects::header::flags;
use crate::objects::refcount::Ref;
use crate::objects::types::{Type, type_flags, word_at};
use crate::objects::value::Value;

const MISS_STEP: u32 = 0x20 << 8;
const MISS_MASK: u32 = 0xe0 << 8;

/// Whether the instruction before `ip` may still be specialised.
#[inline(always)]
unsafe fn may(ip: *const u32) -> bool {
    // SAFETY: (1).
    unsafe { *ip.sub(1) & MISS_MASK != MISS_MASK }
}

/// Turns the instruction whose word is before `ip` into another form.
#[inline(always)]
unsafe fn become_form(ip: *const u32, op: u8) {
    // SAFETY: (1).
    unsafe {
        let p = ip.sub(1).cast_mut();
        *p = (*p & !0xff) | op as u32;
    }
}

unsafe fn write_cache(ip: *const u32, i: usize, v: u32) {
    // SAFETY: (1).
    unsafe { *ip.add(i).cast_mut() = v }
}

/// Counts a miss and makes the instruction generic again.
#[cold]
#[inline(never)]
pub(crate) unsafe fn miss(ip: *const u32, base: u8) {
    // SAFETY: (1).
    unsafe {
        let p = ip.sub(1).cast_mut();
        let mut w = (*p & !0xff) | base as u32;
        if w & MISS_MASK != MISS_MASK {
            w += MISS_STEP;
        }
        *p = w;
    }
}

/// Makes the instruction generic again without counting.
pub(crate) unsafe fn reset(ip: *const u32, base: u8) {
    // SAFETY: (1).
    unsafe { become_form(ip, base) }
}

/// Specialises a binary operator by its operands' types.
#[cold]
#[inline(never)]
pub(crate) unsafe fn binary_op(ip: *const u32, op: u8, x: &Ref, y: &Ref) {
    // SAFETY: (1).
    unsafe {
        if !may(ip) {
            return;
        }
        let base = if (nb::INPLACE..nb::SUBSCR).contains(&op) {
            op - nb::INPLACE
        } else {
            op
        };
        let form = if x.value().is_small_int() && y.value().is_small_int() {
            match base {
                nb::ADD
                    if *ip.add(2) as u8 == STORE_FAST
                        || *ip.add(2) as u8 == STORE_FAST_LOAD_FAST =>
                {
                    BINARY_OP_ADD_INT_STORE
                }
                nb::ADD => BINARY_OP_ADD_INT,
                nb::SUBTRACT => BINARY_OP_SUB_INT,
                nb::MULTIPLY => BINARY_OP_MUL_INT,
                nb::FLOOR_DIVIDE => BINARY_OP_FLOORDIV_INT,
                nb::REMAINDER => BINARY_OP_MOD_INT,
                nb::AND => BINARY_OP_AND_INT,
                nb::OR => BINARY_OP_OR_INT,
                nb::XOR => BINARY_OP_XOR_INT,
                _ => return,
            }
        } else if x.is_exactly(&FLOAT) && y.is_exactly(&FLOAT) {
            match base {
                nb::ADD => BINARY_OP_ADD_FLOAT,
                nb::SUBTRACT => BINARY_OP_SUB_FLOAT,
                nb::MULTIPLY => BINARY_OP_MUL_FLOAT,
                nb::TRUE_DIVIDE => BINARY_OP_TRUEDIV_FLOAT,
                _ => return,
            }
        } else if base == nb::ADD && x.is_exactly(&STR) && y.is_exactly(&STR) {
            BINARY_OP_ADD_STR
        } else if op == nb::SUBSCR && y.value().is_small_int() && x.is_exactly(&LIST) {
            BINARY_OP_SUBSCR_LIST_INT
        } else if op == nb::SUBSCR && y.value().is_small_int() && x.is_exactly(&TUPLE) {
            BINARY_OP_SUBSCR_TUPLE_INT
        } else if op == nb::SUBSCR && x.is_exactly(&DICT) {
            BINARY_OP_SUBSCR_DICT
        } else {
            return;
        };
        become_form(ip, form);
    }
}

/// Specialises a comparison.
#[cold]
#[inline(never)]
pub(crate) unsafe fn compare_op(ip: *const u32, x: &Ref, y: &Ref) {
    // SAFETY: (1).
    unsafe {
        if !may(ip) {
            return;
        }
        let op = (*ip.sub(1) >> 8) as u8 & 0x1f;
        let form = if x.value().is_small_int() && y.value().is_small_int() {
            match *ip.add(1) as u8 {
                POP_JUMP_IF_FALSE | POP_JUMP_IF_TRUE => COMPARE_OP_INT_JUMP,
                _ => COMPARE_OP_INT,
            }
        } else if x.is_exactly(&FLOAT) && y.is_exactly(&FLOAT) {
            COMPARE_OP_FLOAT
        } else if x.is_exactly(&STR) && y.is_exactly(&STR) && matches!(op, cmp::EQ | cmp::NE) {
            COMPARE_OP_STR
        } else {
            return;
        };
        become_form(ip, form);
    }
}

/// Specialises an item store.
#[cold]
#[inline(never)]
pub(crate) unsafe fn store_subscr(ip: *const u32, x: &Ref, key: &Ref) {
    // SAFETY: (1).
    unsafe {
        if x.is_exactly(&LIST) && key.value().is_small_int() {
            become_form(ip, STORE_SUBSCR_LIST_INT);
        } else if x.is_exactly(&DICT) {
            become_form(ip, STORE_SUBSCR_DICT);
        }
    }
}

/// Specialises an unpacking.
#[cold]
#[inline(never)]
pub(crate) unsafe fn unpack_sequence(ip: *const u32, x: &Ref, count: usize) {
    // SAFETY: (1).
    unsafe {
        if x.is_exactly(&TUPLE) {
            become_form(
                ip,
                if count == 2 {
                    UNPACK_SEQUENCE_TWO_TUPLE
                } else {
                    UNPACK_SEQUENCE_TUPLE
                },
            );
        } else if x.is_exactly(&LIST) {
            become_form(ip, UNPACK_SEQUENCE_LIST);
        }
    }
}

/// The version of a dict's key set, a fresh one if it had none; 0 if it can't have one.
pub(crate) fn keys_version(vm: &Vm, dict: &PyDict) -> u32 {
    dict.table.with(|t| {
        if t.keys_version == 0 {
            t.keys_version = vm.interp.next_keys_version();
        }
        t.keys_version
    })
}

fn entry_of(vm: &Vm, dict: &PyDict, name: &Ref) -> Option<usize> {
    let hash = vm.hash(name).ok()?;
    dict.find(vm, name, hash).ok().flatten()
}

/// Specialises a global's load.
#[cold]
#[inline(never)]
pub(crate) unsafe fn load_global(vm: &Vm, fp: *mut Frame, ip: *const u32, name: usize) {
    // SAFETY: (1); the frame is the running one.
    unsafe {
        let f = &*(*fp).func;
        let name = &(&(*(*fp).code).names)[name];
        let (Some(globals), Some(builtins)) = (
            f.globals.downcast_exact::<PyDict>(),
            f.builtins.downcast_exact::<PyDict>(),
        ) else {
            return;
        };
        let version = keys_version(vm, globals);
        if version == 0 {
            return;
        }
        write_cache(ip, 0, version);
        if let Some(at) = entry_of(vm, globals, name) {
            write_cache(ip, 1, at as u32);
            become_form(ip, LOAD_GLOBAL_MODULE);
        } else if let Some(at) = entry_of(vm, builtins, name) {
            let version = keys_version(vm, builtins);
            if version != 0 {
                write_cache(ip, 1, at as u32);
                write_cache(ip, 2, version);
                become_form(ip, LOAD_GLOBAL_BUILTIN);
            }
        }
    }
}

/// Specialises a name's load in a module body.
#[cold]
#[inline(never)]
pub(crate) unsafe fn load_name(vm: &Vm, fp: *mut Frame, ip: *const u32, name: usize) {
    // SAFETY: (1); the frame is the running one.
    unsafe {
        let f = &*(*fp).func;
        if !(*fp).names.is(f.globals.value()) {
            return;
        }
        let name = &(&(*(*fp).code).names)[name];
        if let Some(globals) = f.globals.downcast_exact::<PyDict>()
            && let Some(at) = entry_of(vm, globals, name)
        {
            let version = keys_version(vm, globals);
            if version != 0 {
                write_cache(ip, 0, version);
                write_cache(ip, 1, at as u32);
                become_form(ip, LOAD_NAME_GLOBAL);
            }
        }
    }
}

/// Whether the class `x` is a type with this version.
#[inline(always)]
pub(crate) unsafe fn type_version_is(x: Value, version: u32) -> bool {
    // SAFETY: the word is on the stack, so its object is alive.
    unsafe {
        x.is_ptr()
            && !x.is_null()
            && (*(*x.ptr()).ty()).has(type_flags::TYPE)
            && (*x.ptr().cast::<Type>()).version() == version
            && version != 0
    }
}

/// Whether an instance can't have, or does not have, an attribute of its own that would hide what
/// the class offers. `key` is 0 when instances have no attributes; 1 when the class's shared keys
/// did not hold the name; else 2 plus the number of the inline word the name would have.
#[inline(always)]
pub(crate) unsafe fn no_own_attribute(x: Value, key: u32) -> bool {
    if key == 0 {
        return true;
    }
    // SAFETY: the version check showed an instance with attributes.
    unsafe {
        let h = x.ptr();
        if (*h).has(flags::INLINE_ATTRS) {
            return key == 1
                || (*word_at(h, (*(*h).ty()).inline_offset() + 8 * (key as usize - 2))).is_null();
        }
        (*word_at(h, (*(*h).ty()).dict_offset())).is_null()
    }
}

/// What [`no_own_attribute`] must check for instances of `ty`, or `None` if the name is there now.
fn own_attribute_key(vm: &Vm, x: &Ref, ty: &Type, name: &Ref) -> Option<u32> {
    if ty.dict_offset() == 0 || x.header().is_none() {
        return Some(0);
    }
    if vm.instance_get(x, name).is_some() {
        return None;
    }
    match crate::objects::instance::key_index(ty, name) {
        Some(i) if i < ty.inline_capacity() => Some(2 + i as u32),
        _ if ty.inline_capacity() == 0 => Some(1),
        // The name may join the shared keys later, unseen by the version: reserve its number now.
        _ => crate::objects::instance::reserve_key(ty, name).map(|i| 2 + i as u32),
    }
}

/// Reads an attribute at a known place of a module's or instance's dict.
#[inline(always)]
pub(crate) unsafe fn dict_attribute(x: Value, version: u32, at: u32, keys: u32) -> Option<Value> {
    // SAFETY: the word is on the stack; the dict belongs to the object.
    unsafe {
        if !x.is_ptr() || (*(*x.ptr()).ty()).version() != version {
            return None;
        }
        let offset = (*(*x.ptr()).ty()).dict_offset();
        let d = *word_at(x.ptr(), offset);
        if d.is_null() || !(*d.ptr()).is_exactly(&DICT) {
            return None;
        }
        let t = &*(*d.ptr().cast::<PyDict>()).table.as_ptr();
        if t.keys_version != keys {
            return None;
        }
        Some((*t.entries.add(at as usize)).value.shared())
    }
}

unsafe fn cache_object(ip: *const u32, v: Value) {
    // SAFETY: (1).
    unsafe {
        write_cache(ip, 1, v.bits() as u32);
        write_cache(ip, 2, (v.bits() >> 32) as u32);
    }
}

unsafe fn cache_pointer<T>(ip: *const u32, p: *const T) {
    // SAFETY: (1).
    unsafe {
        write_cache(ip, 1, p as u64 as u32);
        write_cache(ip, 2, (p as u64 >> 32) as u32);
    }
}

/// Specialises an attribute's load.
#[cold]
#[inline(never)]
pub(crate) unsafe fn load_attr(
    vm: &Vm,
    fp: *mut Frame,
    ip: *const u32,
    x: &Ref,
    name: usize,
    want_method: u8,
) {
    // SAFETY: (1), (2); the frame is the running one.
    unsafe {
        if !may(ip) {
            return;
        }
        let name = &(&(*(*fp).code).names)[name];
        let ty = x.ty();
        if x.as_type().is_some() {
            return load_attr_type(vm, ip, x, name);
        }
        let generic = crate::builtins::object::generic_get_attr as *const () as usize;
        let is_module = x.is_exactly(&MODULE);
        if !is_module && ty.slots().getattro.is_none_or(|f| f as usize != generic) {
            return;
        }
        let version = ty.assign_version(vm);
        if version == 0 {
            return;
        }
        write_cache(ip, 0, version);
        let found = ty.lookup(vm, name);
        if let Some(f) = &found {
            if let Some(m) = f.downcast_exact::<PyMemberDescriptor>() {
                if let Some(offset) = m.word_offset(ty) {
                    write_cache(ip, 1, offset as u32);
                    become_form(ip, LOAD_ATTR_SLOT);
                }
                return;
            }
            if let Some(p) = f.downcast_exact::<PyProperty>() {
                if let Some(g) = p.getter()
                    && g.is_exactly(&FUNCTION)
                {
                    cache_object(ip, g.value());
                    become_form(ip, LOAD_ATTR_PROPERTY);
                }
                return;
            }
            let data = f.ty().slots().descr_set.is_some();
            if data {
                return;
            }
            let is_method = f.ty().has(type_flags::METHOD_DESCRIPTOR);
            if !is_module && (is_method && want_method != 0 || f.ty().slots().descr_get.is_none()) {
                if let Some(key) = own_attribute_key(vm, x, ty, name) {
                    write_cache(ip, 3, key);
                    cache_object(ip, f.value());
                    become_form(
                        ip,
                        if is_method {
                            LOAD_ATTR_METHOD
                        } else {
                            LOAD_ATTR_CLASS_VALUE
                        },
                    );
                    return;
                }
            } else if !is_module && vm.instance_get(x, name).is_none() {
                return;
            }
        }
        let Some(h) = x.header() else { return };
        if h.has(flags::INLINE_ATTRS) {
            if let Some(i) =
                crate::objects::instance::key_index(ty, name).filter(|&i| i < ty.inline_capacity())
            {
                write_cache(ip, 1, (ty.inline_offset() + 8 * i) as u32);
                become_form(ip, LOAD_ATTR_INSTANCE);
            }
        } else if ty.dict_offset() != 0 {
            let d = (*word_at(h, ty.dict_offset())).as_ref();
            if let Some(d) = d.opt().and_then(|d| d.downcast_exact::<PyDict>())
                && let Some(at) = entry_of(vm, d, name)
            {
                let keys = keys_version(vm, d);
                if keys != 0 {
                    write_cache(ip, 1, at as u32);
                    write_cache(ip, 2, keys);
                    become_form(
                        ip,
                        if is_module {
                            LOAD_ATTR_MODULE
                        } else {
                            LOAD_ATTR_DICT
                        },
                    );
                }
            }
        }
    }
}

unsafe fn load_attr_type(vm: &Vm, ip: *const u32, x: &Ref, name: &Ref) {
    // SAFETY: (1), (2).
    unsafe {
        let Some(t) = x.as_type() else { return };
        let type_getattro = crate::builtins::typeobject::TYPE
            .slots()
            .getattro
            .map(|f| f as usize);
        let meta = x.ty();
        if meta.slots().getattro.map(|f| f as usize) != type_getattro
            || meta.lookup(vm, name).is_some()
        {
            return;
        }
        // A metaclass written in Python could gain the name without the class's version changing.
        if meta.is_heap() {
            return;
        }
        let Some(v) = t.lookup(vm, name) else { return };
        let plain = v.ty().slots().descr_get.is_none();
        if !(plain || v.is_exactly(&FUNCTION) || v.is_exactly(&METHOD_DESCRIPTOR)) {
            return;
        }
        let version = t.assign_version(vm);
        if version == 0 {
            return;
        }
        write_cache(ip, 0, version);
        cache_object(ip, v.value());
        become_form(ip, LOAD_ATTR_TYPE);
    }
}

/// Specialises an attribute's store.
#[cold]
#[inline(never)]
pub(crate) unsafe fn store_attr(vm: &Vm, fp: *mut Frame, ip: *const u32, x: &Ref, name: usize) {
    // SAFETY: (1), (2); the frame is the running one.
    unsafe {
        if !may(ip) {
            return;
        }
        let name = &(&(*(*fp).code).names)[name];
        let ty = x.ty();
        let generic = crate::builtins::object::generic_set_attr as *const () as usize;
        if ty.slots().setattro.is_none_or(|f| f as usize != generic) {
            return;
        }
        let version = ty.assign_version(vm);
        if version == 0 {
            return;
        }
        write_cache(ip, 0, version);
        if let Some(f) = ty.lookup(vm, name) {
            if let Some(m) = f.downcast_exact::<PyMemberDescriptor>() {
                if let Some(offset) = m.word_offset(ty) {
                    write_cache(ip, 1, offset as u32);
                    become_form(ip, STORE_ATTR_SLOT);
                }
                return;
            }
            if f.ty().slots().descr_set.is_some() {
                return;
            }
        }
        if x.header().is_some_and(|h| h.has(flags::INLINE_ATTRS))
            && let Some(i) = crate::objects::instance::reserve_key(ty, name)
        {
            write_cache(ip, 1, (ty.inline_offset() + 8 * i) as u32);
            write_cache(ip, 2, i as u32);
            become_form(ip, STORE_ATTR_INSTANCE);
        }
    }
}

/// Specialises a call by its callable.
#[cold]
#[inline(never)]
pub(crate) unsafe fn call(vm: &Vm, ip: *const u32, base: *mut Value, count: usize) {
    // SAFETY: (1), (2); the words from `base` on are the call's.
    unsafe {
        if !may(ip) {
            return;
        }
        let f = (*base).as_ref();
        let has_self = !(*base.add(1)).is_null();
        let total = count + has_self as usize;
        if let Some(p) = f.downcast_exact::<PyFunction>() {
            let code = &**p.code.as_ptr();
            if code.simple_args && code.arg_count as usize == total {
                let version = ops::function_version_or_new(vm, p);
                if version != 0 {
                    write_cache(ip, 0, version);
                    become_form(ip, CALL_PY);
                }
            } else {
                become_form(ip, CALL_PY_GENERAL);
            }
        } else if let Some(d) = f.downcast_exact::<PyMethodDescriptor>() {
            if ops::is_list_append(f.value()) && has_self && count == 1 {
                become_form(ip, CALL_LIST_APPEND);
            } else if has_self && d.signature().fits(total) {
                cache_pointer(ip, std::ptr::from_ref(d.def));
                become_form(ip, CALL_METHOD_DESCRIPTOR);
            }
        } else if let Some(n) = f.downcast_exact::<PyBuiltinFunction>() {
            if n.bound.is_null() && !has_self && n.signature().fits(total) {
                cache_pointer(ip, std::ptr::from_ref(n.def));
                become_form(ip, ops::no_check_form(f).unwrap_or(CALL_NATIVE));
            }
        } else if let Some(t) = f.as_type()
            && !has_self
        {
            if std::ptr::eq(t, &crate::builtins::typeobject::TYPE) && count == 1 {
                become_form(ip, CALL_TYPE_1);
            } else if let Some(init) = ops::plain_constructor(vm, t, count) {
                let version = t.assign_version(vm);
                if version != 0 {
                    write_cache(ip, 0, version);
                    cache_object(ip, init);
                    become_form(ip, CALL_CLASS);
                }
            }
        }
        if *ip.sub(1) as u8 == CALL {
            miss(ip, CALL);
        }
    }
}

/// Specialises a loop's step by its iterator.
#[cold]
#[inline(never)]
pub(crate) unsafe fn for_iter(fp: *mut Frame, ip: *const u32, it: Value, distance: isize) {
    // SAFETY: (1).
    unsafe {
        if ops::is_range_iterator(it) {
            if *ip.add(1) as u8 == STORE_FAST {
                become_form(ip, FOR_ITER_RANGE_STORE);
                fuse_back_edge(fp, ip, distance);
            } else {
                become_form(ip, FOR_ITER_RANGE);
            }
        } else if ops::is_list_iterator(it) {
            become_form(ip, FOR_ITER_LIST);
        } else if ops::is_tuple_iterator(it) {
            become_form(ip, FOR_ITER_TUPLE);
        } else if is_plain_generator(it.as_ref()) {
            become_form(ip, FOR_ITER_GEN);
        } else {
            become_form(ip, FOR_ITER_SLOT);
        }
    }
}

/// Turns the jump that closes the loop of the FOR_ITER before `ip` into one that steps the range.
unsafe fn fuse_back_edge(fp: *mut Frame, ip: *const u32, distance: isize) {
    // SAFETY: (1); the jump stands right before the loop's end, which the distance names.
    unsafe {
        let code = &*(*fp).code;
        let start = code.words.as_ptr().cast_const();
        let head = ip.sub(1).offset_from(start) as u32;
        let end = ip.add(1).offset(distance).offset_from(start) as u32;
        for ins in code.code.instructions() {
            if ins.pc >= end {
                break;
            }
            if ins.op == Op::JUMP_BACKWARD && ins.start == ins.pc && ins.target() == Some(head) {
                let p = start.add(ins.pc as usize).cast_mut();
                *p = (*p & !0xff) | JUMP_BACKWARD_RANGE as u32;
            }
        }
    }
}

/// Fuses sequences that need no profile, once, when a code object is linked.
pub fn fuse(words: &mut [u32], instructions: &[Instruction]) {
    let op_at = |i: usize| {
        instructions
            .get(i)
            .filter(|x| x.start == x.pc)
            .map(|x| x.op)
    };
    for (i, ins) in instructions.iter().enumerate() {
        if ins.start != ins.pc {
            continue;
        }
        let next = [op_at(i + 1), op_at(i + 2), op_at(i + 3)];
        let binary = instructions.get(i + 2).map_or(0xff, |x| {
            if x.a >= nb::INPLACE && x.a < nb::SUBSCR {
                x.a - nb::INPLACE
            } else {
                x.a
            }
        });
        let jump = matches!(next[2], Some(Op::POP_JUMP_IF_FALSE | Op::POP_JUMP_IF_TRUE));
        let owned = ins.op == Op::LOAD_FAST;
        let load = |op: Option<Op>| matches!(op, Some(Op::LOAD_FAST | Op::LOAD_FAST_BORROW));
        if (owned || ins.op == Op::LOAD_FAST_BORROW)
            && load(next[0])
            && load(next[1])
            && adds_product(ins, &instructions[i + 3..])
        {
            set_form(&mut words[ins.pc as usize], FAST_MUL_ADD_STORE, owned);
            continue;
        }
        let form = match (ins.op, next) {
            (Op::LOAD_FAST | Op::LOAD_FAST_BORROW, [second, Some(Op::BINARY_OP), _])
                if load(second) =>
            {
                match binary {
                    nb::ADD => FAST_FAST_ADD,
                    nb::SUBTRACT => FAST_FAST_SUB,
                    nb::MULTIPLY => FAST_FAST_MUL,
                    _ if owned || second != Some(Op::LOAD_FAST_BORROW) => continue,
                    _ => LOAD_FAST_BORROW_PAIR,
                }
            }
            (
                Op::LOAD_FAST | Op::LOAD_FAST_BORROW,
                [Some(Op::LOAD_SMALL_INT), Some(Op::BINARY_OP), store],
            ) => match binary {
                nb::ADD if store == Some(Op::STORE_FAST) => FAST_SMALL_ADD_STORE,
                nb::ADD => FAST_SMALL_ADD,
                nb::SUBTRACT => FAST_SMALL_SUB,
                _ => continue,
            },
            (Op::LOAD_FAST | Op::LOAD_FAST_BORROW, [second, Some(Op::COMPARE_OP), _])
                if jump && load(second) =>
            {
                FAST_FAST_COMPARE_JUMP
            }
            (
                Op::LOAD_FAST | Op::LOAD_FAST_BORROW,
                [Some(Op::LOAD_SMALL_INT), Some(Op::COMPARE_OP), _],
            ) if jump => FAST_SMALL_COMPARE_JUMP,
            (Op::LOAD_FAST | Op::LOAD_FAST_BORROW, [Some(Op::LOAD_ATTR), _, _]) => FAST_LOAD_ATTR,
            (Op::LOAD_FAST | Op::LOAD_FAST_BORROW, [Some(Op::STORE_ATTR), _, _]) => FAST_STORE_ATTR,
            _ => continue,
        };
        set_form(&mut words[ins.pc as usize], form, owned);
    }
}

/// Makes a load the first word of a fused form; `a` says whether it must count when it is only a load.
fn set_form(word: &mut u32, form: u8, owned: bool) {
    *word = (*word & !0xffff) | form as u32 | (owned as u32) << 8;
}

/// Whether what follows three loads adds the product of the last two to the first, `total`.
fn adds_product(total: &Instruction, rest: &[Instruction]) -> bool {
    let [multiply, add, store, ..] = rest else {
        return false;
    };
    multiply.op == Op::BINARY_OP
        && multiply.a == nb::MULTIPLY
        && add.op == Op::BINARY_OP
        && (add.a == nb::ADD || add.a == nb::ADD + nb::INPLACE)
        && store.op == Op::STORE_FAST
        && store.start == store.pc
        && store.b == total.b
}
