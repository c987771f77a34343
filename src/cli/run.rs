//! Running a program: a text, a file, a module, standard input or the prompt.
//!
//! What can go wrong before the interpreter exists (a file that is not there) is settled in
//! [`prepare`]; the rest happens in [`run`].
//!
//! Invariant: `sys.argv` and the first entry of `sys.path` are settled before the interpreter
//! starts, but for `-m`, whose `sys.argv[0]` is known once the module is found.
//! Next file to read: `module.rs`, then `../repl/mod.rs`.

use super::options::What;
use super::{executable, module};
use crate::builtins::code::PyCode;
use crate::compiler;
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::repl;
use crate::runtime::fd;
use crate::stdlib::zip_archive;
use crate::syntax;
use crate::vm::config::Config;
use crate::vm::interpreter::{CompileMode, with_interpreter};
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

/// A program that is ready to run.
pub enum Program {
    /// `-c`
    Command(String),
    /// `-m`
    Module(String),
    /// A file's bytes and its name.
    File { bytes: Vec<u8>, name: String },
    /// `__main__.py` of a folder or zip file: its bytes and its name.
    Folder { bytes: Vec<u8>, name: String },
    /// The prompt.
    Prompt,
}

/// Settles what to run; the error is a message and the exit status.
pub fn prepare(what: What, config: &mut Config, name: &str) -> Result<Program, (String, i32)> {
    let first = |folder: String, config: &mut Config| {
        if !config.safe_path {
            config.script_folder = Some(folder);
        }
    };
    match what {
        What::Command(text) => {
            first(String::new(), config);
            Ok(Program::Command(text))
        }
        What::Module(module) => {
            let here = std::env::current_dir();
            first(
                here.map_or(String::new(), |d| d.to_string_lossy().into_owned()),
                config,
            );
            Ok(Program::Module(module))
        }
        What::Stdin => {
            first(String::new(), config);
            if fd::isatty(0) || config.interactive {
                return Ok(Program::Prompt);
            }
            let mut bytes = Vec::new();
            match std::io::stdin().read_to_end(&mut bytes) {
                // A closed standard input is an empty program.
                Err(e) if e.raw_os_error() != Some(libc::EBADF) => {
                    Err((format!("{name}: can't read standard input: {e}"), 1))
                }
                _ => Ok(Program::File {
                    bytes,
                    name: "<stdin>".to_string(),
                }),
            }
        }
        What::File(file) => script(&file, config, name),
        What::Help(_) | What::Version(_) => Ok(Program::Command(String::new())),
    }
}

fn script(file: &str, config: &mut Config, name: &str) -> Result<Program, (String, i32)> {
    let path = Path::new(if file.is_empty() { "." } else { file });
    let shown = absolute(path);
    let main = Path::new(&shown).join("__main__.py");
    let main_name = format!("{}/__main__.py", shown.trim_end_matches('/'));
    if path.is_dir() {
        let Ok(bytes) = std::fs::read(&main) else {
            let shown = shown.trim_end_matches("/.");
            let text = format!(
                "{}: can't find '__main__' module in '{shown}'",
                executable()
            );
            return Err((text, 1));
        };
        config.script_folder = Some(shown);
        return Ok(Program::Folder {
            bytes,
            name: main_name,
        });
    }
    if let Some(bytes) = zip_archive::read(&main) {
        config.script_folder = Some(shown);
        return Ok(Program::Folder {
            bytes,
            name: main_name,
        });
    }
    if zip_archive::is_archive(path) {
        let text = format!(
            "{}: can't find '__main__' module in '{shown}'",
            executable()
        );
        return Err((text, 1));
    }
    let mut bytes = std::fs::read(path).map_err(|e| {
        let errno = e.raw_os_error().unwrap_or(0);
        let text = crate::runtime::errno::Errno(errno).text();
        (
            format!("{name}: can't open file '{shown}': [Errno {errno}] {text}"),
            2,
        )
    })?;
    if config.skip_first_line {
        // The end of the line stays, so that the others keep their numbers.
        let end = bytes
            .iter()
            .position(|b| *b == b'\n')
            .unwrap_or(bytes.len());
        bytes.drain(..end);
    }
    if !config.safe_path {
        let real = std::fs::canonicalize(path).ok();
        let folder = real.and_then(|p| p.parent().map(|f| f.to_string_lossy().into_owned()));
        config.script_folder = Some(folder.unwrap_or_default());
    }
    Ok(Program::File { bytes, name: shown })
}

/// The path from the root, not otherwise tidied.
fn absolute(path: &Path) -> String {
    if path.is_absolute() {
        return path.to_string_lossy().into_owned();
    }
    let here = std::env::current_dir().unwrap_or_default();
    let here = here.to_string_lossy();
    match path.to_string_lossy().as_ref() {
        "." => here.into_owned(),
        relative => format!("{}/{relative}", here.trim_end_matches('/')),
    }
}

/// Runs a program in a new interpreter; answers the exit status.
pub fn run(config: Config, program: Program) -> i32 {
    with_interpreter(config, move |vm| {
        let is_prompt = matches!(program, Program::Prompt);
        let result = run_program(vm, program);
        if is_prompt || !wants_prompt(vm) {
            return result;
        }
        if let Err(e) = result {
            vm.show_uncaught(&e);
        }
        repl::run(vm, repl::Start::AfterProgram)
    })
}

/// Whether the prompt follows the program, which may have set PYTHONINSPECT itself.
fn wants_prompt(vm: &Vm) -> bool {
    let config = &vm.interp.config;
    let asked = config.inspect
        || (!config.ignore_environment
            && std::env::var_os("PYTHONINSPECT").is_some_and(|v| !v.is_empty()));
    asked && (config.interactive || fd::isatty(0))
}

fn run_program(vm: &Vm, program: Program) -> PyResult<()> {
    let names = vm.main_namespace()?;
    match program {
        Program::Command(text) => {
            let text = crate::vm::traceback::dedent(&text);
            let source =
                syntax::from_text("<string>", text).map_err(|e| vm.syntax_error_from(&e))?;
            execute(vm, Arc::new(source), &names, true)
        }
        Program::Module(name) => module::run(vm, &name),
        Program::File { bytes, name } => {
            vm.dict_set(&names, "__file__", vm.new_str(&name))?;
            vm.dict_set(&names, "__cached__", Ref::none())?;
            run_source(vm, &bytes, &name, &names)
        }
        Program::Folder { bytes, name } => {
            vm.dict_set(&names, "__file__", vm.new_str(&name))?;
            vm.dict_set(&names, "__cached__", Ref::none())?;
            vm.dict_set(&names, "__package__", vm.new_str(""))?;
            let spec = crate::stdlib::importlib::new_spec(vm, "__main__", Some(&name), None)?;
            vm.dict_set(&names, "__spec__", spec)?;
            run_source(vm, &bytes, &name, &names)
        }
        Program::Prompt => repl::run(vm, repl::Start::Fresh),
    }
}

/// Runs a file's bytes in a namespace.
pub fn run_source(vm: &Vm, bytes: &[u8], name: &str, names: &Ref) -> PyResult<()> {
    let source = syntax::decode(name, bytes).map_err(|e| vm.syntax_error_from(&e))?;
    execute(vm, Arc::new(source), names, name == "<stdin>")
}

/// Compiles and runs a source; one that is in no file is kept for tracebacks.
fn execute(
    vm: &Vm,
    source: Arc<crate::source::SourceText>,
    names: &Ref,
    keep: bool,
) -> PyResult<()> {
    let options = compiler::Options {
        optimize: vm.interp.config.optimize,
        ..Default::default()
    };
    let code = vm.compile_source(&source, CompileMode::Exec, options)?;
    if keep && let Some(c) = code.downcast::<PyCode>() {
        vm.register_source(&c.code, &source);
    }
    vm.exec_module(&code, names).map(drop)
}
