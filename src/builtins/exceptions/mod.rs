//! Exceptions: one payload for every class, and the table of all builtin classes.
//!
//! All exception classes share [`PyException`]; what a family adds (`StopIteration.value`,
//! `OSError.errno`) stands in numbered places of `extra`, so that a class may derive from any of
//! them. A place that was never set is NULL.
//!
//! Invariant: `args` is always a tuple; `traceback`, `context` and `cause` are NULL or of the type
//! their setters check.
//! Why this is sound: the flag `EXCEPTION` is inherited from `BaseException` only, and with it the payload.
//! Next file to read: `base.rs` for what all of them can do, `raise.rs` for making them.

pub mod base;
pub mod errno_map;
pub mod fields;
pub mod group;
pub mod group_split;
pub mod os_error;
pub mod raise;
pub mod syntax_error;
pub mod unicode_error;

use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::instance::DictWord;
use crate::objects::payload::Locked;
use crate::objects::refcount::Ref;
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef, type_flags};
use crate::payload;

/// An exception object of any class.
#[repr(C)]
pub struct PyException {
    pub(crate) header: Header,
    /// `__dict__`.
    pub dict: DictWord,
    /// Everything else.
    pub state: Locked<ExceptionState>,
}

/// What an exception knows; NULL stands for `None`.
pub struct ExceptionState {
    /// `args`, a tuple.
    pub args: Ref,
    /// `__traceback__`.
    pub traceback: Ref,
    /// `__context__`.
    pub context: Ref,
    /// `__cause__`.
    pub cause: Ref,
    /// `__suppress_context__`.
    pub suppress_context: bool,
    /// Attributes of the class's family, by number; see `fields.rs` and its neighbours.
    pub extra: Vec<Ref>,
}

payload!(
    PyException,
    BASE_EXCEPTION,
    |this, visit| {
        this.dict.visit(visit);
        this.state.with(|s| {
            for r in [&s.args, &s.traceback, &s.context, &s.cause]
                .into_iter()
                .chain(&s.extra)
            {
                if !r.is_null() {
                    visit(r);
                }
            }
        });
    },
    |this, sink| {
        sink.push(this.dict.take());
        this.state.with(|s| {
            for r in [&mut s.traceback, &mut s.context, &mut s.cause] {
                sink.push(std::mem::replace(r, Ref::NULL));
            }
            sink.append(&mut s.extra);
        });
    }
);

impl PyException {
    /// The payload of a new exception of class `ty`.
    pub fn new(ty: &Type, args: Ref) -> PyException {
        PyException {
            header: Header::new(ty),
            dict: DictWord::new(),
            state: Locked::new(ExceptionState {
                args,
                traceback: Ref::NULL,
                context: Ref::NULL,
                cause: Ref::NULL,
                suppress_context: false,
                extra: Vec::new(),
            }),
        }
    }

    /// `args`.
    pub fn args(&self) -> Ref {
        self.state.with(|s| s.args.clone())
    }

    /// `__traceback__`, if there is one.
    pub fn traceback(&self) -> Option<Ref> {
        self.state.with(|s| s.traceback.opt().cloned())
    }

    /// Replaces `__traceback__`; NULL for none.
    pub fn set_traceback(&self, traceback: Ref) {
        drop(
            self.state
                .with(|s| std::mem::replace(&mut s.traceback, traceback)),
        );
    }

    /// `__context__`, if there is one.
    pub fn context(&self) -> Option<Ref> {
        self.state.with(|s| s.context.opt().cloned())
    }

    /// Replaces `__context__`; NULL for none.
    pub fn set_context(&self, context: Ref) {
        drop(
            self.state
                .with(|s| std::mem::replace(&mut s.context, context)),
        );
    }

    /// `__cause__`, if there is one.
    pub fn cause(&self) -> Option<Ref> {
        self.state.with(|s| s.cause.opt().cloned())
    }

    /// Replaces `__cause__` (NULL for none) and suppresses the context.
    pub fn set_cause(&self, cause: Ref) {
        drop(self.state.with(|s| {
            s.suppress_context = true;
            std::mem::replace(&mut s.cause, cause)
        }));
    }

    /// `__suppress_context__`.
    pub fn suppress_context(&self) -> bool {
        self.state.with(|s| s.suppress_context)
    }

    /// An attribute of the class's family; `None` if it was never set.
    pub fn field(&self, index: usize) -> Option<Ref> {
        self.state
            .with(|s| s.extra.get(index).and_then(|r| r.opt().cloned()))
    }

    /// Sets an attribute of the class's family (NULL to unset it).
    pub fn set_field(&self, index: usize, value: Ref) {
        drop(self.state.with(|s| {
            while s.extra.len() <= index {
                s.extra.push(Ref::NULL);
            }
            std::mem::replace(&mut s.extra[index], value)
        }));
    }
}

/// Whether calling this exception class does nothing but what [`new_plain`] does.
pub fn is_made_plainly(class: &Ref, ty: &Type) -> bool {
    let slots = ty.slots();
    let plain = |f: Option<usize>, g: usize| f == Some(g);
    class.is_exactly(&crate::builtins::typeobject::TYPE)
        && plain(
            slots.new.map(|f| f as usize),
            base::exception_new as *const () as usize,
        )
        && plain(
            slots.init.map(|f| f as usize),
            base::exception_init as *const () as usize,
        )
}

/// An exception of a class that `is_made_plainly`.
pub fn new_plain(vm: &Vm, ty: &Type, args: &[Ref]) -> crate::objects::refcount::PyResult {
    base::exception_new(vm, ty, crate::objects::args::Args::positional(args))
}

/// The payload of an exception, without a walk along its class's bases.
#[inline(always)]
#[allow(unsafe_code)]
pub fn as_exception(x: &Ref) -> Option<&PyException> {
    if x.value().is_ptr() && x.ty().has(type_flags::EXCEPTION) {
        // SAFETY: the flag is inherited from `BaseException`, and so is its payload.
        Some(unsafe { &*x.value().ptr().cast::<PyException>() })
    } else {
        None
    }
}

/// `__traceback__` of an exception, or `None`.
pub fn traceback_of(x: &Ref) -> Ref {
    as_exception(x)
        .and_then(PyException::traceback)
        .unwrap_or_else(Ref::none)
}

/// Whether an exception has a traceback.
#[inline]
pub fn has_traceback(x: &Ref) -> bool {
    as_exception(x).is_some_and(|e| {
        e.state
            .with(|s| !s.traceback.is_null() && !s.traceback.is_none())
    })
}

/// `value` of a `StopIteration`, or `None`.
pub fn stop_iteration_value(x: &Ref) -> Ref {
    x.downcast::<PyException>()
        .and_then(|e| e.field(fields::STOP_VALUE))
        .unwrap_or_else(Ref::none)
}

/// What the rows of the table share.
const fn def(name: &'static str, base: Option<&'static Type>, doc: &'static str) -> TypeDef {
    TypeDef {
        base,
        doc,
        flags: type_flags::BASE | type_flags::EXCEPTION,
        dict_offset: std::mem::offset_of!(PyException, dict),
        ..TypeDef::of::<PyException>(name)
    }
}

static BASE_EXCEPTION_DEF: TypeDef = TypeDef {
    slots: base::SLOTS,
    methods: base::METHODS,
    getset: base::GETSET,
    ..def("BaseException", None, "Ancestor of every exception.")
};
/// The type `BaseException`.
pub static BASE_EXCEPTION: Type = Type::builtin(&BASE_EXCEPTION_DEF);

macro_rules! exceptions {
    ($($id:ident $name:literal ($base:ident) $doc:literal $({ $($field:ident: $value:expr),* $(,)? })?;)*) => {
        $(
            #[doc = concat!("The type `", $name, "`.")]
            pub static $id: Type = Type::builtin({
                static DEF: TypeDef = TypeDef { $($($field: $value,)*)? ..def($name, Some(&$base), $doc) };
                &DEF
            });
        )*

        /// Every builtin exception class, bases first.
        pub static TYPES: &[&Type] = &[&BASE_EXCEPTION, $(&$id),*];
    };
}

exceptions! {
    EXCEPTION "Exception" (BASE_EXCEPTION) "Ancestor of the exceptions programs are meant to handle.";
    GENERATOR_EXIT "GeneratorExit" (BASE_EXCEPTION) "Tells a generator to finish.";
    KEYBOARD_INTERRUPT "KeyboardInterrupt" (BASE_EXCEPTION) "The user asked the program to stop.";
    SYSTEM_EXIT "SystemExit" (BASE_EXCEPTION) "Asks the interpreter to end." {
        slots: fields::SYSTEM_EXIT_SLOTS, getset: fields::SYSTEM_EXIT_GETSET,
    };
    BASE_EXCEPTION_GROUP "BaseExceptionGroup" (BASE_EXCEPTION) "Several unrelated exceptions raised as one." {
        slots: group::SLOTS, methods: group::METHODS, getset: group::GETSET,
    };
    EXCEPTION_GROUP "ExceptionGroup" (BASE_EXCEPTION_GROUP) "" {
        flags: type_flags::BASE | type_flags::EXCEPTION | type_flags::WEAKREF,
    };

    STOP_ASYNC_ITERATION "StopAsyncIteration" (EXCEPTION) "An asynchronous iterator has no more items.";
    STOP_ITERATION "StopIteration" (EXCEPTION) "An iterator has no more items." {
        slots: fields::STOP_ITERATION_SLOTS, getset: fields::STOP_ITERATION_GETSET,
    };
    ARITHMETIC_ERROR "ArithmeticError" (EXCEPTION) "Ancestor of the errors of arithmetic.";
    FLOATING_POINT_ERROR "FloatingPointError" (ARITHMETIC_ERROR) "A floating-point operation failed.";
    OVERFLOW_ERROR "OverflowError" (ARITHMETIC_ERROR) "A result is too large to represent.";
    ZERO_DIVISION_ERROR "ZeroDivisionError" (ARITHMETIC_ERROR) "Division or modulo by zero.";
    ASSERTION_ERROR "AssertionError" (EXCEPTION) "An assertion does not hold.";
    ATTRIBUTE_ERROR "AttributeError" (EXCEPTION) "The object has no such attribute." {
        slots: fields::ATTRIBUTE_ERROR_SLOTS,
        methods: fields::ATTRIBUTE_ERROR_METHODS,
        getset: fields::ATTRIBUTE_ERROR_GETSET,
    };
    BUFFER_ERROR "BufferError" (EXCEPTION) "A buffer can't be used that way.";
    EOF_ERROR "EOFError" (EXCEPTION) "Input ended too early.";
    IMPORT_ERROR "ImportError" (EXCEPTION) "A module, or a name in it, can't be imported." {
        slots: fields::IMPORT_ERROR_SLOTS,
        methods: fields::IMPORT_ERROR_METHODS,
        getset: fields::IMPORT_ERROR_GETSET,
    };
    MODULE_NOT_FOUND_ERROR "ModuleNotFoundError" (IMPORT_ERROR) "There is no such module.";
    LOOKUP_ERROR "LookupError" (EXCEPTION) "Ancestor of the errors of subscripts.";
    INDEX_ERROR "IndexError" (LOOKUP_ERROR) "The index lies outside the sequence.";
    KEY_ERROR "KeyError" (LOOKUP_ERROR) "The mapping has no such key." { slots: fields::KEY_ERROR_SLOTS };
    MEMORY_ERROR "MemoryError" (EXCEPTION) "There is not enough memory.";
    NAME_ERROR "NameError" (EXCEPTION) "No variable has that name." {
        slots: fields::NAME_ERROR_SLOTS, getset: fields::NAME_ERROR_GETSET,
    };
    UNBOUND_LOCAL_ERROR "UnboundLocalError" (NAME_ERROR) "The local variable has no value yet.";
    OS_ERROR "OSError" (EXCEPTION) "The operating system reported an error." {
        slots: os_error::SLOTS, methods: os_error::METHODS, getset: os_error::GETSET,
    };
    BLOCKING_IO_ERROR "BlockingIOError" (OS_ERROR) "The operation would have to wait.";
    CHILD_PROCESS_ERROR "ChildProcessError" (OS_ERROR) "An operation on a child process failed.";
    CONNECTION_ERROR "ConnectionError" (OS_ERROR) "Ancestor of the errors of connections.";
    BROKEN_PIPE_ERROR "BrokenPipeError" (CONNECTION_ERROR) "Nobody reads the other end any more.";
    CONNECTION_ABORTED_ERROR "ConnectionAbortedError" (CONNECTION_ERROR) "The peer gave the connection up.";
    CONNECTION_REFUSED_ERROR "ConnectionRefusedError" (CONNECTION_ERROR) "The peer does not accept the connection.";
    CONNECTION_RESET_ERROR "ConnectionResetError" (CONNECTION_ERROR) "The peer reset the connection.";
    FILE_EXISTS_ERROR "FileExistsError" (OS_ERROR) "The file or folder is there already.";
    FILE_NOT_FOUND_ERROR "FileNotFoundError" (OS_ERROR) "There is no such file or folder.";
    INTERRUPTED_ERROR "InterruptedError" (OS_ERROR) "A signal interrupted the system call.";
    IS_A_DIRECTORY_ERROR "IsADirectoryError" (OS_ERROR) "That can't be done with a folder.";
    NOT_A_DIRECTORY_ERROR "NotADirectoryError" (OS_ERROR) "That can only be done with a folder.";
    PERMISSION_ERROR "PermissionError" (OS_ERROR) "The rights don't suffice.";
    PROCESS_LOOKUP_ERROR "ProcessLookupError" (OS_ERROR) "There is no such process.";
    TIMEOUT_ERROR "TimeoutError" (OS_ERROR) "The time ran out.";
    REFERENCE_ERROR "ReferenceError" (EXCEPTION) "The object behind a weak proxy is gone.";
    RUNTIME_ERROR "RuntimeError" (EXCEPTION) "An error that fits no other class.";
    NOT_IMPLEMENTED_ERROR "NotImplementedError" (RUNTIME_ERROR) "The operation has not been written yet.";
    PYTHON_FINALIZATION_ERROR "PythonFinalizationError" (RUNTIME_ERROR) "The interpreter is shutting down.";
    RECURSION_ERROR "RecursionError" (RUNTIME_ERROR) "Calls are nested too deeply.";
    SYNTAX_ERROR "SyntaxError" (EXCEPTION) "The source text is not valid Python." {
        slots: syntax_error::SLOTS, getset: syntax_error::GETSET,
    };
    INDENTATION_ERROR "IndentationError" (SYNTAX_ERROR) "The indentation is wrong.";
    TAB_ERROR "TabError" (INDENTATION_ERROR) "Tabs and spaces are mixed inconsistently.";
    INCOMPLETE_INPUT_ERROR "_IncompleteInputError" (SYNTAX_ERROR) "The source text ends too early.";
    SYSTEM_ERROR "SystemError" (EXCEPTION) "The interpreter has an error inside.";
    TYPE_ERROR "TypeError" (EXCEPTION) "A value has the wrong type.";
    VALUE_ERROR "ValueError" (EXCEPTION) "A value of the right type is not acceptable.";
    UNICODE_ERROR "UnicodeError" (VALUE_ERROR) "Ancestor of the errors of text encodings.";
    UNICODE_DECODE_ERROR "UnicodeDecodeError" (UNICODE_ERROR) "Bytes are not valid in the encoding." {
        slots: unicode_error::DECODE_SLOTS, getset: unicode_error::CODEC_GETSET,
    };
    UNICODE_ENCODE_ERROR "UnicodeEncodeError" (UNICODE_ERROR) "Text can't be expressed in the encoding." {
        slots: unicode_error::ENCODE_SLOTS, getset: unicode_error::CODEC_GETSET,
    };
    UNICODE_TRANSLATE_ERROR "UnicodeTranslateError" (UNICODE_ERROR) "Text can't be translated." {
        slots: unicode_error::TRANSLATE_SLOTS, getset: unicode_error::TRANSLATE_GETSET,
    };

    WARNING "Warning" (EXCEPTION) "Ancestor of the warnings.";
    BYTES_WARNING "BytesWarning" (WARNING) "Bytes and text are mixed up.";
    DEPRECATION_WARNING "DeprecationWarning" (WARNING) "The feature should no longer be used.";
    ENCODING_WARNING "EncodingWarning" (WARNING) "A text encoding was not named.";
    FUTURE_WARNING "FutureWarning" (WARNING) "The meaning will change in a later version.";
    IMPORT_WARNING "ImportWarning" (WARNING) "An import is probably a mistake.";
    PENDING_DEPRECATION_WARNING "PendingDeprecationWarning" (WARNING) "The feature will be deprecated later.";
    RESOURCE_WARNING "ResourceWarning" (WARNING) "A resource was not given back.";
    RUNTIME_WARNING "RuntimeWarning" (WARNING) "The behaviour at run time is dubious.";
    SYNTAX_WARNING "SyntaxWarning" (WARNING) "The syntax is dubious.";
    UNICODE_WARNING "UnicodeWarning" (WARNING) "The use of text encodings is dubious.";
    USER_WARNING "UserWarning" (WARNING) "A warning by the program itself.";
}

/// The slots of a class that adds attributes: its `__init__`, and `__str__` where it differs.
pub(super) const fn slots_with_init(init: crate::objects::slots::InitFn) -> Slots {
    Slots {
        init: Some(init),
        ..Slots::NONE
    }
}

/// Prepares all exception classes. `ExceptionGroup` alone has two bases, which a table row can't say.
pub fn ready(vm: &Vm) {
    for ty in TYPES {
        ty.ready(vm);
    }
    let bases = vec![BASE_EXCEPTION_GROUP.to_ref(), EXCEPTION.to_ref()];
    let mut mro = vec![EXCEPTION_GROUP.to_ref()];
    mro.extend(bases.iter().cloned());
    mro.extend(BASE_EXCEPTION.mro().map(Type::to_ref));
    EXCEPTION_GROUP.publish_mro(vm.new_tuple(mro));
    let bases = vm.new_tuple(bases);
    drop(EXCEPTION_GROUP.inner.with(|i| i.bases.replace(bases)));
    let me = std::ptr::from_ref(&EXCEPTION_GROUP) as usize;
    EXCEPTION.inner.with(|i| {
        if !i.subclasses.contains(&me) {
            i.subclasses.push(me);
        }
    });
}
