//! Generators, coroutines and asynchronous generators: a suspended frame in an object. Storage
//! and resumption here; what scripts see in `generator_methods.rs` and `async_generator.rs`.
//!
//! Invariants: while `state` is `Suspended` or `Created`, the words behind the object are
//! `callable, locals, operand stack` of the frame and own what they hold (a stack word may be
//! borrowed from one of those locals). While `Running` they are on the thread's stack; when
//! `Finished` they are gone.
//!
//! Why this is sound:
//! 1. The block behind the object has room for the callable, all locals and `stack_size` words.
//! 2. Whoever resumes a generator holds a reference to it until it yields, returns or raises.
//!
//! Next file to read: `../vm/ops/generators.rs`.

#![allow(unsafe_code)]

use super::code::PyCode;
use super::function::PyFunction;
use crate::bytecode::opcode::byte::YIELD_VALUE;
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::{Locked, Payload};
use crate::objects::refcount::{Exc, PyResult, Ref};
use crate::objects::types::{Type, TypeDef, type_flags};
use crate::objects::value::Value;
use crate::objects::word::Word;
use crate::vm::frame::{FRAME_WORDS, Frame, frame_flags};

/// Where a generator stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GenState {
    /// Not started.
    Created,
    /// At a yield.
    Suspended,
    /// On some thread's stack.
    Running,
    /// Returned, raised or closed.
    Finished,
}

crate::word_enum!(GenState: Created, Suspended, Running, Finished);

/// The payload of all three kinds.
#[repr(C)]
pub struct PyGenerator {
    pub(crate) header: Header,
    /// Where it stands.
    pub state: Word<GenState>,
    ip: Word<*const u32>,
    block: Word<*mut Value>,
    local_count: u32,
    stack_len: Word<u32>,
    code: Word<*const PyCode>,
    /// The code object, for `gi_code` after the frame is gone.
    pub code_object: Ref,
    /// `__name__`.
    pub name: Locked<Ref>,
    /// `__qualname__`.
    pub qualname: Locked<Ref>,
    /// The exception being handled inside, while suspended; owned.
    handled: Word<Value>,
    /// The exception being handled outside, while running; owned.
    outer_handled: Word<Value>,
    /// The frame object, if one was made; owned.
    pub(crate) frame_object: Word<Value>,
    /// The mapping of names of a module compiled to a coroutine; owned, NULL for functions.
    names: Word<Value>,
    /// State of asynchronous generators and origins of coroutines, by kind; NULL when unused.
    pub extra: Locked<[Ref; 3]>,
    /// Flags of asynchronous generators (hooks run, closed, running).
    pub bits: Word<u32>,
}

// SAFETY: `#[repr(C)]` with the header first; `traverse` visits each owned reference once.
unsafe impl Payload for PyGenerator {
    const GC: bool = true;
    fn ty() -> &'static Type {
        &GENERATOR
    }
    fn traverse(&self, visit: &mut dyn FnMut(&Ref)) {
        visit(&self.code_object);
        self.name.with(|r| visit(r));
        self.qualname.with(|r| visit(r));
        self.extra.with(|e| e.iter().for_each(&mut *visit));
        for v in [
            self.handled.get(),
            self.outer_handled.get(),
            self.frame_object.get(),
            self.names.get(),
        ] {
            if v.is_counted() {
                // SAFETY: the cells own their words.
                visit(unsafe { v.as_ref() });
            }
        }
        for i in 0..self.saved_len() {
            // SAFETY: (1).
            let v = unsafe { &*self.block.get().add(i) };
            if v.is_counted() {
                // SAFETY: the block owns its counted words.
                visit(unsafe { v.as_ref() });
            }
        }
    }
    fn clear(&self, sink: &mut Vec<Ref>) {
        self.take_words(sink);
    }
}

impl Drop for PyGenerator {
    fn drop(&mut self) {
        let mut sink = Vec::new();
        self.take_words(&mut sink);
    }
}

static GENERATOR_DEF: TypeDef = TypeDef {
    flags: type_flags::WEAKREF,
    slots: super::generator_methods::GENERATOR_SLOTS,
    methods: super::generator_methods::GENERATOR_METHODS,
    getset: super::generator_methods::GENERATOR_GETSET,
    ..TypeDef::of::<PyGenerator>("generator")
};
/// The type of generators.
pub static GENERATOR: Type = Type::builtin(&GENERATOR_DEF);

static COROUTINE_DEF: TypeDef = TypeDef {
    flags: type_flags::WEAKREF,
    slots: super::generator_methods::COROUTINE_SLOTS,
    methods: super::generator_methods::COROUTINE_METHODS,
    getset: super::generator_methods::COROUTINE_GETSET,
    ..TypeDef::of::<PyGenerator>("coroutine")
};
/// The type of coroutines.
pub static COROUTINE: Type = Type::builtin(&COROUTINE_DEF);

static ASYNC_GENERATOR_DEF: TypeDef = TypeDef {
    flags: type_flags::WEAKREF,
    slots: super::generator_methods::ASYNC_GENERATOR_SLOTS,
    methods: super::generator_methods::ASYNC_GENERATOR_METHODS,
    getset: super::generator_methods::ASYNC_GENERATOR_GETSET,
    ..TypeDef::of::<PyGenerator>("async_generator")
};
/// The type of asynchronous generators.
pub static ASYNC_GENERATOR: Type = Type::builtin(&ASYNC_GENERATOR_DEF);

/// What a resumption came to.
pub enum Step {
    /// A value was yielded.
    Yield(Ref),
    /// The function returned a value.
    Return(Ref),
}

/// Whether this is a generator that a `for` loop may resume without further ado.
pub fn is_plain_generator(r: &Ref) -> bool {
    r.is_exactly(&GENERATOR)
}

/// The generator behind any of the three kinds.
pub fn as_generator(r: &Ref) -> Option<&PyGenerator> {
    if r.is_exactly(&GENERATOR) || r.is_exactly(&COROUTINE) || r.is_exactly(&ASYNC_GENERATOR) {
        // SAFETY: all three types have this payload.
        Some(unsafe { &*r.value().ptr().cast::<PyGenerator>() })
    } else {
        None
    }
}

/// Moves the words of a frame. There are few, most often: a loop that the compiler does not turn
/// into a call of `memcpy` is done before that call would be.
///
/// # Safety
/// Both places have `count` words and don't overlap.
#[inline(always)]
unsafe fn move_words(from: *const Value, to: *mut Value, count: usize) {
    // SAFETY: as the caller vouches.
    unsafe {
        if count > 16 {
            return std::ptr::copy_nonoverlapping(from, to, count);
        }
        for i in 0..count {
            to.add(i).write_volatile(from.add(i).read());
        }
    }
}

impl PyGenerator {
    fn saved_len(&self) -> usize {
        match self.state.get() {
            GenState::Created | GenState::Suspended => {
                1 + self.local_count as usize + self.stack_len.get() as usize
            }
            _ => 0,
        }
    }

    /// Moves everything the frame owned out and marks the generator finished.
    fn take_words(&self, sink: &mut Vec<Ref>) {
        let n = self.saved_len();
        for i in (0..n).rev() {
            // SAFETY: (1); counted words are owned.
            sink.push(unsafe { Ref::from_value(self.block.get().add(i).replace(Value::NULL)) });
        }
        if n > 0 {
            self.state.set(GenState::Finished);
        }
        let cells = [
            &self.handled,
            &self.outer_handled,
            &self.frame_object,
            &self.names,
        ];
        for c in cells {
            // SAFETY: the cells own their words.
            sink.push(unsafe { Ref::from_value(c.replace(Value::NULL)) });
        }
    }

    /// Drops the frame of a suspended generator that will not be resumed.
    pub fn finish(&self, vm: &Vm) {
        let frame_object = self.frame_object.replace(Value::NULL);
        if !frame_object.is_null() {
            // SAFETY: the cell owned the word.
            let object = unsafe { Ref::from_value(frame_object) };
            crate::builtins::frame::detach_from_generator(vm, &object, self);
        }
        let mut sink = Vec::new();
        self.take_words(&mut sink);
    }

    /// Makes a generator of the running frame `fp`, whose words move into it.
    ///
    /// # Safety
    /// `fp` is the current frame, at its RETURN_GENERATOR, its operand stack empty.
    pub(crate) unsafe fn of_frame(vm: &Vm, fp: *mut Frame, ty: &'static Type) -> Option<Ref> {
        // SAFETY: as the caller vouches.
        unsafe {
            let code = &*(*fp).code;
            let f = &*(*fp).func;
            let (name, qualname) = f.parts.with(|p| (p.name.clone(), p.qualname.clone()));
            let locals = code.local_count as usize;
            let payload = PyGenerator {
                header: Header::new(ty),
                state: Word::new(GenState::Finished),
                ip: Word::new((*fp).ip),
                block: Word::new(std::ptr::null_mut()),
                local_count: code.local_count,
                stack_len: Word::new(0),
                code: Word::new(std::ptr::from_ref(code)),
                code_object: Ref::of(code),
                name: Locked::new(name),
                qualname: Locked::new(qualname),
                handled: Word::new(Value::NULL),
                outer_handled: Word::new(Value::NULL),
                frame_object: Word::new(Value::NULL),
                names: Word::new(std::mem::replace(&mut (*fp).names, Value::NULL).owned()),
                extra: Locked::new([const { Ref::NULL }; 3]),
                bits: Word::new(0),
            };
            let room = (1 + locals + code.stack_size as usize) * size_of::<Value>();
            let r = vm.alloc_with_extra(payload, room)?;
            let g = &*r.value().ptr().cast::<PyGenerator>();
            let block = r
                .value()
                .ptr()
                .cast::<u8>()
                .add(size_of::<PyGenerator>())
                .cast::<Value>();
            *block = std::mem::replace(&mut *(*fp).base, Value::NULL).owned();
            for i in 0..locals {
                *block.add(1 + i) = (*fp).local(i).replace(Value::NULL).owned();
            }
            g.block.set(block);
            g.state.set(GenState::Created);
            Some(r)
        }
    }

    /// Whether it can be resumed right now.
    pub fn is_resumable(&self) -> bool {
        matches!(self.state.get(), GenState::Created | GenState::Suspended)
    }

    /// What it delegates to (`yield from`, `await`), if it is suspended there.
    pub fn delegate(&self) -> Option<Ref> {
        if self.state.get() != GenState::Suspended || self.stack_len.get() == 0 {
            return None;
        }
        // SAFETY: `ip` is behind a YIELD_VALUE; (1).
        unsafe {
            let w = *self.ip.get().sub(1);
            if w as u8 != YIELD_VALUE || (w >> 16) & 1 == 0 {
                return None;
            }
            let top = self.block.get().add(self.saved_len() - 1);
            Some(Ref::from_value((*top).new_ref()))
        }
    }

    /// The function whose call it is; `None` once its frame is gone or on the stack.
    pub fn function(&self) -> Option<Ref> {
        if !self.is_resumable() {
            return None;
        }
        // SAFETY: (1): the first word is the callable.
        unsafe {
            let v = *self.block.get();
            if v.is_null() {
                None
            } else {
                Some(Ref::from_value(v.new_ref()))
            }
        }
    }

    /// The mapping of names of a module compiled to a coroutine; NULL for functions.
    pub fn names(&self) -> Ref {
        // SAFETY: the cell owns its word.
        unsafe { Ref::from_value(self.names.get().new_ref()) }
    }

    /// The word it stands before: a suspended generator's RESUME.
    pub(crate) fn next_word(&self) -> u32 {
        // SAFETY: `ip` points into the code's words.
        unsafe { *self.ip.get() }
    }

    /// The number of the word it stands at.
    pub fn pc(&self) -> u32 {
        // SAFETY: `ip` points into the code's words.
        unsafe { (self.ip.get().offset_from((*self.code.get()).words.as_ptr()) - 1).max(0) as u32 }
    }

    /// A new reference to local `index` of a suspended generator.
    pub fn local(&self, index: usize) -> Option<Ref> {
        if !self.is_resumable() || index >= self.local_count as usize {
            return None;
        }
        // SAFETY: (1).
        unsafe {
            let v = *self.block.get().add(1 + index);
            if v.is_null() {
                None
            } else {
                Some(Ref::from_value(v.new_ref()))
            }
        }
    }

    /// Replaces local `index` of a suspended generator; answers the old value.
    pub fn set_local(&self, index: usize, value: Ref) -> Ref {
        if !self.is_resumable() || index >= self.local_count as usize {
            return value;
        }
        // SAFETY: (1).
        unsafe { Ref::from_value(self.block.get().add(1 + index).replace(value.into_value())) }
    }

    /// Copies the frame back on top of the thread's stack, at `base`. The sent value is not pushed.
    /// `None` with the exception raised when there is no room.
    ///
    /// # Safety
    /// The generator is resumable; `base` is just above everything in use.
    #[inline]
    pub(crate) unsafe fn push(&self, vm: &Vm, base: *mut Value, flags: u32) -> Option<*mut Frame> {
        // SAFETY: the room is checked before anything is written; (1).
        unsafe {
            let code = &*self.code.get();
            let locals = self.local_count as usize;
            let stack = self.stack_len.get() as usize;
            let header = base.add(1 + locals);
            let left = vm.recursion_left.get() - 1;
            if header.add(FRAME_WORDS + code.stack_size as usize + 8) >= vm.stack.limit.get()
                || left < 0
            {
                vm.no_more_frames(left < 0);
                return None;
            }
            vm.recursion_left.set(left);
            let block = self.block.get();
            move_words(block, base, 1 + locals);
            let fp = header.cast::<Frame>();
            let bottom = header.add(FRAME_WORDS);
            move_words(block.add(1 + locals), bottom, stack);
            fp.write(Frame {
                prev: vm.frame.get(),
                ip: self.ip.get(),
                sp: bottom.add(stack),
                base,
                code,
                func: (*base).ptr().cast::<PyFunction>(),
                names: self.names.get().borrowed(),
                object: self.frame_object.replace(Value::NULL),
                generator: self,
                exhausted_ip: std::ptr::null(),
                flags,
                local_count: self.local_count,
            });
            if !(*fp).object.is_null() {
                (*fp).flags |= frame_flags::HAS_OBJECT;
                crate::builtins::frame::attach(&(*fp).object, fp);
            }
            self.state.set(GenState::Running);
            self.outer_handled
                .set(vm.handled.replace(self.handled.replace(Value::NULL)));
            vm.frame.set(fp);
            Some(fp)
        }
    }

    /// Moves the running frame back into the object: a yield.
    ///
    /// # Safety
    /// `fp` is the current frame and this generator's; its `ip` and `sp` are saved.
    #[inline]
    pub(crate) unsafe fn suspend(&self, vm: &Vm, fp: *mut Frame) {
        // SAFETY: as the caller vouches; (1).
        unsafe {
            let locals = self.local_count as usize;
            let bottom = (*fp).stack_bottom();
            let stack = (*fp).sp.offset_from(bottom) as usize;
            let block = self.block.get();
            move_words((*fp).base, block, 1 + locals);
            move_words(bottom, block.add(1 + locals), stack);
            self.stack_len.set(stack as u32);
            self.ip.set((*fp).ip);
            if !(*fp).object.is_null() {
                crate::builtins::frame::attach_to_generator(&(*fp).object, self);
                self.frame_object.set((*fp).object);
            }
            self.handled
                .set(vm.handled.replace(self.outer_handled.replace(Value::NULL)));
            self.state.set(GenState::Suspended);
            vm.frame.set((*fp).prev);
            vm.recursion_left.set(vm.recursion_left.get() + 1);
        }
    }

    /// Notes that the running frame is about to be popped for good.
    pub(crate) fn ended(&self, vm: &Vm) {
        let inner = vm.handled.replace(self.outer_handled.replace(Value::NULL));
        // SAFETY: the cell owned its word.
        drop(unsafe { Ref::from_value(inner) });
        self.state.set(GenState::Finished);
    }

    /// The exception being handled outside while this generator runs; NULL if none.
    pub(crate) fn outer_handled(&self) -> Value {
        self.outer_handled.get()
    }

    /// Resumes with a value (ignored by one that has just been made) or with an exception. The
    /// caller has checked `is_resumable`.
    pub fn resume(&self, vm: &Vm, sent: Result<Ref, Exc>) -> PyResult<Step> {
        vm.check_native_stack()?;
        let _alive = Ref::of(self);
        // SAFETY: the frame goes right above what is in use; `run` is given its own frame.
        let value = unsafe {
            let top = vm.frame.get();
            let base = if top.is_null() {
                vm.stack.top.get()
            } else {
                (*top).sp
            };
            let Some(fp) = self.push(vm, base, frame_flags::ENTRY) else {
                return Err(vm.take_raised());
            };
            match sent {
                Ok(v) => {
                    *(*fp).sp = v.into_value();
                    (*fp).sp = (*fp).sp.add(1);
                    vm.run(fp)?
                }
                Err(e) => {
                    // Handlers count on the word of the value that is not sent.
                    *(*fp).sp = crate::objects::singletons::none();
                    (*fp).sp = (*fp).sp.add(1);
                    // Only what the generator itself handles becomes the context.
                    if !vm.handled.get().is_null() {
                        vm.set_context(&e);
                    }
                    let frame = crate::builtins::frame::object_of(vm, fp);
                    vm.add_traceback(&e, frame, (*fp).pc());
                    vm.keep_traceback.set(true);
                    vm.run_raising(fp, e)?
                }
            }
        };
        Ok(if self.state.get() == GenState::Finished {
            Step::Return(value)
        } else {
            Step::Yield(value)
        })
    }
}
