//! What the prompt offers beside the functions: `exit`, `quit`, `copyright`, `credits`, `license`
//! and `help`.
//!
//! Invariant: each is one object made at start-up; its text is its repr.
//! Deliberately absent: the help itself, which is pydoc's.
//! Next file to read: `../../vm/interpreter.rs`.

use crate::objects::args::{Args, Callee, Signature, bind};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{GetSetDef, Type, TypeDef, getter};
use crate::payload;

/// One of these objects: its name and what it shows.
#[repr(C)]
pub struct PySiteBuiltin {
    pub(crate) header: Header,
    name: &'static str,
    text: &'static str,
}

payload!(PySiteBuiltin, QUITTER);

const GETSET: &[GetSetDef] = &[getter(
    "name",
    site_name,
    "The name under which it is found.",
)];

static QUITTER_DEF: TypeDef = TypeDef {
    module: "_sitebuiltins",
    slots: Slots {
        repr: Some(site_repr),
        call: Some(quitter_call),
        ..Slots::NONE
    },
    getset: GETSET,
    ..TypeDef::of::<PySiteBuiltin>("Quitter")
};
/// The type of `exit` and `quit`.
pub static QUITTER: Type = Type::builtin(&QUITTER_DEF);

static PRINTER_DEF: TypeDef = TypeDef {
    module: "_sitebuiltins",
    base: Some(&QUITTER),
    doc: "interactive prompt objects for printing the license text, a list of\ncontributors and the copyright notice.",
    slots: Slots {
        call: Some(printer_call),
        ..Slots::NONE
    },
    ..TypeDef::of::<PySiteBuiltin>("_Printer")
};
/// The type of `copyright`, `credits` and `license`.
pub static PRINTER: Type = Type::builtin(&PRINTER_DEF);

static HELPER_DEF: TypeDef = TypeDef {
    module: "_sitebuiltins",
    base: Some(&QUITTER),
    doc: "Define the builtin 'help'.",
    slots: Slots {
        call: Some(helper_call),
        ..Slots::NONE
    },
    ..TypeDef::of::<PySiteBuiltin>("_Helper")
};
/// The type of `help`.
pub static HELPER: Type = Type::builtin(&HELPER_DEF);

const OBJECTS: &[(&Type, &str, &str)] = &[
    (&QUITTER, "exit", "Use exit() or Ctrl-D (i.e. EOF) to exit"),
    (&QUITTER, "quit", "Use quit() or Ctrl-D (i.e. EOF) to exit"),
    (
        &PRINTER,
        "copyright",
        "minipy's own code: see its LICENSE file.\nThe standard library: Copyright (c) 2001 Python Software Foundation. All Rights Reserved.",
    ),
    (
        &PRINTER,
        "credits",
        "Thanks to everyone who works on Python, whose language this is. See www.python.org for more information.",
    ),
    (
        &PRINTER,
        "license",
        "Type license() to see the full license text",
    ),
    (
        &HELPER,
        "help",
        "Type help() for interactive help, or help(object) for help about object.",
    ),
];

/// Enters the objects in the namespace of `builtins`.
pub fn install(vm: &Vm, builtins: &Ref) -> PyResult<()> {
    for &(ty, name, text) in OBJECTS {
        ty.ready(vm);
        let object = vm.alloc(PySiteBuiltin {
            header: Header::new(ty),
            name,
            text,
        });
        vm.dict_set(builtins, name, object)?;
    }
    Ok(())
}

fn site_name(vm: &Vm, x: &Ref) -> PyResult {
    Ok(vm.new_str(x.downcast::<PySiteBuiltin>().map_or("", |s| s.name)))
}

fn site_repr(vm: &Vm, x: &Ref) -> PyResult {
    Ok(vm.new_str(x.downcast::<PySiteBuiltin>().map_or("", |s| s.text)))
}

/// What a word alone at the prompt does: `exit`, `help`, `clear`, or showing a text.
pub fn run_command(vm: &Vm, word: &str) -> PyResult<()> {
    match word {
        "exit" | "quit" => Err(vm.system_exit(Ref::none())),
        "clear" => {
            crate::runtime::terminal::write(b"\x1b[H\x1b[2J\x1b[3J");
            Ok(())
        }
        _ => match vm.dict_get(&vm.known().builtins, word) {
            Some(object) if word == "help" => vm.call(&object, &[]).map(drop),
            Some(object) => {
                let show = vm.dict_get(&vm.known().sys, "displayhook");
                show.map_or(Ok(()), |show| vm.call_one(&show, &object).map(drop))
            }
            None => Err(vm.error(
                &crate::builtins::exceptions::NAME_ERROR,
                format!("name '{word}' is not defined"),
            )),
        },
    }
}

/// The one optional argument of a call.
fn argument(vm: &Vm, signature: &'static str, args: Args) -> PyResult {
    let mut slots = [Ref::NULL];
    let callee = Callee {
        name: "__call__",
        qualname: "Quitter.__call__",
        has_self: false,
    };
    bind(vm, &Signature::parse(signature), callee, args, &mut slots)?;
    let [x] = slots;
    Ok(x)
}

fn quitter_call(vm: &Vm, _: &Ref, args: Args) -> PyResult {
    let code = argument(vm, "code=None", args)?;
    // Closing standard input stops a prompt that would go on reading from it.
    if let Some(stdin) = vm
        .dict_get(&vm.known().sys, "stdin")
        .filter(|s| !s.is_none())
    {
        drop(vm.call_method(&stdin, &vm.names().close, &[]));
    }
    Err(vm.system_exit(code.opt().cloned().unwrap_or_else(Ref::none)))
}

fn printer_call(vm: &Vm, x: &Ref, args: Args) -> PyResult {
    if !args.values.is_empty() {
        let n = args.values.len() + 1;
        return Err(vm.type_error(format!(
            "_Printer.__call__() takes 1 positional argument but {n} were given"
        )));
    }
    let text = match x.downcast::<PySiteBuiltin>() {
        Some(s) if s.name == "license" => "See https://www.python.org/psf/license/",
        Some(s) => s.text,
        None => "",
    };
    match vm.dict_get(&vm.known().builtins, "print") {
        Some(print) => vm.call_one(&print, &vm.new_str(text)),
        None => Ok(Ref::none()),
    }
}

/// `help(...)`: pydoc's.
fn helper_call(vm: &Vm, _: &Ref, args: Args) -> PyResult {
    let pydoc = crate::vm::import::import_module(vm, "pydoc")?;
    let help = vm.get_attr_str(&pydoc, "help")?;
    vm.call_args(&help, args)
}
