//! Making exceptions from Rust: one short constructor on [`Vm`] for each class that native code raises.
//!
//! Invariant: nothing here runs Python code, so every constructor can be used anywhere.
//! Deliberately absent: `__context__` and tracebacks, which are added when the exception reaches a
//! frame (`../../vm/exceptions.rs`).
//! Next file to read: `base.rs`.

use super::*;
use crate::objects::refcount::Exc;
use crate::runtime::errno::Errno;

impl Exc {
    /// Whether an `except ty` clause would catch it.
    pub fn matches(&self, ty: &Type) -> bool {
        self.0.is_instance(ty)
    }

    /// Fills in `name` and `obj` of an AttributeError that a script raised without them, so that a
    /// near name can be suggested.
    #[cold]
    pub fn about_attribute(self, x: &Ref, name: &Ref) -> Exc {
        if self.matches(&ATTRIBUTE_ERROR) {
            let e = self.payload();
            if e.field(fields::ATTRIBUTE_NAME).is_none() && e.field(fields::ATTRIBUTE_OBJ).is_none()
            {
                e.set_field(fields::ATTRIBUTE_NAME, name.clone());
                e.set_field(fields::ATTRIBUTE_OBJ, x.clone());
            }
        }
        self
    }

    /// The payload.
    pub fn payload(&self) -> &PyException {
        match super::as_exception(&self.0) {
            Some(e) => e,
            None => unreachable!("an Exc holds an exception instance"),
        }
    }
}

macro_rules! text_constructors {
    ($($(#[$doc:meta])* $name:ident: $ty:ident;)*) => {
        impl Vm {
            $($(#[$doc])* #[cold] pub fn $name(&self, text: impl Into<String>) -> Exc { self.error(&$ty, text) })*
        }
    };
}

text_constructors! {
    /// `TypeError(text)`.
    type_error: TYPE_ERROR;
    /// `ValueError(text)`.
    value_error: VALUE_ERROR;
    /// `OverflowError(text)`.
    overflow_error: OVERFLOW_ERROR;
    /// `IndexError(text)`.
    index_error: INDEX_ERROR;
    /// `ZeroDivisionError(text)`.
    zero_division: ZERO_DIVISION_ERROR;
    /// `RuntimeError(text)`.
    runtime_error: RUNTIME_ERROR;
    /// `NotImplementedError(text)`.
    not_implemented_error: NOT_IMPLEMENTED_ERROR;
    /// `SystemError(text)`.
    system_error: SYSTEM_ERROR;
    /// `AssertionError(text)`.
    assertion_error: ASSERTION_ERROR;
    /// `BufferError(text)`.
    buffer_error: BUFFER_ERROR;
    /// `ReferenceError(text)`.
    reference_error: REFERENCE_ERROR;
    /// `LookupError(text)`.
    lookup_error: LOOKUP_ERROR;
    /// `EOFError(text)`.
    eof_error: EOF_ERROR;
    /// `AttributeError(text)`, without `name` and `obj`.
    attribute_error: ATTRIBUTE_ERROR;
}

impl Vm {
    /// `ty(text)` for a builtin exception class, or one derived from it that has the same `__init__`.
    #[cold]
    pub fn error(&self, ty: &Type, text: impl Into<String>) -> Exc {
        let text = self.new_str(&text.into());
        self.error_with_args(ty, vec![text])
    }

    /// `ty(*args)` for a builtin exception class.
    #[cold]
    pub fn error_with_args(&self, ty: &Type, args: Vec<Ref>) -> Exc {
        let tuple = self.new_tuple(args.clone());
        let e = self.new_exception(ty, tuple);
        fields::fill_from_args(e.payload(), ty, &args);
        e
    }

    /// An exception of class `ty` with nothing but its `args`.
    pub fn new_exception(&self, ty: &Type, args: Ref) -> Exc {
        match self.alloc_instance(ty, PyException::new(ty, args), 0) {
            Some(r) => Exc(r),
            None => std::alloc::handle_alloc_error(std::alloc::Layout::new::<PyException>()),
        }
    }

    /// `MemoryError()`. It comes from the small blocks, which are there even when a large
    /// allocation has just failed.
    #[cold]
    pub fn memory_error(&self) -> Exc {
        // One shortage, one error: what was noted for the next check point is told now.
        self.thread
            .clear_breaker(crate::runtime::thread::breaker::MEMORY_SHORT);
        self.new_exception(&MEMORY_ERROR, self.known().empty_tuple.clone())
    }

    /// `AttributeError` for an attribute `name` that `x` does not have, worded by what `x` is.
    #[cold]
    pub fn attribute_error_for_name(&self, x: &Ref, name: &Ref) -> Exc {
        let text = crate::vm::attribute_error::missing_text(self, x, name);
        self.attribute_error_with(text, x, name)
    }

    /// As [`Vm::attribute_error_for_name`], the name as Rust text.
    #[cold]
    pub fn attribute_error_for(&self, x: &Ref, name: &str) -> Exc {
        self.attribute_error_for_name(x, &self.intern_str(name))
    }

    /// `AttributeError(text, name=name, obj=x)`.
    #[cold]
    pub fn attribute_error_with(&self, text: impl Into<String>, x: &Ref, name: &Ref) -> Exc {
        let e = self.error(&ATTRIBUTE_ERROR, text);
        e.payload().set_field(fields::ATTRIBUTE_NAME, name.clone());
        e.payload().set_field(fields::ATTRIBUTE_OBJ, x.clone());
        e
    }

    /// `NameError` for a variable that exists nowhere.
    #[cold]
    pub fn name_error(&self, name: &Ref) -> Exc {
        let text = format!("name '{}' is not defined", self.str_lossy(name));
        let e = self.error(&NAME_ERROR, text);
        e.payload().set_field(fields::NAME_NAME, name.clone());
        e
    }

    /// `UnboundLocalError` for a local variable of the running function that has no value.
    #[cold]
    pub fn unbound_local_error(&self, name: &Ref) -> Exc {
        let name_text = self.str_lossy(name);
        let text = format!(
            "cannot access local variable '{name_text}' where it is not associated with a value"
        );
        let e = self.error(&UNBOUND_LOCAL_ERROR, text);
        e.payload().set_field(fields::NAME_NAME, name.clone());
        e
    }

    /// `NameError` for a variable of an enclosing function that has no value.
    #[cold]
    pub fn unbound_free_error(&self, name: &Ref) -> Exc {
        let name_text = self.str_lossy(name);
        let text = format!(
            "cannot access free variable '{name_text}' where it is not associated with a value in enclosing scope"
        );
        let e = self.error(&NAME_ERROR, text);
        e.payload().set_field(fields::NAME_NAME, name.clone());
        e
    }

    /// `KeyError(key)`.
    #[cold]
    pub fn key_error(&self, key: Ref) -> Exc {
        self.error_with_args(&KEY_ERROR, vec![key])
    }

    /// `StopIteration()` or `StopIteration(value)`.
    pub fn stop_iteration(&self, value: Option<Ref>) -> Exc {
        match value {
            None => self.new_exception(&STOP_ITERATION, self.known().empty_tuple.clone()),
            Some(v) => {
                let e = self.new_exception(&STOP_ITERATION, self.new_tuple(vec![v.clone()]));
                e.payload().set_field(fields::STOP_VALUE, v);
                e
            }
        }
    }

    /// `SystemExit(code)`.
    #[cold]
    pub fn system_exit(&self, code: Ref) -> Exc {
        self.error_with_args(&SYSTEM_EXIT, vec![code])
    }

    /// `KeyboardInterrupt()`.
    #[cold]
    pub fn keyboard_interrupt(&self) -> Exc {
        self.new_exception(&KEYBOARD_INTERRUPT, self.known().empty_tuple.clone())
    }

    /// The `OSError` subclass of an error number, with its text and the file's name, if any.
    #[cold]
    pub fn os_error(&self, errno: impl Into<Errno>, filename: Option<&Ref>) -> Exc {
        self.os_error2(errno, filename, None)
    }

    /// As [`Vm::os_error`], for operations on two files.
    #[cold]
    pub fn os_error2(
        &self,
        errno: impl Into<Errno>,
        filename: Option<&Ref>,
        filename2: Option<&Ref>,
    ) -> Exc {
        let errno = errno.into();
        let ty = errno_map::class_of(errno.0).unwrap_or(&OS_ERROR);
        self.os_error_as(ty, errno, &errno.text(), filename, filename2)
    }

    /// An `OSError` of a class of one's own choice, with a text of one's own.
    #[cold]
    pub fn os_error_as(
        &self,
        ty: &Type,
        errno: Errno,
        text: &str,
        filename: Option<&Ref>,
        filename2: Option<&Ref>,
    ) -> Exc {
        let args = vec![self.int(errno.0.into()), self.new_str(text)];
        let e = self.error_with_args(ty, args);
        for (index, value) in [
            (os_error::FILENAME, filename),
            (os_error::FILENAME2, filename2),
        ] {
            if let Some(v) = value {
                e.payload().set_field(index, v.clone());
            }
        }
        e
    }

    /// `ImportError(text, name=name, path=path)`; NULL for what is not known.
    #[cold]
    pub fn import_error(&self, text: impl Into<String>, name: Ref, path: Ref) -> Exc {
        self.import_error_as(&IMPORT_ERROR, text, name, path)
    }

    /// `ModuleNotFoundError` for a module; its text is given since the import system words it.
    #[cold]
    pub fn module_not_found(&self, text: impl Into<String>, name: Ref) -> Exc {
        self.import_error_as(&MODULE_NOT_FOUND_ERROR, text, name, Ref::NULL)
    }

    fn import_error_as(&self, ty: &Type, text: impl Into<String>, name: Ref, path: Ref) -> Exc {
        let e = self.error(ty, text);
        e.payload().set_field(fields::IMPORT_NAME, name);
        e.payload().set_field(fields::IMPORT_PATH, path);
        e
    }

    /// `ImportError` for a name that a module does not have (`from module import name`).
    #[cold]
    pub fn import_from_error(
        &self,
        text: impl Into<String>,
        module: Ref,
        path: Ref,
        name: Ref,
    ) -> Exc {
        let e = self.import_error(text, module, path);
        e.payload().set_field(fields::IMPORT_NAME_FROM, name);
        e
    }

    /// `UnicodeDecodeError(encoding, bytes, start, end, reason)`.
    #[cold]
    pub fn unicode_decode_error(
        &self,
        encoding: &str,
        bytes: &Ref,
        start: usize,
        end: usize,
        reason: &str,
    ) -> Exc {
        let args = self.unicode_args(encoding, bytes, start, end, reason);
        self.error_with_args(&UNICODE_DECODE_ERROR, args)
    }

    /// `UnicodeEncodeError(encoding, text, start, end, reason)`.
    #[cold]
    pub fn unicode_encode_error(
        &self,
        encoding: &str,
        text: &Ref,
        start: usize,
        end: usize,
        reason: &str,
    ) -> Exc {
        let args = self.unicode_args(encoding, text, start, end, reason);
        self.error_with_args(&UNICODE_ENCODE_ERROR, args)
    }

    /// `UnicodeTranslateError(text, start, end, reason)`.
    #[cold]
    pub fn unicode_translate_error(
        &self,
        text: &Ref,
        start: usize,
        end: usize,
        reason: &str,
    ) -> Exc {
        let mut args = self.unicode_args("", text, start, end, reason);
        args.remove(0);
        self.error_with_args(&UNICODE_TRANSLATE_ERROR, args)
    }

    fn unicode_args(
        &self,
        encoding: &str,
        object: &Ref,
        start: usize,
        end: usize,
        reason: &str,
    ) -> Vec<Ref> {
        vec![
            self.new_str(encoding),
            object.clone(),
            self.int(start as i64),
            self.int(end as i64),
            self.new_str(reason),
        ]
    }
}
