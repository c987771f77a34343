//! What native code may ask of the running frame: its globals, `super()`'s arguments, its names.
//!
//! Invariant: "the running frame" is the innermost Python frame of this thread; native functions
//! have none of their own.
//! Next file to read: `frame.rs`.

use super::frame::Frame;
use crate::builtins::code::PyCell;
use crate::builtins::function::PyFunction;
use crate::bytecode::code::LocalKind;
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};

impl Vm {
    fn running(&self) -> Option<&Frame> {
        let fp = self.frame.get();
        // SAFETY: the current frame is live while native code runs above it.
        unsafe { fp.as_ref() }
    }

    /// The function whose call the running frame is.
    pub fn current_function(&self) -> Option<&PyFunction> {
        // SAFETY: a frame keeps its function alive.
        self.running().map(|f| unsafe { &*f.func })
    }

    /// The running frame's globals.
    pub fn current_globals(&self) -> Option<Ref> {
        self.current_function().map(|f| f.globals.clone())
    }

    /// The frame object of the running frame.
    pub fn current_frame_object(&self) -> Option<Ref> {
        let fp = self.frame.get();
        // SAFETY: as `running`.
        if fp.is_null() { None } else { Some(unsafe { crate::builtins::frame::object_of(self, fp) }) }
    }

    /// What `super()` without arguments stands for: the class from `__class__` and the first
    /// argument; or the text of the RuntimeError.
    pub fn super_arguments(&self) -> Result<(Ref, Ref), &'static str> {
        let f = self.running().ok_or("super(): no current frame")?;
        // SAFETY: a frame keeps its code alive.
        let code = unsafe { &*f.code };
        if code.arg_count == 0 {
            return Err("super(): no arguments");
        }
        // SAFETY: the first argument is a local.
        let first = unsafe { (*f.local(0)).as_ref() }.opt().cloned();
        let first = match (first, code.code.locals.first()) {
            (Some(c), Some(l)) if l.kind.has(LocalKind::CELL) => match c.downcast::<PyCell>() {
                Some(cell) => cell.value.get().opt().cloned(),
                None => Some(c),
            },
            (first, _) => first,
        };
        let first = first.ok_or("super(): arg[0] deleted")?;
        for (i, l) in code.code.locals.iter().enumerate() {
            if l.kind.has(LocalKind::FREE) && &*l.name == "__class__" {
                // SAFETY: free variables are locals.
                let cell = unsafe { (*f.local(i)).as_ref() };
                let class = cell.downcast::<PyCell>().map(|c| c.value.get()).ok_or("super(): bad __class__ cell")?;
                if class.is_null() {
                    return Err("super(): empty __class__ cell");
                }
                if class.as_type().is_none() {
                    return Err("super(): __class__ is not a type");
                }
                return Ok((class, first));
            }
        }
        Err("super(): __class__ cell not found")
    }

    /// Runs a class body with this mapping as its names; answers its `__classcell__` or `None`.
    pub fn call_class_body(&self, function: &Ref, namespace: &Ref) -> PyResult {
        self.run_body(function, namespace)
    }

    /// `import name` for native code.
    pub fn import_module(&self, name: &str) -> PyResult {
        super::import::import_module(self, name)
    }
}
