//! The run loop: one `match` on the opcode, the three registers in local variables.
//!
//! `ip` is the next word, `sp` points just past the top of the operand stack, `fp` is the frame.
//! A handler of more than a few lines calls into `ops.rs` or `specialize.rs`. A Python function
//! called from here does not recurse in Rust: its frame is pushed and the loop goes on.
//!
//! Invariants: before anything that can run other code, look at the frame or raise, `ip` and `sp`
//! are saved in the frame (`save!`). An operation that fails leaves its exception in `vm.raised`
//! and control goes to the unwinder at the end of the outer loop; operands still on the stack are
//! dropped there.
//!
//! Why this is sound:
//! 1. The verifier has shown that the stack depth is a function of the place in the code, so `sp`
//!    stays between the frame's stack bottom and `stack_size` above it; `push_frame` made room.
//! 2. A word on the stack owns its count or is borrowed from a local of a frame at or below this
//!    one that is not overwritten while the word is there (the compiler's borrow analysis).
//! 3. Cache words hold versions and offsets; they are acted on only after the version matched.
//!
//! Next file to read: `ops.rs`, then `specialize.rs`.

use super::frame::{FRAME_WORDS, Frame, frame_flags};
use super::{ops, specialize, unwind};
use crate::builtins::function::PyFunction;
use crate::builtins::iterators::{PyListIterator, PyRangeIterator, PyTupleIterator};
use crate::builtins::list::{LIST, PyList};
use crate::builtins::tuple::{PyTuple, TUPLE};
use crate::bytecode::opcode::{byte::*, compare_op};
use crate::objects::context::Vm;
use crate::objects::header::flags;
use crate::objects::heap;
use crate::objects::refcount::{Exc, PyResult, Ref};
use crate::objects::singletons;
use crate::objects::types::word_at;
use crate::objects::value::Value;
use std::sync::atomic::Ordering::Relaxed;

/// Adds two immediate ints, `None` on overflow of 63 bits.
#[inline(always)]
pub(crate) fn add_int(x: Value, y: Value) -> Option<Value> {
    let (r, o) = ((x.bits() - 1) as i64).overflowing_add(y.bits() as i64);
    if o {
        None
    } else {
        Some(Value::from_bits(r as u64))
    }
}

/// Subtracts two immediate ints, `None` on overflow.
#[inline(always)]
pub(crate) fn sub_int(x: Value, y: Value) -> Option<Value> {
    let (r, o) = (x.bits() as i64).overflowing_sub((y.bits() - 1) as i64);
    if o {
        None
    } else {
        Some(Value::from_bits(r as u64))
    }
}

/// Multiplies two immediate ints, `None` on overflow.
#[inline(always)]
pub(crate) fn mul_int(x: Value, y: Value) -> Option<Value> {
    let (r, o) = ((x.bits() - 1) as i64).overflowing_mul((y.bits() as i64) >> 1);
    if o {
        None
    } else {
        Some(Value::from_bits(r as u64 | 1))
    }
}

#[inline(always)]
fn both_int(x: Value, y: Value) -> bool {
    x.bits() & y.bits() & 1 != 0
}

#[inline(always)]
fn both_float(x: Value, y: Value) -> bool {
    ((x.bits() ^ 2) | (y.bits() ^ 2)) & 3 == 0
}

/// Whether `x op y` for the signed bits of two immediate ints.
#[inline(always)]
fn compare_ints(x: Value, y: Value, op: u8) -> bool {
    // For each operator, which of less, equal and greater make it true.
    const TRUE_FOR: u32 = 0o645231;
    let (x, y) = (x.bits() as i64, y.bits() as i64);
    let is = (x < y) as u32 | ((x == y) as u32) << 1 | ((x > y) as u32) << 2;
    TRUE_FOR >> (3 * op as u32) & is != 0
}

/// Makes the compiler forget what it knows of the three registers at the head of the loop, and keep
/// them in machine registers that calls preserve. Without this it computes addresses that many
/// arms need (the two topmost words, fields of the frame) before every jump, and has no register
/// left for the three.
#[cfg(target_arch = "x86_64")]
macro_rules! keep_in_registers {
    ($ip:ident, $sp:ident, $fp:ident) => {
        std::arch::asm!("", inout("r12") $ip, inout("r13") $sp, inout("r14") $fp,
            options(nomem, nostack, preserves_flags))
    };
}
#[cfg(target_arch = "aarch64")]
macro_rules! keep_in_registers {
    ($ip:ident, $sp:ident, $fp:ident) => {
        std::arch::asm!("", inout("x20") $ip, inout("x21") $sp, inout("x22") $fp,
            options(nomem, nostack, preserves_flags))
    };
}
#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
macro_rules! keep_in_registers {
    ($ip:ident, $sp:ident, $fp:ident) => {};
}

impl Vm {
    /// Runs from the frame on top until a frame with the ENTRY flag returns.
    ///
    /// # Safety
    /// `fp` is a frame pushed by `push_frame` on this thread's stack, its `ip` and `sp` are set.
    // Entering a frame sets all three registers, also where the unwinder reads them from the frame.
    #[allow(
        clippy::cognitive_complexity,
        unused_assignments,
        clippy::pointers_in_nomem_asm_block
    )]
    pub(crate) unsafe fn run(&self, fp: *mut Frame) -> PyResult {
        let vm = self;
        let mut fp = fp;
        // SAFETY: (1), (2), (3) throughout the loop.
        unsafe {
            let mut ip = (*fp).ip;
            let mut sp = (*fp).sp;
            let breaker = &raw const vm.thread.eval_breaker;

            macro_rules! push {
                ($v:expr) => {{
                    *sp = $v;
                    sp = sp.add(1);
                }};
            }
            macro_rules! pop {
                () => {{
                    sp = sp.sub(1);
                    *sp
                }};
            }
            macro_rules! top {
                ($n:expr) => {
                    *sp.sub($n)
                };
            }
            macro_rules! local {
                ($d:expr) => {
                    *fp.cast::<Value>().sub($d)
                };
            }
            macro_rules! save {
                () => {{
                    (*fp).ip = ip;
                    (*fp).sp = sp;
                }};
            }
            macro_rules! borrow {
                ($n:expr) => {
                    (*sp.sub($n)).as_ref()
                };
            }
            // Gives up a counted word; what that frees may run Python code.
            macro_rules! drop {
                ($v:expr) => {{
                    let v: Value = $v;
                    if v.is_counted() && v.release() {
                        save!();
                        heap::dealloc_in(vm, v.ptr());
                    }
                }};
            }
            macro_rules! cache {
                ($i:expr) => {
                    *ip.add($i)
                };
            }

            'outer: loop {
                'run: loop {
                    keep_in_registers!(ip, sp, fp);
                    let mut w = i64::from(*ip as i32);
                    ip = ip.add(1);
                    'extended: loop {
                        if cfg!(feature = "checked") {
                            ops::check_stack(fp, sp);
                        }
                        // Runs the instruction before `ip` as the word `w` says.
                        macro_rules! run_as {
                            ($w:expr) => {{
                                w = $w;
                                keep_in_registers!(ip, sp, fp);
                                continue 'extended;
                            }};
                        }
                        // The operand, the same as a jump distance, and the flags, whose top bits count
                        // specialisations that missed. Arms take what they need.
                        macro_rules! b {
                            () => {
                                (w >> 16) as usize
                            };
                        }
                        macro_rules! sb {
                            () => {
                                (w >> 16) as isize
                            };
                        }
                        macro_rules! a {
                            () => {
                                (w >> 8) as u8 & 0x1f
                            };
                        }

                        // Unwraps the result of an operation, or leaves for the unwinder.
                        macro_rules! some {
                            ($e:expr) => {
                                match $e {
                                    Some(v) => v,
                                    None => break 'run,
                                }
                            };
                        }
                        macro_rules! ok {
                            ($e:expr) => {
                                match $e {
                                    Ok(v) => v,
                                    Err(e) => {
                                        vm.set_raised(e);
                                        break 'run;
                                    }
                                }
                            };
                        }
                        macro_rules! check_breaker {
                            () => {
                                if (*breaker).load(Relaxed) != 0 {
                                    save!();
                                    ok!(vm.handle_breaker());
                                }
                            };
                        }
                        // Replaces two operands by a result.
                        macro_rules! binary {
                            ($f:expr) => {{
                                save!();
                                let r = some!($f);
                                let (y, x) = (top!(1), top!(2));
                                sp = sp.sub(1);
                                top!(1) = r;
                                drop!(x);
                                drop!(y);
                            }};
                        }
                        macro_rules! binary_int {
                            ($f:expr) => {{
                                let (y, x) = (top!(1), top!(2));
                                ip = ip.add(2);
                                if both_int(x, y)
                                    && let Some(r) = $f(x, y)
                                {
                                    sp = sp.sub(1);
                                    top!(1) = r;
                                } else {
                                    binary!(ops::binary_missed(vm, fp, ip, borrow!(2), borrow!(1)));
                                }
                            }};
                        }
                        macro_rules! binary_float {
                            ($f:expr) => {{
                                let (y, x) = (top!(1), top!(2));
                                ip = ip.add(2);
                                if both_float(x, y) {
                                    let r: f64 = $f(x.as_imm_float(), y.as_imm_float());
                                    sp = sp.sub(2);
                                    let r = match Value::try_float(r) {
                                        Some(v) => v,
                                        None => vm.heap_float(r),
                                    };
                                    push_or_store!(r, ip);
                                } else {
                                    binary!(ops::binary_missed(vm, fp, ip, borrow!(2), borrow!(1)));
                                }
                            }};
                        }
                        // Enters a frame that has been pushed.
                        macro_rules! enter {
                            ($new:expr) => {{
                                fp = $new;
                                ip = (*fp).ip;
                                sp = (*fp).sp;
                            }};
                        }
                        // Goes on after a call: a frame to enter, or a result in place.
                        macro_rules! called {
                            ($e:expr, $base:expr) => {{
                                let base: *mut Value = $base;
                                match some!($e) {
                                    ops::Called::Frame(new) => enter!(new),
                                    ops::Called::Value(v) => {
                                        ops::drop_stack(base, sp);
                                        *base = v;
                                        sp = base.add(1);
                                        check_breaker!();
                                    }
                                }
                            }};
                        }
                        macro_rules! jump_if {
                            ($jump:expr) => {
                                if $jump {
                                    ip = ip.offset(sb!());
                                }
                            };
                        }
                        // Runs the POP_JUMP_IF word at `at` for a truth value.
                        macro_rules! fused_jump {
                            ($at:expr, $truth:expr) => {{
                                let jump = *$at;
                                let wanted = jump as u8 == POP_JUMP_IF_TRUE;
                                ip = $at.add(1);
                                if $truth == wanted {
                                    ip = ip.offset(((jump as i32) >> 16) as isize);
                                }
                            }};
                        }
                        // Pushes the loaded first operand of a fused sequence that can't be run as one.
                        macro_rules! push_first {
                            ($x:expr) => {
                                push!(if a!() != 0 {
                                    $x.new_ref()
                                } else {
                                    $x.borrowed()
                                })
                            };
                        }
                        // Pushes an owned word as the result of the instruction that ends before
                        // `next`, or runs the STORE_FAST that stands there.
                        macro_rules! push_or_store {
                            ($v:expr, $next:expr) => {{
                                let v: Value = $v;
                                ip = $next;
                                let next = *ip;
                                if next as u8 == STORE_FAST {
                                    let d = (next >> 16) as usize;
                                    ip = ip.add(1);
                                    let old = local!(d);
                                    local!(d) = v;
                                    drop!(old);
                                } else {
                                    push!(v);
                                }
                            }};
                        }
                        macro_rules! range_step { ($store_at:expr) => {{
                        // FOR_ITER has run; its iterator is on top and is an exact range iterator.
                        let it = &*top!(1).ptr().cast::<PyRangeIterator>();
                        if let Some(i) = it.step() {
                            let d = (*$store_at >> 16) as usize;
                            ip = $store_at.add(1);
                            let old = local!(d);
                            local!(d) = Value::small_int(i);
                            drop!(old);
                            true
                        } else { false }
                    }} }

                        match w as u8 {
                            NOP => {}
                            EXTENDED_ARG => {
                                let next = i64::from(*ip);
                                ip = ip.add(1);
                                run_as!((w >> 16 << 32) | next);
                            }
                            RESUME => {
                                if b!() < 2 {
                                    check_breaker!();
                                }
                            }
                            POP_TOP => {
                                let v = pop!();
                                drop!(v);
                            }
                            PUSH_NULL => push!(Value::NULL),
                            COPY => {
                                let v = top!(b!()).new_ref();
                                push!(v);
                            }
                            SWAP => {
                                let t = top!(1);
                                top!(1) = top!(b!());
                                top!(b!()) = t;
                            }

                            LOAD_FAST => {
                                let v = local!(b!()).new_ref();
                                push!(v);
                            }
                            LOAD_FAST_BORROW => push!(local!(b!()).borrowed()),
                            LOAD_FAST_BORROW_PAIR => {
                                push!(local!(b!()).borrowed());
                                let d = (*ip >> 16) as usize;
                                ip = ip.add(1);
                                push!(local!(d).borrowed());
                            }
                            LOAD_FAST_CHECK => {
                                let v = local!(b!());
                                if v.is_null() {
                                    save!();
                                    ops::unbound_local(vm, fp, b!());
                                    break 'run;
                                }
                                push!(v.new_ref());
                            }
                            LOAD_FAST_AND_CLEAR => {
                                let v = local!(b!());
                                local!(b!()) = Value::NULL;
                                push!(v.owned());
                            }
                            STORE_FAST => {
                                let v = pop!().owned();
                                let old = local!(b!());
                                local!(b!()) = v;
                                drop!(old);
                            }
                            STORE_FAST_LOAD_FAST => {
                                let v = pop!().owned();
                                let old = local!(b!());
                                local!(b!()) = v;
                                drop!(old);
                                let d = (*ip >> 16) as usize;
                                ip = ip.add(1);
                                push!(local!(d).borrowed());
                            }
                            DELETE_FAST => {
                                let v = local!(b!());
                                save!();
                                if v.is_null() {
                                    ops::unbound_local(vm, fp, b!());
                                    break 'run;
                                }
                                local!(b!()) = Value::NULL;
                                drop!(v);
                            }
                            LOAD_CONST => {
                                let code = &*(*fp).code;
                                push!(code.constants.get_unchecked(b!()).value().borrowed());
                            }
                            LOAD_SMALL_INT => push!(Value::small_int(sb!() as i64)),
                            LOAD_COMMON_CONSTANT => push!(ops::common_constant(vm, b!())),
                            LOAD_NAME => {
                                save!();
                                let v = some!(ops::load_name(vm, fp, b!()));
                                specialize::load_name(vm, fp, ip, b!());
                                ip = ip.add(4);
                                push!(v);
                            }
                            LOAD_NAME_GLOBAL => {
                                let dict = &*ops::globals_table(fp);
                                if dict.keys_version == cache!(0)
                                    && (*fp).names.is((*(*fp).func).globals.value())
                                {
                                    let v = (*dict.entries.add(cache!(1) as usize)).value.shared();
                                    ip = ip.add(4);
                                    push!(v);
                                } else {
                                    save!();
                                    let v = some!(ops::load_name(vm, fp, b!()));
                                    specialize::reset(ip, LOAD_NAME);
                                    ip = ip.add(4);
                                    push!(v);
                                }
                            }
                            STORE_NAME => {
                                save!();
                                some!(ops::store_name(vm, fp, b!(), borrow!(1)));
                                ip = ip.add(2);
                                let v = pop!();
                                drop!(v);
                            }
                            DELETE_NAME => {
                                save!();
                                some!(ops::delete_name(vm, fp, b!()));
                            }
                            LOAD_GLOBAL_MODULE => {
                                let dict = &*ops::globals_table(fp);
                                if dict.keys_version == cache!(0) {
                                    let v = (*dict.entries.add(cache!(1) as usize)).value.shared();
                                    ip = ip.add(4);
                                    push!(v);
                                    if a!() != 0 {
                                        push!(Value::NULL);
                                    }
                                } else {
                                    run_as!((w & !0xff) | i64::from(LOAD_GLOBAL));
                                }
                            }
                            LOAD_GLOBAL_BUILTIN => {
                                let dict = &*ops::globals_table(fp);
                                let builtins = &*ops::builtins_table(fp);
                                if dict.keys_version == cache!(0)
                                    && builtins.keys_version == cache!(2)
                                {
                                    let v =
                                        (*builtins.entries.add(cache!(1) as usize)).value.shared();
                                    ip = ip.add(4);
                                    push!(v);
                                    if a!() != 0 {
                                        push!(Value::NULL);
                                    }
                                } else {
                                    run_as!((w & !0xff) | i64::from(LOAD_GLOBAL));
                                }
                            }
                            LOAD_GLOBAL => {
                                save!();
                                let v = some!(ops::load_global(vm, fp, b!()));
                                specialize::load_global(vm, fp, ip, b!());
                                ip = ip.add(4);
                                push!(v);
                                if a!() != 0 {
                                    push!(Value::NULL);
                                }
                            }
                            STORE_GLOBAL => {
                                save!();
                                some!(ops::store_global(vm, fp, ip, b!(), borrow!(1)));
                                ip = ip.add(2);
                                let v = pop!();
                                drop!(v);
                            }
                            DELETE_GLOBAL => {
                                save!();
                                some!(ops::delete_global(vm, fp, b!()));
                            }
                            LOAD_LOCALS => {
                                save!();
                                let v = some!(ops::load_locals(vm, fp));
                                push!(v);
                            }
                            LOAD_FROM_DICT_OR_GLOBALS => {
                                save!();
                                let v =
                                    some!(ops::load_from_dict_or_globals(vm, fp, borrow!(1), b!()));
                                let old = top!(1);
                                top!(1) = v;
                                drop!(old);
                            }
                            MAKE_CELL => {
                                let v = local!(b!()).owned();
                                local!(b!()) = ops::make_cell(vm, v);
                            }
                            COPY_FREE_VARS => ops::copy_free_vars(fp, b!()),
                            LOAD_DEREF => {
                                let content = ops::cell_content(local!(b!()));
                                if !content.is_null() {
                                    push!(content.shared());
                                    continue 'run;
                                }
                                save!();
                                let v = some!(ops::load_deref(vm, fp, b!()));
                                push!(v);
                            }
                            STORE_DEREF => {
                                let v = pop!().owned();
                                save!();
                                ops::store_deref(local!(b!()), v);
                            }
                            DELETE_DEREF => {
                                save!();
                                some!(ops::delete_deref(vm, fp, b!()));
                            }
                            LOAD_FROM_DICT_OR_DEREF => {
                                save!();
                                let v =
                                    some!(ops::load_from_dict_or_deref(vm, fp, borrow!(1), b!()));
                                let old = top!(1);
                                top!(1) = v;
                                drop!(old);
                            }

                            LOAD_ATTR => {
                                save!();
                                specialize::load_attr(vm, fp, ip, borrow!(1), b!(), a!());
                                let r = some!(ops::load_attr(vm, fp, borrow!(1), b!(), a!()));
                                ip = ip.add(4);
                                let owner = pop!();
                                push!(r.0);
                                if a!() == 0 {
                                    drop!(owner);
                                } else if r.1 {
                                    push!(owner);
                                } else {
                                    push!(Value::NULL);
                                    drop!(owner);
                                }
                            }
                            LOAD_ATTR_INSTANCE => {
                                let owner = top!(1);
                                if owner.is_ptr() {
                                    let h = owner.ptr();
                                    if (*(*h).ty()).version() == cache!(0)
                                        && (*h).has(flags::INLINE_ATTRS)
                                    {
                                        let v = *word_at(h, cache!(1) as usize);
                                        if !v.is_null() {
                                            ip = ip.add(4);
                                            top!(1) = v.shared();
                                            if a!() != 0 {
                                                push!(Value::NULL);
                                            }
                                            drop!(owner);
                                            continue 'run;
                                        }
                                    }
                                }
                                specialize::miss(ip, LOAD_ATTR);
                                run_as!((w & !0xff) | i64::from(LOAD_ATTR));
                            }
                            LOAD_ATTR_METHOD => {
                                let owner = top!(1);
                                if owner.ty().version() == cache!(0)
                                    && specialize::no_own_attribute(owner, cache!(3))
                                {
                                    let v = Value::from_bits(
                                        cache!(1) as u64 | (cache!(2) as u64) << 32,
                                    )
                                    .shared();
                                    ip = ip.add(4);
                                    top!(1) = v;
                                    push!(owner);
                                    continue 'run;
                                }
                                specialize::miss(ip, LOAD_ATTR);
                                run_as!((w & !0xff) | i64::from(LOAD_ATTR));
                            }
                            LOAD_ATTR_CLASS_VALUE => {
                                let owner = top!(1);
                                if owner.ty().version() == cache!(0)
                                    && specialize::no_own_attribute(owner, cache!(3))
                                {
                                    let v = Value::from_bits(
                                        cache!(1) as u64 | (cache!(2) as u64) << 32,
                                    )
                                    .shared();
                                    ip = ip.add(4);
                                    top!(1) = v;
                                    if a!() != 0 {
                                        push!(Value::NULL);
                                    }
                                    drop!(owner);
                                    continue 'run;
                                }
                                specialize::miss(ip, LOAD_ATTR);
                                run_as!((w & !0xff) | i64::from(LOAD_ATTR));
                            }
                            LOAD_ATTR_SLOT => {
                                let owner = top!(1);
                                if owner.is_ptr() && (*(*owner.ptr()).ty()).version() == cache!(0) {
                                    let v = *word_at(owner.ptr(), cache!(1) as usize);
                                    if !v.is_null() {
                                        ip = ip.add(4);
                                        top!(1) = v.shared();
                                        if a!() != 0 {
                                            push!(Value::NULL);
                                        }
                                        drop!(owner);
                                        continue 'run;
                                    }
                                }
                                specialize::miss(ip, LOAD_ATTR);
                                run_as!((w & !0xff) | i64::from(LOAD_ATTR));
                            }
                            LOAD_ATTR_MODULE | LOAD_ATTR_DICT => {
                                let owner = top!(1);
                                if let Some(v) = specialize::dict_attribute(
                                    owner,
                                    cache!(0),
                                    cache!(1),
                                    cache!(2),
                                ) {
                                    ip = ip.add(4);
                                    top!(1) = v;
                                    if a!() != 0 {
                                        push!(Value::NULL);
                                    }
                                    drop!(owner);
                                    continue 'run;
                                }
                                specialize::miss(ip, LOAD_ATTR);
                                run_as!((w & !0xff) | i64::from(LOAD_ATTR));
                            }
                            LOAD_ATTR_TYPE => {
                                let owner = top!(1);
                                if specialize::type_version_is(owner, cache!(0)) {
                                    let v = Value::from_bits(
                                        cache!(1) as u64 | (cache!(2) as u64) << 32,
                                    )
                                    .shared();
                                    ip = ip.add(4);
                                    top!(1) = v;
                                    if a!() != 0 {
                                        push!(Value::NULL);
                                    }
                                    drop!(owner);
                                    continue 'run;
                                }
                                specialize::miss(ip, LOAD_ATTR);
                                run_as!((w & !0xff) | i64::from(LOAD_ATTR));
                            }
                            LOAD_ATTR_PROPERTY => {
                                let owner = top!(1);
                                if a!() == 0 && owner.ty().version() == cache!(0) {
                                    let getter = Value::from_bits(
                                        cache!(1) as u64 | (cache!(2) as u64) << 32,
                                    );
                                    top!(1) = getter.shared();
                                    push!(owner);
                                    (*fp).ip = ip.add(4);
                                    (*fp).sp = sp;
                                    let base = sp.sub(2);
                                    let f = &*getter.ptr().cast::<PyFunction>();
                                    let code = &**f.code.as_ptr();
                                    if code.simple_args && code.arg_count == 1 {
                                        match vm.push_frame(f, base, base.add(1), 1, 0) {
                                            Some(new) => {
                                                enter!(new);
                                                continue 'run;
                                            }
                                            None => break 'run,
                                        }
                                    }
                                    sp = sp.sub(1);
                                    top!(1) = owner;
                                    drop!(getter);
                                }
                                specialize::miss(ip, LOAD_ATTR);
                                run_as!((w & !0xff) | i64::from(LOAD_ATTR));
                            }
                            FAST_LOAD_ATTR => {
                                let owner = local!(b!());
                                let next = *ip;
                                let h = owner.ptr();
                                if owner.is_ptr()
                                    && !owner.is_null()
                                    && (*(*h).ty()).version() == *ip.add(1)
                                {
                                    if next as u8 == LOAD_ATTR_INSTANCE {
                                        let v = *word_at(h, *ip.add(2) as usize);
                                        if (*h).has(flags::INLINE_ATTRS)
                                            && !v.is_null()
                                            && next & 0x100 == 0
                                        {
                                            ip = ip.add(5);
                                            push_or_store!(v.shared(), ip);
                                            continue 'run;
                                        }
                                    } else if next as u8 == LOAD_ATTR_METHOD
                                        && specialize::no_own_attribute(owner, *ip.add(4))
                                    {
                                        let method = Value::from_bits(
                                            *ip.add(2) as u64 | (*ip.add(3) as u64) << 32,
                                        );
                                        push!(method.shared());
                                        push_first!(owner);
                                        ip = ip.add(5);
                                        continue 'run;
                                    }
                                }
                                push_first!(owner);
                            }
                            FAST_STORE_ATTR => {
                                let owner = local!(b!());
                                let next = *ip;
                                let h = owner.ptr();
                                if owner.is_ptr()
                                    && !owner.is_null()
                                    && (*(*h).ty()).version() == *ip.add(1)
                                    && next as u8 == STORE_ATTR_INSTANCE
                                    && (*h).has(flags::INLINE_ATTRS)
                                {
                                    let p = word_at(h, *ip.add(2) as usize);
                                    let old = *p;
                                    if !old.is_null() {
                                        let v = pop!().owned();
                                        *p = v;
                                        ip = ip.add(5);
                                        drop!(old);
                                        continue 'run;
                                    }
                                }
                                push_first!(owner);
                            }
                            STORE_ATTR => {
                                save!();
                                specialize::store_attr(vm, fp, ip, borrow!(1), b!());
                                some!(ops::store_attr(vm, fp, borrow!(1), b!(), Some(borrow!(2))));
                                ip = ip.add(4);
                                let owner = pop!();
                                let v = pop!();
                                save!();
                                drop!(v);
                                drop!(owner);
                            }
                            STORE_ATTR_INSTANCE => {
                                let owner = top!(1);
                                let h = owner.ptr();
                                if owner.is_ptr()
                                    && (*(*h).ty()).version() == cache!(0)
                                    && (*h).has(flags::INLINE_ATTRS)
                                {
                                    let p = word_at(h, cache!(1) as usize);
                                    let old = *p;
                                    let index = cache!(2) as usize;
                                    let top_index = crate::objects::instance::inline_top(&*h);
                                    if !old.is_null() || index >= top_index {
                                        sp = sp.sub(2);
                                        *p = (*sp).owned();
                                        if index >= top_index {
                                            crate::objects::instance::set_inline_top(
                                                &*h,
                                                index + 1,
                                            );
                                        }
                                        ip = ip.add(4);
                                        save!();
                                        drop!(old);
                                        drop!(owner);
                                        continue 'run;
                                    }
                                }
                                specialize::miss(ip, STORE_ATTR);
                                run_as!((w & !0xff) | i64::from(STORE_ATTR));
                            }
                            STORE_ATTR_SLOT => {
                                let owner = top!(1);
                                let h = owner.ptr();
                                if owner.is_ptr() && (*(*h).ty()).version() == cache!(0) {
                                    let p = word_at(h, cache!(1) as usize);
                                    let old = *p;
                                    sp = sp.sub(2);
                                    *p = (*sp).owned();
                                    ip = ip.add(4);
                                    save!();
                                    drop!(old);
                                    drop!(owner);
                                    continue 'run;
                                }
                                specialize::miss(ip, STORE_ATTR);
                                run_as!((w & !0xff) | i64::from(STORE_ATTR));
                            }
                            DELETE_ATTR => {
                                save!();
                                some!(ops::store_attr(vm, fp, borrow!(1), b!(), None));
                                let v = pop!();
                                drop!(v);
                            }
                            LOAD_SUPER_ATTR => {
                                save!();
                                let r = some!(ops::load_super_attr(
                                    vm,
                                    fp,
                                    borrow!(3),
                                    borrow!(2),
                                    borrow!(1),
                                    b!(),
                                    a!()
                                ));
                                ip = ip.add(1);
                                let (me, cls, sup) = (top!(1), top!(2), top!(3));
                                sp = sp.sub(3);
                                push!(r.0);
                                if a!() & 1 != 0 {
                                    if r.1 {
                                        push!(me.owned());
                                    } else {
                                        push!(Value::NULL);
                                        drop!(me);
                                    }
                                } else {
                                    drop!(me);
                                }
                                drop!(cls);
                                drop!(sup);
                            }
                            LOAD_SPECIAL => {
                                save!();
                                let r = some!(ops::load_special(vm, borrow!(1), b!()));
                                let owner = pop!();
                                push!(r.0);
                                if r.1 {
                                    push!(owner.owned());
                                } else {
                                    push!(Value::NULL);
                                    drop!(owner);
                                }
                            }

                            BINARY_OP => {
                                specialize::binary_op(ip, a!(), borrow!(2), borrow!(1));
                                ip = ip.add(2);
                                binary!(ops::binary_op(vm, a!(), borrow!(2), borrow!(1)));
                            }
                            BINARY_OP_ADD_INT => binary_int!(add_int),
                            BINARY_OP_SUB_INT => binary_int!(sub_int),
                            BINARY_OP_MUL_INT => binary_int!(mul_int),
                            BINARY_OP_FLOORDIV_INT => binary_int!(ops::floordiv_int),
                            BINARY_OP_MOD_INT => binary_int!(ops::mod_int),
                            BINARY_OP_AND_INT => binary_int!(|x: Value, y: Value| Some(
                                Value::from_bits(x.bits() & y.bits())
                            )),
                            BINARY_OP_OR_INT => binary_int!(|x: Value, y: Value| Some(
                                Value::from_bits(x.bits() | y.bits())
                            )),
                            BINARY_OP_XOR_INT => binary_int!(|x: Value, y: Value| Some(
                                Value::from_bits((x.bits() ^ y.bits()) | 1)
                            )),
                            BINARY_OP_ADD_INT_STORE => {
                                let (y, x) = (top!(1), top!(2));
                                if both_int(x, y)
                                    && let Some(r) = add_int(x, y)
                                {
                                    sp = sp.sub(2);
                                    let d = (*ip.add(2) >> 16) as usize;
                                    ip = ip.add(3);
                                    let old = local!(d);
                                    local!(d) = r;
                                    drop!(old);
                                } else {
                                    let d = (*ip.add(2) >> 16) as usize;
                                    if ops::add_int_in_place(local!(d), x, y) {
                                        sp = sp.sub(2);
                                        ip = ip.add(3);
                                        drop!(y);
                                    } else {
                                        ip = ip.add(2);
                                        binary!(ops::binary_missed(
                                            vm,
                                            fp,
                                            ip,
                                            borrow!(2),
                                            borrow!(1)
                                        ));
                                    }
                                }
                            }
                            BINARY_OP_ADD_FLOAT => binary_float!(|x: f64, y: f64| x + y),
                            BINARY_OP_SUB_FLOAT => binary_float!(|x: f64, y: f64| x - y),
                            BINARY_OP_MUL_FLOAT => binary_float!(|x: f64, y: f64| x * y),
                            BINARY_OP_TRUEDIV_FLOAT => {
                                let (y, x) = (top!(1), top!(2));
                                ip = ip.add(2);
                                if both_float(x, y) && y.as_imm_float() != 0.0 {
                                    let r = x.as_imm_float() / y.as_imm_float();
                                    sp = sp.sub(2);
                                    let r = match Value::try_float(r) {
                                        Some(v) => v,
                                        None => vm.heap_float(r),
                                    };
                                    push_or_store!(r, ip);
                                } else {
                                    binary!(ops::binary_missed(vm, fp, ip, borrow!(2), borrow!(1)));
                                }
                            }
                            BINARY_OP_ADD_STR => {
                                ip = ip.add(2);
                                save!();
                                if ops::append_str_in_place(fp, ip, top!(2), borrow!(1)) {
                                    // The left operand's word has been used up.
                                    let y = top!(1);
                                    sp = sp.sub(2);
                                    ip = ip.add(1);
                                    drop!(y);
                                } else {
                                    binary!(ops::add_str(vm, fp, ip, borrow!(2), borrow!(1)));
                                }
                            }
                            BINARY_OP_SUBSCR_LIST_INT => {
                                let (i, l) = (top!(1), top!(2));
                                ip = ip.add(2);
                                if i.is_small_int() && l.is_ptr() && (*l.ptr()).is_exactly(&LIST) {
                                    let items = &*(*l.ptr().cast::<PyList>()).items.as_ptr();
                                    let n = i.as_small_int();
                                    let n = if n < 0 { n + items.len() as i64 } else { n };
                                    if let Some(v) = items.get(n as usize) {
                                        let v = v.value().shared();
                                        sp = sp.sub(1);
                                        top!(1) = v;
                                        drop!(l);
                                        continue 'run;
                                    }
                                }
                                binary!(ops::binary_missed(vm, fp, ip, borrow!(2), borrow!(1)));
                            }
                            BINARY_OP_SUBSCR_TUPLE_INT => {
                                let (i, l) = (top!(1), top!(2));
                                ip = ip.add(2);
                                if i.is_small_int() && l.is_ptr() && (*l.ptr()).is_exactly(&TUPLE) {
                                    let items = (*l.ptr().cast::<PyTuple>()).items();
                                    let n = i.as_small_int();
                                    let n = if n < 0 { n + items.len() as i64 } else { n };
                                    if let Some(v) = items.get(n as usize) {
                                        let v = v.value().shared();
                                        sp = sp.sub(1);
                                        top!(1) = v;
                                        drop!(l);
                                        continue 'run;
                                    }
                                }
                                binary!(ops::binary_missed(vm, fp, ip, borrow!(2), borrow!(1)));
                            }
                            BINARY_OP_SUBSCR_DICT => {
                                ip = ip.add(2);
                                binary!(ops::subscr_dict(vm, fp, ip, borrow!(2), borrow!(1)));
                            }
                            FAST_FAST_ADD | FAST_FAST_SUB | FAST_FAST_MUL => {
                                let x = local!(b!());
                                let y = local!((*ip >> 16) as usize);
                                let r = if both_int(x, y) {
                                    match w as u8 {
                                        FAST_FAST_ADD => add_int(x, y),
                                        FAST_FAST_SUB => sub_int(x, y),
                                        _ => mul_int(x, y),
                                    }
                                } else if both_float(x, y) {
                                    let (x, y) = (x.as_imm_float(), y.as_imm_float());
                                    Value::try_float(match w as u8 {
                                        FAST_FAST_ADD => x + y,
                                        FAST_FAST_SUB => x - y,
                                        _ => x * y,
                                    })
                                } else {
                                    None
                                };
                                match r {
                                    Some(r) => {
                                        push!(r);
                                        ip = ip.add(4);
                                    }
                                    None => push_first!(x),
                                }
                            }
                            FAST_MUL_ADD_STORE => {
                                // LOAD t, LOAD x, LOAD y, BINARY_OP *, BINARY_OP +, STORE_FAST t
                                let x = local!((*ip >> 16) as usize);
                                let y = local!((*ip.add(1) >> 16) as usize);
                                let t = local!(b!());
                                if both_int(x, y)
                                    && let Some(product) = mul_int(x, y)
                                {
                                    if t.is_small_int()
                                        && let Some(sum) = add_int(t, product)
                                    {
                                        local!(b!()) = sum;
                                        ip = ip.add(9);
                                        continue 'run;
                                    }
                                    if ops::add_int_in_place(t, t.borrowed(), product) {
                                        ip = ip.add(9);
                                        continue 'run;
                                    }
                                } else if both_float(x, y) && t.is_imm_float() {
                                    let product = x.as_imm_float() * y.as_imm_float();
                                    let sum = Value::try_float(t.as_imm_float() + product);
                                    if let Some(sum) = sum {
                                        local!(b!()) = sum;
                                        ip = ip.add(9);
                                        continue 'run;
                                    }
                                }
                                push_first!(t);
                            }
                            FAST_SMALL_ADD => {
                                let x = local!(b!());
                                let y = Value::small_int(((*ip as i32) >> 16) as i64);
                                if x.is_small_int()
                                    && let Some(r) = add_int(x, y)
                                {
                                    push!(r);
                                    ip = ip.add(4);
                                } else {
                                    push_first!(x);
                                }
                            }
                            FAST_SMALL_SUB => {
                                let x = local!(b!());
                                let y = Value::small_int(((*ip as i32) >> 16) as i64);
                                if x.is_small_int()
                                    && let Some(r) = sub_int(x, y)
                                {
                                    push!(r);
                                    ip = ip.add(4);
                                } else {
                                    push_first!(x);
                                }
                            }
                            FAST_SMALL_ADD_STORE => {
                                let x = local!(b!());
                                let y = Value::small_int(((*ip as i32) >> 16) as i64);
                                if x.is_small_int()
                                    && let Some(r) = add_int(x, y)
                                {
                                    let d = (*ip.add(4) >> 16) as usize;
                                    ip = ip.add(5);
                                    let old = local!(d);
                                    local!(d) = r;
                                    drop!(old);
                                } else {
                                    push_first!(x);
                                }
                            }
                            FAST_FAST_COMPARE_JUMP => {
                                let x = local!(b!());
                                let y = local!((*ip >> 16) as usize);
                                if both_int(x, y) {
                                    let truth = compare_ints(x, y, (*ip.add(1) >> 8) as u8 & 0x1f);
                                    let at = ip.add(3);
                                    fused_jump!(at, truth);
                                } else {
                                    push_first!(x);
                                }
                            }
                            FAST_SMALL_COMPARE_JUMP => {
                                let x = local!(b!());
                                if x.is_small_int() {
                                    let y = Value::small_int(((*ip as i32) >> 16) as i64);
                                    let truth = compare_ints(x, y, (*ip.add(1) >> 8) as u8 & 0x1f);
                                    let at = ip.add(3);
                                    fused_jump!(at, truth);
                                } else {
                                    push_first!(x);
                                }
                            }

                            BINARY_SLICE => {
                                save!();
                                let r = some!(ops::binary_slice(
                                    vm,
                                    borrow!(3),
                                    borrow!(2),
                                    borrow!(1)
                                ));
                                ops::drop_stack(sp.sub(3), sp);
                                sp = sp.sub(2);
                                top!(1) = r;
                            }
                            STORE_SLICE => {
                                save!();
                                some!(ops::store_slice(
                                    vm,
                                    borrow!(4),
                                    borrow!(3),
                                    borrow!(2),
                                    borrow!(1)
                                ));
                                ops::drop_stack(sp.sub(4), sp);
                                sp = sp.sub(4);
                            }
                            STORE_SUBSCR => {
                                save!();
                                specialize::store_subscr(ip, borrow!(2), borrow!(1));
                                some!(ops::store_subscr(vm, borrow!(3), borrow!(2), borrow!(1)));
                                ip = ip.add(1);
                                ops::drop_stack(sp.sub(3), sp);
                                sp = sp.sub(3);
                            }
                            STORE_SUBSCR_LIST_INT => {
                                let (i, l) = (top!(1), top!(2));
                                if i.is_small_int() && l.is_ptr() && (*l.ptr()).is_exactly(&LIST) {
                                    let items = &mut *(*l.ptr().cast::<PyList>()).items.as_ptr();
                                    let n = i.as_small_int();
                                    let n = if n < 0 { n + items.len() as i64 } else { n };
                                    if let Some(p) = items.get_mut(n as usize) {
                                        let v = Ref::from_value(top!(3).owned());
                                        let old = std::mem::replace(p, v);
                                        sp = sp.sub(3);
                                        ip = ip.add(1);
                                        save!();
                                        drop!(old.into_value());
                                        drop!(l);
                                        continue 'run;
                                    }
                                }
                                run_as!((w & !0xff) | i64::from(STORE_SUBSCR));
                            }
                            STORE_SUBSCR_DICT => {
                                save!();
                                some!(ops::store_subscr_dict(
                                    vm,
                                    borrow!(3),
                                    borrow!(2),
                                    borrow!(1)
                                ));
                                ip = ip.add(1);
                                sp = sp.sub(3);
                                let (v, d, k) = (*sp, *sp.add(1), *sp.add(2));
                                drop!(v);
                                drop!(k);
                                drop!(d);
                            }
                            DELETE_SUBSCR => {
                                save!();
                                ok!(vm.del_item(borrow!(2), borrow!(1)));
                                ops::drop_stack(sp.sub(2), sp);
                                sp = sp.sub(2);
                            }
                            UNARY_NEGATIVE => {
                                let x = top!(1);
                                if x.is_small_int()
                                    && let Some(r) = Value::try_int(-x.as_small_int())
                                {
                                    top!(1) = r;
                                } else {
                                    save!();
                                    let r = some!(ops::negative(vm, borrow!(1)));
                                    top!(1) = r;
                                    drop!(x);
                                }
                            }
                            UNARY_INVERT => {
                                save!();
                                let r = some!(ops::invert(vm, borrow!(1)));
                                let x = top!(1);
                                top!(1) = r;
                                drop!(x);
                            }
                            UNARY_NOT => {
                                top!(1) = singletons::bool_value(
                                    top!(1).is(singletons::bool_value(false)),
                                )
                            }
                            TO_BOOL => {
                                let x = top!(1);
                                ip = ip.add(1);
                                if x.is(singletons::bool_value(true))
                                    || x.is(singletons::bool_value(false))
                                {
                                } else if x.is_small_int() {
                                    top!(1) = singletons::bool_value(x.as_small_int() != 0);
                                } else {
                                    save!();
                                    let r = ok!(vm.is_true(borrow!(1)));
                                    top!(1) = singletons::bool_value(r);
                                    drop!(x);
                                }
                            }
                            COMPARE_OP => {
                                save!();
                                specialize::compare_op(ip, borrow!(2), borrow!(1));
                                ip = ip.add(1);
                                binary!(ops::compare_op(vm, a!(), b!(), borrow!(2), borrow!(1)));
                            }
                            COMPARE_OP_INT => {
                                let (y, x) = (top!(1), top!(2));
                                ip = ip.add(1);
                                if both_int(x, y) {
                                    sp = sp.sub(1);
                                    top!(1) = singletons::bool_value(compare_ints(x, y, a!()));
                                } else {
                                    binary!(ops::compare_missed(
                                        vm,
                                        ip,
                                        a!(),
                                        b!(),
                                        borrow!(2),
                                        borrow!(1)
                                    ));
                                }
                            }
                            COMPARE_OP_INT_JUMP => {
                                let (y, x) = (top!(1), top!(2));
                                if both_int(x, y) {
                                    sp = sp.sub(2);
                                    let truth = compare_ints(x, y, a!());
                                    let at = ip.add(1);
                                    fused_jump!(at, truth);
                                } else {
                                    ip = ip.add(1);
                                    binary!(ops::compare_missed(
                                        vm,
                                        ip,
                                        a!(),
                                        b!(),
                                        borrow!(2),
                                        borrow!(1)
                                    ));
                                }
                            }
                            COMPARE_OP_FLOAT => {
                                let (y, x) = (top!(1), top!(2));
                                ip = ip.add(1);
                                if both_float(x, y) {
                                    let (x, y) = (x.as_imm_float(), y.as_imm_float());
                                    let r = match a!() {
                                        compare_op::LT => x < y,
                                        compare_op::LE => x <= y,
                                        compare_op::EQ => x == y,
                                        compare_op::NE => x != y,
                                        compare_op::GT => x > y,
                                        _ => x >= y,
                                    };
                                    sp = sp.sub(1);
                                    top!(1) = singletons::bool_value(r);
                                } else {
                                    binary!(ops::compare_missed(
                                        vm,
                                        ip,
                                        a!(),
                                        b!(),
                                        borrow!(2),
                                        borrow!(1)
                                    ));
                                }
                            }
                            COMPARE_OP_STR => {
                                ip = ip.add(1);
                                binary!(ops::compare_str(
                                    vm,
                                    ip,
                                    a!(),
                                    b!(),
                                    borrow!(2),
                                    borrow!(1)
                                ));
                            }
                            IS_OP => {
                                let (y, x) = (top!(1), top!(2));
                                sp = sp.sub(1);
                                top!(1) = singletons::bool_value(x.is(y) != (a!() != 0));
                                save!();
                                drop!(x);
                                drop!(y);
                            }
                            CONTAINS_OP | CONTAINS_OP_DICT => {
                                save!();
                                let r = ok!(vm.contains(borrow!(1), borrow!(2)));
                                ip = ip.add(1);
                                let (y, x) = (top!(1), top!(2));
                                sp = sp.sub(1);
                                top!(1) = singletons::bool_value(r != (a!() != 0));
                                drop!(x);
                                drop!(y);
                            }

                            BUILD_TUPLE => {
                                save!();
                                let r = ops::build_tuple(vm, sp, b!());
                                sp = sp.sub(b!());
                                push!(r);
                            }
                            BUILD_LIST => {
                                save!();
                                let r = ops::build_list(vm, sp, b!());
                                sp = sp.sub(b!());
                                push!(r);
                            }
                            BUILD_SET => {
                                save!();
                                let r = some!(ops::build_set(vm, sp, b!()));
                                ops::drop_stack(sp.sub(b!()), sp);
                                sp = sp.sub(b!());
                                push!(r);
                            }
                            BUILD_MAP => {
                                save!();
                                let r = some!(ops::build_map(vm, sp, b!()));
                                ops::drop_stack(sp.sub(2 * b!()), sp);
                                sp = sp.sub(2 * b!());
                                push!(r);
                            }
                            BUILD_STRING => {
                                save!();
                                let r = some!(ops::build_string(vm, sp, b!()));
                                ops::drop_stack(sp.sub(b!()), sp);
                                sp = sp.sub(b!());
                                push!(r);
                            }
                            BUILD_SLICE => {
                                save!();
                                let r = ops::build_slice(vm, sp, b!());
                                sp = sp.sub(b!());
                                push!(r);
                            }
                            BUILD_TEMPLATE => {
                                save!();
                                let r = some!(ops::build_template(vm, borrow!(2), borrow!(1)));
                                ops::drop_stack(sp.sub(2), sp);
                                sp = sp.sub(1);
                                top!(1) = r;
                            }
                            BUILD_INTERPOLATION => {
                                save!();
                                let n = 2 + (b!() & 1);
                                let r = some!(ops::build_interpolation(vm, sp, a!(), b!()));
                                ops::drop_stack(sp.sub(n), sp);
                                sp = sp.sub(n);
                                push!(r);
                            }
                            FORMAT_SIMPLE => {
                                save!();
                                let r = some!(ops::format_simple(vm, borrow!(1)));
                                let x = top!(1);
                                top!(1) = r;
                                drop!(x);
                            }
                            FORMAT_WITH_SPEC => {
                                binary!(ops::lift(vm, vm.format(borrow!(2), borrow!(1))))
                            }
                            CONVERT_VALUE => {
                                save!();
                                let r = some!(ops::convert_value(vm, borrow!(1), b!()));
                                let x = top!(1);
                                top!(1) = r;
                                drop!(x);
                            }
                            LIST_APPEND => {
                                let l = top!(b!() + 1);
                                let items = &mut *(*l.ptr().cast::<PyList>()).items.as_ptr();
                                if items.len() == items.capacity() {
                                    save!();
                                    some!(ops::grow_list(vm, items));
                                }
                                let v = pop!().owned();
                                items.push(Ref::from_value(v));
                            }
                            LIST_EXTEND => {
                                save!();
                                some!(ops::list_extend(vm, borrow!(b!() + 1), borrow!(1)));
                                let v = pop!();
                                drop!(v);
                            }
                            SET_ADD => {
                                save!();
                                some!(ops::set_add(vm, borrow!(b!() + 1), borrow!(1)));
                                let v = pop!();
                                drop!(v);
                            }
                            SET_UPDATE => {
                                save!();
                                some!(ops::set_update(vm, borrow!(b!() + 1), borrow!(1)));
                                let v = pop!();
                                drop!(v);
                            }
                            MAP_ADD => {
                                save!();
                                some!(ops::map_add(vm, borrow!(b!() + 2), borrow!(2), borrow!(1)));
                                ops::drop_stack(sp.sub(2), sp);
                                sp = sp.sub(2);
                            }
                            DICT_UPDATE => {
                                save!();
                                some!(ops::dict_update(vm, borrow!(b!() + 1), borrow!(1)));
                                let v = pop!();
                                drop!(v);
                            }
                            DICT_MERGE => {
                                save!();
                                some!(ops::dict_merge(
                                    vm,
                                    borrow!(b!() + 1),
                                    borrow!(1),
                                    borrow!(b!() + 4)
                                ));
                                let v = pop!();
                                drop!(v);
                            }
                            UNPACK_SEQUENCE => {
                                save!();
                                specialize::unpack_sequence(ip, borrow!(1), b!());
                                sp = some!(ops::unpack_sequence(vm, sp, b!()));
                                ip = ip.add(1);
                            }
                            UNPACK_SEQUENCE_TWO_TUPLE => {
                                let t = top!(1);
                                if t.is_ptr()
                                    && (*t.ptr()).is_exactly(&TUPLE)
                                    && let [x, y] = (*t.ptr().cast::<PyTuple>()).items()
                                {
                                    let (x, y) = (x.value().shared(), y.value().shared());
                                    sp = sp.sub(1);
                                    ip = ip.add(1);
                                    let (first, second) = (*ip, *ip.add(1));
                                    if first as u8 == STORE_FAST && second as u8 == STORE_FAST {
                                        let (d, e) =
                                            ((first >> 16) as usize, (second >> 16) as usize);
                                        ip = ip.add(2);
                                        let old = local!(d);
                                        local!(d) = x;
                                        drop!(old);
                                        let old = local!(e);
                                        local!(e) = y;
                                        drop!(old);
                                    } else {
                                        push!(y);
                                        push!(x);
                                    }
                                    drop!(t);
                                    continue 'run;
                                }
                                run_as!((w & !0xff) | i64::from(UNPACK_SEQUENCE));
                            }
                            UNPACK_SEQUENCE_TUPLE => {
                                let t = top!(1);
                                if t.is_ptr() && (*t.ptr()).is_exactly(&TUPLE) {
                                    let items = (*t.ptr().cast::<PyTuple>()).items();
                                    if items.len() == b!() {
                                        sp = sp.sub(1);
                                        for i in (0..b!()).rev() {
                                            push!(items.get_unchecked(i).value().shared());
                                        }
                                        ip = ip.add(1);
                                        drop!(t);
                                        continue 'run;
                                    }
                                }
                                run_as!((w & !0xff) | i64::from(UNPACK_SEQUENCE));
                            }
                            UNPACK_SEQUENCE_LIST => {
                                let t = top!(1);
                                if t.is_ptr() && (*t.ptr()).is_exactly(&LIST) {
                                    let items = &*(*t.ptr().cast::<PyList>()).items.as_ptr();
                                    if items.len() == b!() {
                                        sp = sp.sub(1);
                                        for i in (0..b!()).rev() {
                                            push!(items.get_unchecked(i).value().shared());
                                        }
                                        ip = ip.add(1);
                                        drop!(t);
                                        continue 'run;
                                    }
                                }
                                run_as!((w & !0xff) | i64::from(UNPACK_SEQUENCE));
                            }
                            UNPACK_EX => {
                                save!();
                                sp = some!(ops::unpack_ex(vm, sp, b!()));
                            }

                            JUMP_FORWARD => ip = ip.offset(sb!()),
                            JUMP_BACKWARD => {
                                // The counter word is skipped first: distances count from behind it.
                                // What is raised here is raised by the jump, not by its target.
                                let back = ip.add(1).offset(sb!());
                                check_breaker!();
                                ip = back;
                            }
                            JUMP_BACKWARD_RANGE => {
                                let back = ip.add(1).offset(sb!());
                                if (*breaker).load(Relaxed) == 0
                                    && *back as u8 == FOR_ITER_RANGE_STORE
                                {
                                    let it = top!(1);
                                    if it.is_ptr() && ops::is_range_iterator(it) {
                                        let store = back.add(2);
                                        if range_step!(store) {
                                            continue 'run;
                                        }
                                    }
                                }
                                check_breaker!();
                                ip = back;
                            }
                            JUMP_BACKWARD_NO_INTERRUPT => ip = ip.offset(sb!()),
                            POP_JUMP_IF_FALSE => {
                                let v = pop!();
                                jump_if!(v.is(singletons::bool_value(false)));
                            }
                            POP_JUMP_IF_TRUE => {
                                let v = pop!();
                                jump_if!(v.is(singletons::bool_value(true)));
                            }
                            POP_JUMP_IF_NONE => {
                                let v = pop!();
                                let none = v.is(singletons::none());
                                jump_if!(none);
                                drop!(v);
                            }
                            POP_JUMP_IF_NOT_NONE => {
                                let v = pop!();
                                let none = v.is(singletons::none());
                                jump_if!(!none);
                                drop!(v);
                            }
                            GET_ITER => {
                                save!();
                                let r = ok!(vm.iter(borrow!(1))).into_value();
                                let x = top!(1);
                                top!(1) = r;
                                drop!(x);
                            }
                            GET_YIELD_FROM_ITER => {
                                save!();
                                let r = some!(ops::get_yield_from_iter(vm, fp, borrow!(1)));
                                let x = top!(1);
                                top!(1) = r;
                                drop!(x);
                            }
                            FOR_ITER | FOR_ITER_SLOT => {
                                save!();
                                if w as u8 == FOR_ITER {
                                    specialize::for_iter(fp, ip, top!(1), sb!());
                                }
                                match some!(ops::for_iter(vm, borrow!(1))) {
                                    Some(v) => push_or_store!(v, ip.add(1)),
                                    None => ip = ip.add(1).offset(sb!() + 1),
                                }
                            }
                            FOR_ITER_RANGE => {
                                let it = top!(1);
                                if ops::is_range_iterator(it) {
                                    match (*it.ptr().cast::<PyRangeIterator>()).step() {
                                        Some(i) => {
                                            ip = ip.add(1);
                                            push!(Value::small_int(i));
                                        }
                                        None => ip = ip.add(1).offset(sb!() + 1),
                                    }
                                } else {
                                    run_as!((w & !0xff) | i64::from(FOR_ITER));
                                }
                            }
                            FOR_ITER_RANGE_STORE => {
                                let it = top!(1);
                                if ops::is_range_iterator(it) {
                                    let store = ip.add(1);
                                    if !range_step!(store) {
                                        ip = store.offset(sb!() + 1);
                                    }
                                } else {
                                    run_as!((w & !0xff) | i64::from(FOR_ITER));
                                }
                            }
                            FOR_ITER_LIST => {
                                let it = top!(1);
                                if ops::is_list_iterator(it) {
                                    let it = &*it.ptr().cast::<PyListIterator>();
                                    if let Some(v) = it.quick_step() {
                                        push_or_store!(v, ip.add(1));
                                    } else {
                                        save!();
                                        match it.step() {
                                            Some(v) => push_or_store!(v.into_value(), ip.add(1)),
                                            None => ip = ip.add(1).offset(sb!() + 1),
                                        }
                                    }
                                } else {
                                    run_as!((w & !0xff) | i64::from(FOR_ITER));
                                }
                            }
                            FOR_ITER_TUPLE => {
                                let it = top!(1);
                                if ops::is_tuple_iterator(it) {
                                    let it = &*it.ptr().cast::<PyTupleIterator>();
                                    if let Some(v) = it.quick_step() {
                                        push_or_store!(v, ip.add(1));
                                    } else {
                                        save!();
                                        match it.step() {
                                            Some(v) => push_or_store!(v.into_value(), ip.add(1)),
                                            None => ip = ip.add(1).offset(sb!() + 1),
                                        }
                                    }
                                } else {
                                    run_as!((w & !0xff) | i64::from(FOR_ITER));
                                }
                            }
                            FOR_ITER_GEN => {
                                let after = ip.add(1);
                                (*fp).ip = after;
                                (*fp).sp = sp;
                                match ops::enter_generator(
                                    vm,
                                    fp,
                                    top!(1),
                                    singletons::none(),
                                    frame_flags::FOR_ITER,
                                    after.offset(sb!() + 1),
                                ) {
                                    Some(new) => {
                                        enter!(new);
                                        // Drop the value that was not sent without the detour.
                                        if *ip as u8 == RESUME
                                            && *ip.add(1) as u8 == POP_TOP
                                            && (*breaker).load(Relaxed) == 0
                                        {
                                            sp = sp.sub(1);
                                            ip = ip.add(2);
                                        }
                                    }
                                    None => {
                                        run_as!((w & !0xff) | i64::from(FOR_ITER));
                                    }
                                }
                            }
                            END_FOR => {
                                let v = pop!();
                                drop!(v);
                            }
                            POP_ITER => {
                                let v = pop!();
                                save!();
                                drop!(v);
                            }

                            MAKE_FUNCTION => {
                                save!();
                                let r = ops::make_function(vm, fp, borrow!(1));
                                let x = top!(1);
                                top!(1) = r;
                                drop!(x);
                            }
                            SET_FUNCTION_ATTRIBUTE => {
                                let f = pop!();
                                let v = pop!();
                                ops::set_function_attribute(vm, f, v.owned(), b!());
                                push!(f);
                            }
                            CALL => {
                                save!();
                                specialize::call(vm, ip, sp.sub(b!() + 2), b!());
                                (*fp).ip = ip.add(4);
                                ip = ip.add(4);
                                let base = sp.sub(b!() + 2);
                                called!(ops::call(vm, base, b!()), base);
                            }
                            CALL_PY => {
                                let base = sp.sub(b!() + 2);
                                let f = *base;
                                if f.is_ptr() && ops::function_version(f) == cache!(0) {
                                    let has_self = !(*base.add(1)).is_null();
                                    let first = if has_self { base.add(1) } else { base.add(2) };
                                    let nargs = b!() + has_self as usize;
                                    (*fp).ip = ip.add(4);
                                    (*fp).sp = sp;
                                    match vm.push_frame(
                                        &*f.ptr().cast::<PyFunction>(),
                                        base,
                                        first,
                                        nargs,
                                        0,
                                    ) {
                                        Some(new) => {
                                            enter!(new);
                                            // What RESUME would do.
                                            if *ip as u8 == RESUME && (*breaker).load(Relaxed) == 0
                                            {
                                                ip = ip.add(1);
                                            }
                                        }
                                        None => break 'run,
                                    }
                                } else {
                                    specialize::miss(ip, CALL);
                                    run_as!((w & !0xff) | i64::from(CALL));
                                }
                            }
                            CALL_PY_GENERAL | CALL_BOUND_METHOD => {
                                save!();
                                (*fp).ip = ip.add(4);
                                ip = ip.add(4);
                                let base = sp.sub(b!() + 2);
                                called!(ops::call(vm, base, b!()), base);
                            }
                            CALL_NATIVE
                            | CALL_METHOD_DESCRIPTOR
                            | CALL_LEN
                            | CALL_ISINSTANCE
                            | CALL_TYPE_1 => {
                                save!();
                                let base = sp.sub(b!() + 2);
                                let known = cache!(1) as usize | (cache!(2) as usize) << 32;
                                let r = match w as u8 {
                                    CALL_NATIVE => ops::call_native_exact(vm, base, b!(), known),
                                    CALL_METHOD_DESCRIPTOR => {
                                        ops::call_descriptor_exact(vm, base, b!(), known)
                                    }
                                    CALL_LEN => ops::call_len(vm, base, known),
                                    CALL_ISINSTANCE => ops::call_isinstance(vm, base, known),
                                    _ => ops::call_type_1(base),
                                };
                                match r {
                                    Some(r) => {
                                        ip = ip.add(4);
                                        let r = some!(r);
                                        while sp != base {
                                            sp = sp.sub(1);
                                            let v = *sp;
                                            drop!(v);
                                        }
                                        push!(r);
                                        // The last three are no check points in CPython.
                                        if w as u8 == CALL_NATIVE
                                            || w as u8 == CALL_METHOD_DESCRIPTOR
                                        {
                                            check_breaker!();
                                        }
                                        if *ip as u8 == POP_TOP {
                                            let v = pop!();
                                            ip = ip.add(1);
                                            drop!(v);
                                        }
                                    }
                                    None => {
                                        specialize::miss(ip, CALL);
                                        run_as!((w & !0xff) | i64::from(CALL));
                                    }
                                }
                            }
                            CALL_CLASS => {
                                save!();
                                let base = sp.sub(b!() + 2);
                                if specialize::type_version_is(*base, cache!(0)) {
                                    (*fp).ip = ip.add(4);
                                    let init = Value::from_bits(
                                        cache!(1) as u64 | (cache!(2) as u64) << 32,
                                    );
                                    match some!(ops::construct(vm, fp, base, b!(), init)) {
                                        Some(new) => {
                                            enter!(new);
                                            // What RESUME would do.
                                            if *ip as u8 == RESUME && (*breaker).load(Relaxed) == 0
                                            {
                                                ip = ip.add(1);
                                            }
                                            continue 'run;
                                        }
                                        None => {
                                            (*fp).ip = ip;
                                        }
                                    }
                                }
                                specialize::miss(ip, CALL);
                                run_as!((w & !0xff) | i64::from(CALL));
                            }
                            CALL_LIST_APPEND => {
                                let base = sp.sub(b!() + 2);
                                let (l, d) = (*base.add(1), *base);
                                if ops::is_list_append(d)
                                    && l.is_ptr()
                                    && !l.is_null()
                                    && (*l.ptr()).is_exactly(&LIST)
                                {
                                    let items = &mut *(*l.ptr().cast::<PyList>()).items.as_ptr();
                                    if items.len() == items.capacity() {
                                        save!();
                                        some!(ops::grow_list(vm, items));
                                    }
                                    let v = pop!().owned();
                                    items.push(Ref::from_value(v));
                                    *base = singletons::none();
                                    sp = base.add(1);
                                    ip = ip.add(4);
                                    if *ip as u8 == POP_TOP {
                                        sp = base;
                                        ip = ip.add(1);
                                    }
                                    drop!(l);
                                    drop!(d);
                                } else {
                                    specialize::miss(ip, CALL);
                                    run_as!((w & !0xff) | i64::from(CALL));
                                }
                            }
                            CALL_KW => {
                                save!();
                                (*fp).ip = ip.add(4);
                                ip = ip.add(4);
                                let base = sp.sub(b!() + 3);
                                called!(ops::call_kw(vm, base, b!()), base);
                            }
                            CALL_FUNCTION_EX => {
                                save!();
                                let base = sp.sub(4);
                                called!(ops::call_function_ex(vm, base), base);
                            }
                            CALL_INTRINSIC_1 => {
                                save!();
                                let r = some!(ops::intrinsic_1(vm, fp, b!() as u32, borrow!(1)));
                                let x = top!(1);
                                top!(1) = r;
                                drop!(x);
                            }
                            CALL_INTRINSIC_2 => {
                                binary!(ops::intrinsic_2(
                                    vm,
                                    fp,
                                    b!() as u32,
                                    borrow!(2),
                                    borrow!(1)
                                ))
                            }
                            RETURN_VALUE => {
                                let r = pop!().owned();
                                save!();
                                let flags = (*fp).flags;
                                if flags & !frame_flags::INIT == 0 {
                                    let (prev, base) = ((*fp).prev, (*fp).base);
                                    if flags == 0 {
                                        vm.pop_plain_frame(fp);
                                        *base = r;
                                    } else {
                                        if !r.is(singletons::none()) {
                                            match ops::return_special(vm, fp, r) {
                                                ops::Returned::Leave(r) => {
                                                    return Ok(Ref::from_value(r));
                                                }
                                                ops::Returned::Resume(new) => enter!(new),
                                                ops::Returned::Raise(new) => {
                                                    enter!(new);
                                                    break 'run;
                                                }
                                            }
                                            continue 'run;
                                        }
                                        // The object under construction is the result.
                                        let object = *base;
                                        *base = Value::NULL;
                                        let init = (*fp).names;
                                        vm.pop_plain_frame(fp);
                                        *base = object;
                                        init.dec();
                                    }
                                    fp = prev;
                                    ip = (*fp).ip;
                                    sp = base.add(1);
                                    if *ip as u8 == POP_TOP {
                                        let v = pop!();
                                        ip = ip.add(1);
                                        drop!(v);
                                    }
                                } else {
                                    match ops::return_special(vm, fp, r) {
                                        ops::Returned::Leave(r) => return Ok(Ref::from_value(r)),
                                        ops::Returned::Resume(new) => enter!(new),
                                        ops::Returned::Raise(new) => {
                                            enter!(new);
                                            break 'run;
                                        }
                                    }
                                }
                            }
                            LOAD_BUILD_CLASS => {
                                save!();
                                let v = some!(ops::load_build_class(vm, fp));
                                push!(v);
                            }
                            SETUP_ANNOTATIONS => {
                                save!();
                                some!(ops::setup_annotations(vm, fp));
                            }
                            IMPORT_NAME => {
                                binary!(ops::import_name(vm, fp, borrow!(2), borrow!(1), b!()))
                            }
                            IMPORT_FROM => {
                                save!();
                                let v = some!(ops::import_from(vm, fp, borrow!(1), b!()));
                                push!(v);
                            }

                            RETURN_GENERATOR => {
                                save!();
                                let g = some!(ops::make_generator(vm, fp));
                                match ops::return_special_value(vm, fp, g) {
                                    ops::Returned::Leave(r) => return Ok(Ref::from_value(r)),
                                    ops::Returned::Resume(new) => enter!(new),
                                    ops::Returned::Raise(new) => {
                                        enter!(new);
                                        break 'run;
                                    }
                                }
                            }
                            YIELD_VALUE => {
                                let r = pop!().owned();
                                save!();
                                if (*fp).flags == frame_flags::FOR_ITER {
                                    // The caller goes on behind its FOR_ITER with the value.
                                    (*(*fp).generator).suspend(vm, fp);
                                    enter!((*fp).prev);
                                    push_or_store!(r, ip);
                                    continue 'run;
                                }
                                match ops::yield_value(vm, fp, r) {
                                    ops::Returned::Leave(r) => return Ok(Ref::from_value(r)),
                                    ops::Returned::Resume(new) => enter!(new),
                                    ops::Returned::Raise(new) => {
                                        enter!(new);
                                        break 'run;
                                    }
                                }
                            }
                            SEND | SEND_GEN => {
                                let after = ip.add(1);
                                (*fp).ip = after;
                                (*fp).sp = sp;
                                if let Some(new) = ops::enter_generator(
                                    vm,
                                    fp,
                                    top!(2),
                                    top!(1),
                                    frame_flags::SEND,
                                    after.offset(sb!()),
                                ) {
                                    enter!(new);
                                    continue 'run;
                                }
                                save!();
                                match some!(ops::send(vm, borrow!(2), borrow!(1))) {
                                    ops::Sent::Yielded(v) => {
                                        let x = top!(1);
                                        top!(1) = v;
                                        drop!(x);
                                        ip = after;
                                    }
                                    ops::Sent::Returned(v) => {
                                        let x = top!(1);
                                        top!(1) = v;
                                        drop!(x);
                                        ip = after.offset(sb!());
                                    }
                                }
                            }
                            END_SEND => {
                                let v = pop!();
                                let receiver = top!(1);
                                top!(1) = v.owned();
                                save!();
                                drop!(receiver);
                            }
                            GET_AWAITABLE => {
                                save!();
                                let r = some!(ops::get_awaitable(vm, borrow!(1), b!()));
                                let x = top!(1);
                                top!(1) = r;
                                drop!(x);
                            }
                            GET_AITER => {
                                save!();
                                let r = some!(ops::get_aiter(vm, borrow!(1)));
                                let x = top!(1);
                                top!(1) = r;
                                drop!(x);
                            }
                            GET_ANEXT => {
                                save!();
                                let r = some!(ops::get_anext(vm, borrow!(1)));
                                push!(r);
                            }
                            END_ASYNC_FOR => {
                                save!();
                                if ops::is_stop_async_iteration(borrow!(1)) {
                                    ops::drop_stack(sp.sub(2), sp);
                                    sp = sp.sub(2);
                                } else {
                                    let e = Ref::from_value(pop!().owned());
                                    save!();
                                    vm.set_raised(Exc(e));
                                    vm.keep_traceback.set(true);
                                    break 'run;
                                }
                            }
                            CLEANUP_THROW => {
                                save!();
                                match ops::stop_iteration_value(borrow!(1)) {
                                    Some(v) => {
                                        ops::drop_stack(sp.sub(3), sp);
                                        sp = sp.sub(3);
                                        push!(singletons::none());
                                        push!(v);
                                    }
                                    None => {
                                        let e = Ref::from_value(pop!().owned());
                                        save!();
                                        vm.set_raised(Exc(e));
                                        vm.keep_traceback.set(true);
                                        break 'run;
                                    }
                                }
                            }

                            PUSH_EXC_INFO => {
                                let e = pop!().owned();
                                let old = vm.swap_handled(e);
                                push!(old);
                                push!(e.new_ref());
                            }
                            POP_EXCEPT => {
                                let old = pop!();
                                save!();
                                vm.restore_handled(old);
                            }
                            CHECK_EXC_MATCH => {
                                save!();
                                let r = some!(ops::check_exc_match(vm, borrow!(2), borrow!(1)));
                                let c = top!(1);
                                top!(1) = singletons::bool_value(r);
                                drop!(c);
                            }
                            CHECK_EG_MATCH => {
                                save!();
                                let (rest, matched) =
                                    some!(ops::check_eg_match(vm, borrow!(2), borrow!(1)));
                                ops::drop_stack(sp.sub(2), sp);
                                top!(2) = rest;
                                top!(1) = matched;
                            }
                            RAISE_VARARGS => {
                                save!();
                                ops::raise_varargs(vm, sp, b!());
                                break 'run;
                            }
                            RERAISE => {
                                let e = pop!().owned();
                                save!();
                                vm.set_raised(Exc(Ref::from_value(e)));
                                vm.keep_traceback.set(true);
                                break 'run;
                            }
                            WITH_EXCEPT_START => {
                                save!();
                                let r = some!(ops::with_except_start(vm, sp));
                                push!(r);
                            }

                            GET_LEN => {
                                save!();
                                let n = ok!(vm.len(borrow!(1)));
                                push!(vm.int(n as i64).into_value());
                            }
                            MATCH_MAPPING => {
                                let r = ops::match_flag(borrow!(1), true);
                                push!(singletons::bool_value(r));
                            }
                            MATCH_SEQUENCE => {
                                let r = ops::match_flag(borrow!(1), false);
                                push!(singletons::bool_value(r));
                            }
                            MATCH_KEYS => {
                                save!();
                                let r = some!(ops::match_keys(vm, borrow!(2), borrow!(1)));
                                push!(r);
                            }
                            MATCH_CLASS => {
                                save!();
                                let r = some!(ops::match_class(
                                    vm,
                                    borrow!(3),
                                    borrow!(2),
                                    borrow!(1),
                                    b!()
                                ));
                                ops::drop_stack(sp.sub(3), sp);
                                sp = sp.sub(2);
                                top!(1) = r;
                            }
                            INTERPRETER_EXIT => {
                                let r = pop!().owned();
                                return Ok(Ref::from_value(r));
                            }
                            // The forms that nothing is turned into are no words of any code.
                            _ => std::hint::unreachable_unchecked(),
                        }
                        continue 'run;
                    }
                }
                // An exception is in `vm.raised`: find its handler.
                (*fp).ip = ip;
                match unwind::unwind(vm, fp) {
                    unwind::Unwound::Handler(new) => {
                        fp = new;
                        ip = (*fp).ip;
                        sp = (*fp).sp;
                        continue 'outer;
                    }
                    unwind::Unwound::Leave(e) => return Err(e),
                }
            }
        }
    }

    /// Pushes a frame for `f`, whose `nargs` arguments stand from `first` on and fill its first
    /// parameters exactly. `base` receives the result. `None` with the exception raised when the
    /// recursion limit or the region's end is reached; the arguments are then still the caller's.
    ///
    /// # Safety
    /// The words from `base` to `first + nargs` are the top of the stack of the running frame.
    #[inline(always)]
    pub(crate) unsafe fn push_frame(
        &self,
        f: &PyFunction,
        base: *mut Value,
        first: *mut Value,
        nargs: usize,
        flags: u32,
    ) -> Option<*mut Frame> {
        // SAFETY: as the caller vouches; the room is checked before anything is written.
        unsafe {
            let code = &**f.code.as_ptr();
            let locals = code.local_count as usize;
            let header = first.add(locals);
            let end = header.add(FRAME_WORDS + code.stack_size as usize + 8);
            let left = self.recursion_left.get() - 1;
            if end >= self.stack.limit.get() || left < 0 {
                self.no_more_frames(left < 0);
                return None;
            }
            self.recursion_left.set(left);
            let mut p = first.add(nargs);
            while p < header {
                *p = Value::NULL;
                p = p.add(1);
            }
            let fp = header.cast::<Frame>();
            fp.write(Frame {
                prev: self.frame.get(),
                ip: code.words.as_ptr(),
                sp: header.add(FRAME_WORDS),
                base,
                code,
                func: f,
                names: Value::NULL,
                object: Value::NULL,
                generator: std::ptr::null(),
                exhausted_ip: std::ptr::null(),
                flags,
                local_count: locals as u32,
            });
            self.frame.set(fp);
            Some(fp)
        }
    }

    /// Drops the locals and the callable of a frame whose flags say that it owns no more; the frame
    /// below is current then.
    ///
    /// # Safety
    /// `fp` is the current frame and its operand stack has been emptied.
    #[inline(always)]
    pub(crate) unsafe fn pop_plain_frame(&self, fp: *mut Frame) {
        // SAFETY: as the caller vouches.
        unsafe {
            let mut p = fp.cast::<Value>().sub((*fp).local_count as usize);
            while p != fp.cast::<Value>() {
                let v = *p;
                if v.is_counted() {
                    *p = Value::NULL;
                    if v.release() {
                        heap::dealloc_in(self, v.ptr());
                    }
                }
                p = p.add(1);
            }
            self.frame.set((*fp).prev);
            self.recursion_left.set(self.recursion_left.get() + 1);
            let callable = *(*fp).base;
            if callable.is_counted() && callable.release() {
                heap::dealloc_in(self, callable.ptr());
            }
        }
    }

    /// As [`Vm::pop_plain_frame`], for a frame that may own more.
    ///
    /// # Safety
    /// As [`Vm::pop_plain_frame`].
    #[inline]
    pub(crate) unsafe fn pop_frame(&self, fp: *mut Frame) {
        // SAFETY: as the caller vouches.
        unsafe {
            if (*fp).names.bits() != Value::NULL.bits() || (*fp).object.bits() != Value::NULL.bits()
            {
                ops::release_frame_extras(self, fp);
            }
            self.pop_plain_frame(fp);
        }
    }
}
