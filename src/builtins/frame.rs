//! Frame objects: made on demand for tracebacks, `sys._getframe` and generators. Storage here;
//! what scripts see of them in `frame_methods.rs`.
//!
//! Invariant: `place` says where the frame's words are now; the run loop moves it along
//! (`attach`, `attach_to_generator`, `detach`), so a frame object never looks at words that are
//! not its frame's.
//!
//! Why this is sound:
//! 1. A live frame is popped only after `detach`, a generator is dropped only after
//!    `detach_from_generator`; both replace `place` before the words go.
//!
//! Next file to read: `frame_methods.rs`.

#![allow(unsafe_code)]

use super::code::PyCode;
use super::function::PyFunction;
use super::generator::{GenState, PyGenerator};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::Ref;
use crate::objects::types::{Type, TypeDef};
use crate::objects::value::Value;
use crate::objects::word::{Bits, Word};
use crate::payload;
use crate::vm::frame::{Frame, frame_flags};

/// Where a frame's words are.
#[derive(Clone, Copy)]
pub enum Place {
    /// On a thread's stack.
    Live(*mut Frame),
    /// In a suspended generator.
    Generator(*const PyGenerator),
    /// In the frame object itself.
    Dead,
}

impl Bits for Place {
    fn to_bits(self) -> u64 {
        match self {
            Place::Live(frame) => frame as u64 | 1,
            Place::Generator(generator) => generator as u64 | 2,
            Place::Dead => 0,
        }
    }

    fn from_bits(bits: u64) -> Place {
        let address = bits & !3;
        match bits & 3 {
            1 => Place::Live(address as *mut Frame),
            2 => Place::Generator(address as *const PyGenerator),
            _ => Place::Dead,
        }
    }
}

/// A frame object.
#[repr(C)]
pub struct PyFrame {
    pub(crate) header: Header,
    pub(crate) place: Word<Place>,
    /// The code object.
    pub code: Ref,
    /// The function, which holds globals and builtins.
    pub function: Ref,
    /// The mapping of names of a module or class body; NULL for functions.
    pub names: Ref,
    /// The locals' words after the frame is gone; NULL where unset.
    pub(crate) locals: Locked<Vec<Ref>>,
    /// The frame object of the caller, once this frame is gone.
    pub(crate) back: Locked<Ref>,
    /// Word number where it stood last, for frames that are gone.
    pub(crate) last_pc: Word<u32>,
    /// `f_trace` and extra names set through `f_locals`.
    pub(crate) extras: Locked<[Ref; 2]>,
    /// Former values of locals that were replaced while the run loop may have had them borrowed.
    pub(crate) replaced: Locked<Vec<Ref>>,
    /// `f_trace_lines`.
    pub(crate) trace_lines: Word<bool>,
    /// `f_trace_opcodes`.
    pub(crate) trace_opcodes: Word<bool>,
}

payload!(
    PyFrame,
    FRAME,
    |this, visit| {
        visit(&this.code);
        visit(&this.function);
        visit(&this.names);
        this.locals.with(|l| l.iter().for_each(|r| visit(r)));
        this.back.with(|r| visit(r));
        this.extras.with(|e| e.iter().for_each(|r| visit(r)));
        this.replaced.with(|l| l.iter().for_each(|r| visit(r)));
    },
    |this, sink| {
        sink.append(&mut this.locals.take());
        sink.push(this.back.replace(Ref::NULL));
        sink.extend(this.extras.replace([const { Ref::NULL }; 2]));
    }
);

static FRAME_DEF: TypeDef = TypeDef {
    flags: 0,
    slots: super::frame_methods::FRAME_SLOTS,
    methods: super::frame_methods::FRAME_METHODS,
    getset: super::frame_methods::FRAME_GETSET,
    ..TypeDef::of::<PyFrame>("frame")
};
/// The type of frame objects.
pub static FRAME: Type = Type::builtin(&FRAME_DEF);

fn payload_of<'a>(object: &Value) -> &'a PyFrame {
    // SAFETY: the words kept in frames and generators for their objects are `PyFrame`s.
    unsafe { &*object.ptr().cast::<PyFrame>() }
}

/// The frame object of a live frame, made now if there was none.
///
/// # Safety
/// `fp` is a live frame of this thread.
pub unsafe fn object_of(vm: &Vm, fp: *mut Frame) -> Ref {
    // SAFETY: as the caller vouches; the frame owns its words.
    unsafe {
        if !(*fp).object.is_null() {
            return Ref::from_value((*fp).object.new_ref());
        }
        let init = (*fp).flags & frame_flags::INIT != 0;
        let names = if init {
            Ref::NULL
        } else {
            (*fp).names.as_ref().opt().cloned().unwrap_or(Ref::NULL)
        };
        let r = vm.alloc(PyFrame {
            header: Header::new(&FRAME),
            place: Word::new(Place::Live(fp)),
            code: Ref::of(&*(*fp).code),
            function: Ref::of(&*(*fp).func),
            names,
            locals: Locked::new(Vec::new()),
            back: Locked::new(Ref::NULL),
            last_pc: Word::new(0),
            extras: Locked::new([const { Ref::NULL }; 2]),
            replaced: Locked::new(Vec::new()),
            trace_lines: Word::new(true),
            trace_opcodes: Word::new(false),
        });
        (*fp).object = r.clone().into_value();
        (*fp).flags |= frame_flags::HAS_OBJECT;
        r
    }
}

/// The frame object of the running Python function `depth` calls up; `None` when there are fewer.
pub fn current(vm: &Vm, depth: usize) -> Option<Ref> {
    let mut fp = vm.frame.get();
    for _ in 0..depth {
        if fp.is_null() {
            return None;
        }
        // SAFETY: frames below a live one are live.
        fp = unsafe { (*fp).prev };
    }
    // SAFETY: the running frame of this thread and those below it are live.
    if fp.is_null() {
        None
    } else {
        Some(unsafe { object_of(vm, fp) })
    }
}

/// The running Python function; `None` outside of any.
pub fn current_function(vm: &Vm) -> Option<Ref> {
    let fp = vm.frame.get();
    // SAFETY: the running frame of this thread is live and keeps its function alive.
    if fp.is_null() {
        None
    } else {
        Some(unsafe { Ref::of(&*(*fp).func) })
    }
}

/// The frame object of a generator that is not finished, made now if there was none.
pub fn object_of_generator(vm: &Vm, g: &PyGenerator) -> Option<Ref> {
    if g.state.get() == GenState::Running {
        let mut fp = vm.frame.get();
        // SAFETY: the frames of this thread are live.
        unsafe {
            while !fp.is_null() {
                if std::ptr::eq((*fp).generator, g) {
                    return Some(object_of(vm, fp));
                }
                fp = (*fp).prev;
            }
        }
    }
    let function = g.function()?;
    let made = g.frame_object.get();
    if !made.is_null() {
        // SAFETY: the cell owns its word.
        return Some(unsafe { Ref::from_value(made.new_ref()) });
    }
    let r = vm.alloc(PyFrame {
        header: Header::new(&FRAME),
        place: Word::new(Place::Generator(g)),
        code: g.code_object.clone(),
        function,
        names: g.names(),
        locals: Locked::new(Vec::new()),
        back: Locked::new(Ref::NULL),
        last_pc: Word::new(0),
        extras: Locked::new([const { Ref::NULL }; 2]),
        replaced: Locked::new(Vec::new()),
        trace_lines: Word::new(true),
        trace_opcodes: Word::new(false),
    });
    g.frame_object.set(r.clone().into_value());
    Some(r)
}

/// The frame moved onto the stack.
pub(crate) fn attach(object: &Value, fp: *mut Frame) {
    payload_of(object).place.set(Place::Live(fp));
}

/// The frame moved into its suspended generator.
pub(crate) fn attach_to_generator(object: &Value, g: &PyGenerator) {
    payload_of(object).place.set(Place::Generator(g));
}

/// The frame is about to be popped: takes its locals over if anyone but the frame holds the object.
///
/// # Safety
/// `fp` is the current frame.
pub(crate) unsafe fn detach(vm: &Vm, object: &Value, fp: *mut Frame) {
    let f = payload_of(object);
    // SAFETY: as the caller vouches.
    unsafe {
        f.last_pc.set((*fp).pc());
        if f.header.ref_count() > 1 {
            let n = (*fp).local_count as usize;
            let locals = (0..n)
                .map(|i| Ref::from_value((*fp).local(i).replace(Value::NULL).owned()))
                .collect();
            drop(f.locals.replace(locals));
            let prev = (*fp).prev;
            if !prev.is_null() {
                drop(f.back.replace(object_of(vm, prev)));
            }
        }
        f.place.set(Place::Dead);
    }
}

/// The suspended generator is about to be dropped.
pub(crate) fn detach_from_generator(_vm: &Vm, object: &Ref, g: &PyGenerator) {
    if let Some(f) = object.downcast::<PyFrame>() {
        f.last_pc.set(g.pc());
        if object.ref_count() > 1 {
            let n = f
                .code
                .downcast::<PyCode>()
                .map_or(0, |c| c.local_count as usize);
            let locals = (0..n).map(|i| g.local(i).unwrap_or(Ref::NULL)).collect();
            drop(f.locals.replace(locals));
        }
        f.place.set(Place::Dead);
    }
}

impl PyFrame {
    /// Word number of the instruction it stands at.
    pub fn pc(&self) -> u32 {
        match self.place.get() {
            // SAFETY: (1).
            Place::Live(fp) => unsafe { (*fp).pc() },
            // SAFETY: (1).
            Place::Generator(g) => unsafe { (*g).pc() },
            Place::Dead => self.last_pc.get(),
        }
    }

    /// The line it stands at.
    pub fn line(&self) -> u32 {
        match self.code.downcast::<PyCode>() {
            Some(c) => {
                let at = c.code.locations.find(self.pc(), c.code.first_line);
                if at.line == 0 {
                    c.code.first_line
                } else {
                    at.line
                }
            }
            None => 0,
        }
    }

    /// The function whose call it is.
    pub fn function(&self) -> Option<&PyFunction> {
        self.function.downcast::<PyFunction>()
    }

    /// A new reference to local `index` (cells as they are); `None` when unset.
    pub fn local(&self, index: usize) -> Option<Ref> {
        match self.place.get() {
            // SAFETY: (1).
            Place::Live(fp) => unsafe {
                if index >= (*fp).local_count as usize {
                    return None;
                }
                let v = *(*fp).local(index);
                if v.is_null() {
                    None
                } else {
                    Some(Ref::from_value(v.new_ref()))
                }
            },
            // SAFETY: (1).
            Place::Generator(g) => unsafe { (*g).local(index) },
            Place::Dead => self
                .locals
                .with(|l| l.get(index).and_then(|r| r.opt().cloned())),
        }
    }

    /// Replaces local `index`. An old value that the run loop may have borrowed is kept alive by
    /// the frame object.
    pub fn set_local(&self, index: usize, value: Ref) {
        let old = match self.place.get() {
            // SAFETY: (1); a borrowed former word becomes an owned one before it is kept.
            Place::Live(fp) => unsafe {
                if index >= (*fp).local_count as usize {
                    return;
                }
                Ref::from_value((*fp).local(index).replace(value.into_value()).owned())
            },
            // SAFETY: (1).
            Place::Generator(g) => unsafe { (*g).set_local(index, value) },
            Place::Dead => {
                let swap = |l: &mut Vec<Ref>| {
                    l.get_mut(index)
                        .map(|place| std::mem::replace(place, value))
                };
                return drop(self.locals.with(swap));
            }
        };
        self.replaced.with(|l| l.push(old));
    }

    /// The generator whose frame it is, if it lives.
    pub fn generator(&self) -> Option<Ref> {
        match self.place.get() {
            // SAFETY: (1).
            Place::Live(fp) => unsafe { (*fp).generator.as_ref().map(Ref::of) },
            // SAFETY: (1).
            Place::Generator(g) => unsafe { g.as_ref().map(Ref::of) },
            Place::Dead => None,
        }
    }

    /// The frame object of the caller.
    pub fn back(&self, vm: &Vm) -> Option<Ref> {
        match self.place.get() {
            // SAFETY: (1); the frames below a live one are live.
            Place::Live(fp) => unsafe {
                let prev = (*fp).prev;
                if prev.is_null() {
                    None
                } else {
                    Some(object_of(vm, prev))
                }
            },
            Place::Generator(_) => None,
            Place::Dead => self.back.with(|r| r.opt().cloned()),
        }
    }

    /// Whether it is running or waiting for a call to return.
    pub fn is_live(&self) -> bool {
        matches!(self.place.get(), Place::Live(_))
    }
}
