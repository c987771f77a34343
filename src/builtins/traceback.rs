//! Traceback objects: one for each frame an exception passed through, innermost last.
//!
//! Invariant: the chain of `tb_next` has no cycle; `code` is the frame's code.
//! Deliberately absent: printing (`../vm/traceback/`).
//! Next file to read: `../vm/traceback/mod.rs`.

use super::code::PyCode;
use super::frame::PyFrame;
use crate::objects::args::{Args, MethodDef, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{Exc, PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{GetSetDef, Type, TypeDef, getset, getter, member};
use crate::payload;
use crate::source::Location;

/// A traceback object.
#[repr(C)]
pub struct PyTraceback {
    pub(crate) header: Header,
    /// The next one, nearer to where the exception was raised; NULL for none.
    pub next: Locked<Ref>,
    /// The frame object.
    pub frame: Ref,
    /// The frame's code object.
    pub code: Ref,
    /// The word that ran; negative when it is not known.
    pub pc: i32,
    /// The line as a script gave it; 0 to compute it.
    given_line: i32,
}

payload!(
    PyTraceback,
    TRACEBACK,
    |this, visit| {
        this.next.with(|n| {
            if !n.is_null() {
                visit(n)
            }
        });
        visit(&this.frame);
        visit(&this.code);
    },
    |this, sink| sink.push(this.next.replace(Ref::NULL))
);

const METHODS: &[MethodDef] = &[method(
    "__dir__",
    traceback_dir,
    "self, /",
    "Return the names of the attributes.",
)];

const GETSET: &[GetSetDef] = &[
    member("tb_frame", traceback_frame, "The frame."),
    member("tb_lasti", traceback_lasti, "The instruction that ran."),
    getter("tb_lineno", traceback_lineno, "The line that ran."),
    getset(
        "tb_next",
        traceback_next,
        traceback_set_next,
        "The next traceback, nearer to the raise.",
    ),
];

static TRACEBACK_DEF: TypeDef = TypeDef {
    doc: "A frame that an exception passed through.",
    flags: 0,
    slots: Slots {
        new: Some(traceback_new),
        ..Slots::NONE
    },
    methods: METHODS,
    getset: GETSET,
    signature: "(tb_next, tb_frame, tb_lasti, tb_lineno)",
    ..TypeDef::of::<PyTraceback>("traceback")
};
/// The type of tracebacks.
pub static TRACEBACK: Type = Type::builtin(&TRACEBACK_DEF);

/// The place in the source of a code object's word: the one door from tracebacks to code.
pub fn position(code: &PyCode, pc: i32) -> Location {
    match u32::try_from(pc) {
        Ok(pc) => code.code.locations.find(pc, code.code.first_line),
        Err(_) => Location::default(),
    }
}

impl PyTraceback {
    /// The code object.
    pub fn code(&self) -> Option<&PyCode> {
        self.code.downcast::<PyCode>()
    }

    /// The place in the source; line 0 when there is none.
    pub fn location(&self) -> Location {
        self.code()
            .map_or(Location::default(), |c| position(c, self.pc))
    }

    /// `tb_lineno`; `None` when the instruction has no line.
    pub fn line(&self) -> Option<u32> {
        let line = if self.given_line > 0 {
            self.given_line as u32
        } else {
            self.location().line
        };
        (line > 0).then_some(line)
    }

    /// `tb_next`.
    pub fn next(&self) -> Option<Ref> {
        self.next.with(|n| n.opt().cloned())
    }
}

impl Vm {
    /// Notes that an exception passes through a frame, whose word `pc` ran.
    pub fn add_traceback(&self, e: &Exc, frame: Ref, pc: u32) {
        let code = frame
            .downcast_exact::<PyFrame>()
            .map_or(Ref::NULL, |f| f.code.clone());
        let old = e
            .payload()
            .state
            .with(|s| std::mem::replace(&mut s.traceback, Ref::NULL));
        let tb = self.alloc(PyTraceback {
            header: Header::new(&TRACEBACK),
            next: Locked::new(old),
            frame,
            code,
            pc: pc as i32,
            given_line: 0,
        });
        e.payload().set_traceback(tb);
    }
}

/// `TracebackType(tb_next, tb_frame, tb_lasti, tb_lineno)`.
fn traceback_new(vm: &Vm, _: &Type, args: Args) -> PyResult {
    static NAMES: [&str; 4] = ["tb_next", "tb_frame", "tb_lasti", "tb_lineno"];
    let mut given: [Option<Ref>; 4] = [const { None }; 4];
    if args.values.len() > 4 {
        let n = args.values.len();
        return Err(vm.type_error(format!("traceback() takes at most 4 arguments ({n} given)")));
    }
    for (slot, value) in given.iter_mut().zip(args.pos()) {
        *slot = Some(value.clone());
    }
    for (name, value) in args.keywords() {
        let text = vm.str_lossy(name);
        match NAMES.iter().position(|n| *n == text) {
            Some(i) => given[i] = Some(value.clone()),
            None => {
                return Err(vm.type_error(format!(
                    "traceback() got an unexpected keyword argument '{text}'"
                )));
            }
        }
    }
    let [Some(next), Some(frame), Some(lasti), Some(line)] = given else {
        let i = given.iter().position(Option::is_none).unwrap_or(0);
        let name = NAMES[i];
        return Err(vm.type_error(format!(
            "traceback() missing required argument '{name}' (pos {})",
            i + 1
        )));
    };
    let next = checked_next(vm, &next, "traceback object or None")?;
    let Some(code) = frame.downcast::<PyFrame>().map(|f| f.code.clone()) else {
        let got = frame.ty().name();
        return Err(vm.type_error(format!(
            "traceback() argument 'tb_frame' must be frame, not {got}"
        )));
    };
    let (lasti, line) = (vm.index_i64(&lasti)?, vm.index_i64(&line)?);
    Ok(vm.alloc(PyTraceback {
        header: Header::new(&TRACEBACK),
        next: Locked::new(next),
        frame,
        code,
        pc: if lasti < 0 { -1 } else { (lasti / 2) as i32 },
        given_line: line as i32,
    }))
}

/// `None` becomes NULL; anything but a traceback is refused.
fn checked_next(vm: &Vm, value: &Ref, wanted: &str) -> PyResult {
    if value.is_none() {
        return Ok(Ref::NULL);
    }
    if value.is_exactly(&TRACEBACK) {
        return Ok(value.clone());
    }
    Err(vm.type_error(format!("expected {wanted}, got '{}'", value.ty().name())))
}

fn this<'a>(vm: &Vm, x: &'a Ref) -> PyResult<&'a PyTraceback> {
    x.downcast::<PyTraceback>()
        .ok_or_else(|| vm.type_error(format!("expected a traceback, not '{}'", x.ty().name())))
}

fn traceback_dir(vm: &Vm, _: &[Ref]) -> PyResult {
    let names = ["tb_frame", "tb_next", "tb_lasti", "tb_lineno"];
    Ok(vm.new_list(names.iter().map(|n| vm.intern_str(n)).collect()))
}

fn traceback_frame(vm: &Vm, x: &Ref) -> PyResult {
    Ok(this(vm, x)?.frame.clone())
}

/// Words are shown doubled, as `co_positions` readers halve what they take for byte offsets.
fn traceback_lasti(vm: &Vm, x: &Ref) -> PyResult {
    let pc = this(vm, x)?.pc;
    Ok(vm.int(if pc < 0 { -1 } else { i64::from(pc) * 2 }))
}

fn traceback_lineno(vm: &Vm, x: &Ref) -> PyResult {
    Ok(this(vm, x)?
        .line()
        .map_or_else(Ref::none, |l| vm.int(l.into())))
}

fn traceback_next(vm: &Vm, x: &Ref) -> PyResult {
    Ok(this(vm, x)?.next().unwrap_or_else(Ref::none))
}

fn traceback_set_next(vm: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let Some(value) = value else {
        return Err(vm.type_error("can't delete tb_next attribute"));
    };
    let next = checked_next(vm, value, "traceback object")?;
    let mut here = next.clone();
    while let Some(tb) = here.downcast::<PyTraceback>() {
        if here.is(x) {
            return Err(vm.value_error("traceback loop detected"));
        }
        match tb.next() {
            Some(n) => here = n,
            None => break,
        }
    }
    this(vm, x)?.next.set(next);
    Ok(())
}
