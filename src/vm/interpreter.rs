//! Starting an interpreter, compiling and running a program in it, and taking it down.
//!
//! Invariant: `with_interpreter` is the only way in: it makes the interpreter on a thread with a
//! large machine stack, runs what it is given with the GIL held, waits for other threads, runs
//! exit functions, flushes, and answers the exit status.
//!
//! Why this is sound: objects are made immortal before anybody else has seen them, so the one
//! counted word there is can become an uncounted one.
//!
//! Next file to read: `import.rs`.

use crate::builtins::{EXPORTED_TYPES, FUNCTIONS, TYPES};
use crate::bytecode::code::Code;
use crate::compiler::{self, symtable};
use crate::objects::audit::AUDIT_FAILED;
use crate::objects::context::{Interpreter, Known, Vm};
use crate::objects::hash::HashKey;
use crate::objects::intern::Names;
use crate::objects::refcount::{Exc, PyResult, Ref};
use crate::objects::value::Value;
use crate::runtime::event::Reason;
use crate::runtime::gil::{Gil, Policy};
use crate::runtime::{memory, signal, thread};
use crate::source::SourceText;
use crate::stdlib::{self, modules};
use crate::syntax::{self, Mode};
use std::sync::Arc;

pub use super::config::Config;

/// What `compile()` makes of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompileMode {
    Exec,
    Eval,
    Single,
}

/// Bytes of machine stack for the main Python thread; only what is touched is used. It decides how
/// deep native code may recurse (`repr` of nested lists: about as deep as in CPython).
const MAIN_STACK: usize = if cfg!(debug_assertions) {
    1 << 30
} else {
    32 << 20
};

/// Runs `body` in a new interpreter, then finalizes it; answers the exit status.
pub fn with_interpreter(config: Config, body: impl FnOnce(&Vm) -> PyResult<()> + Send) -> i32 {
    memory::prepare();
    memory::on_shortage(Vm::memory_is_short);
    thread::run_on_large_stack(MAIN_STACK, move || {
        let key = match config.hash_seed {
            Some(seed) => HashKey::from_seed(seed),
            None => HashKey::random(),
        };
        let policy = if config.gil {
            Policy::Enabled
        } else {
            Policy::Disabled
        };
        let interp: &'static Interpreter =
            Box::leak(Box::new(Interpreter::new(config, Gil::new(policy), key)));
        let shared = interp.threads.attach_current(true, "MainThread");
        interp.gil.acquire(&shared);
        signal::attach_main(&shared);
        let limit = shared.stack_limit() + 256 * 1024;
        let vm = Vm::new(interp, shared, limit);
        let status = vm.enter(|vm| {
            let status = match vm.boot() {
                Ok(()) => match body(vm) {
                    Ok(()) => 0,
                    Err(e) => vm.finish_uncaught(e),
                },
                Err(e) => {
                    let text = vm.format_exception(&e.0);
                    vm.write_stderr(&format!(
                        "Fatal Python error: the interpreter could not start\n{text}"
                    ));
                    1
                }
            };
            vm.finalize(status)
        });
        // The process ends now: what is still alive goes with it.
        vm.interp.gil.release(&vm.thread, Reason::ThreadEnd);
        std::mem::forget(vm);
        status
    })
    .unwrap_or_else(|e| {
        eprintln!("Fatal Python error: cannot start the main thread: {e}");
        1
    })
}

/// Makes a fresh object immortal.
fn immortal(r: Ref) -> Ref {
    if let Some(h) = r.header() {
        h.make_immortal();
    }
    let word = r.into_value();
    if word.is_ptr() {
        // SAFETY: an immortal object is never freed; the word is uncounted from now on.
        unsafe { Ref::from_value(Value::uncounted(word.ptr())) }
    } else {
        // SAFETY: immediates own nothing.
        unsafe { Ref::from_value(word) }
    }
}

impl Vm {
    /// Makes types, interned names, `builtins` and `sys`.
    fn boot(&self) -> PyResult<()> {
        for ty in TYPES {
            ty.ready(self);
        }
        crate::builtins::exceptions::ready(self);
        let known = Known {
            modules: self.new_dict(),
            builtins: self.new_dict(),
            sys: self.new_dict(),
            empty_tuple: immortal(self.new_tuple(Vec::new())),
            empty_str: immortal(self.new_str("")),
            empty_bytes: immortal(self.new_bytes(Vec::new())),
            latin1: (0..256).map(|c| immortal(self.str_from_code(c))).collect(),
            names: Names::new(self),
        };
        if self.interp.known.set(known).is_err() {
            return Ok(());
        }
        self.fill_builtins()?;
        let spec = stdlib::importlib::new_spec(self, "builtins", None, None)?;
        super::import::set_spec(self, &self.known().builtins, spec)?;
        let sys = modules::make(self, &stdlib::sys::SYS)?;
        if let Some(ns) = crate::builtins::module::namespace(&sys)
            && let (Some(from), Some(to)) = (
                ns.downcast::<crate::builtins::dict::PyDict>(),
                self.known().sys.downcast::<crate::builtins::dict::PyDict>(),
            )
        {
            for (k, v) in from.pairs() {
                to.insert(self, k, v)?;
            }
        }
        if let Some(m) = sys.downcast::<crate::builtins::module::PyModule>() {
            drop(m.dict.replace(self.known().sys.clone()));
        }
        self.dict_set(&self.known().modules, "sys", sys)?;
        stdlib::after_boot(self)
    }

    fn fill_builtins(&self) -> PyResult<()> {
        let module = self.new_module("builtins", Some(stdlib::BUILTINS_DOC))?;
        let dict = self.known().builtins.clone();
        if let Some(m) = module.downcast::<crate::builtins::module::PyModule>() {
            let old = m.dict.replace(dict.clone());
            for (k, v) in old
                .downcast::<crate::builtins::dict::PyDict>()
                .map(|d| d.pairs())
                .unwrap_or_default()
            {
                crate::builtins::dict::set_str(self, &dict, &k, v)?;
            }
        }
        let name = self.intern_str("builtins");
        for f in FUNCTIONS {
            self.dict_set(&dict, f.name, self.new_builtin(f, &name))?;
        }
        if !self.interp.config.no_site {
            crate::builtins::functions::site_builtins::install(self, &dict)?;
        }
        for ty in EXPORTED_TYPES {
            self.dict_set(&dict, ty.name(), ty.to_ref())?;
        }
        for ty in crate::builtins::exceptions::TYPES {
            self.dict_set(&dict, ty.name(), ty.to_ref())?;
        }
        for (name, v) in [
            ("None", Ref::none()),
            ("True", Ref::bool(true)),
            ("False", Ref::bool(false)),
            ("Ellipsis", Ref::ellipsis()),
            ("NotImplemented", Ref::not_implemented()),
            ("__debug__", Ref::bool(self.interp.config.optimize == 0)),
            (
                "EnvironmentError",
                crate::builtins::exceptions::OS_ERROR.to_ref(),
            ),
            ("IOError", crate::builtins::exceptions::OS_ERROR.to_ref()),
        ] {
            self.dict_set(&dict, name, v)?;
        }
        self.dict_set(&self.known().modules, "builtins", module)
    }

    /// Compiles a decoded source to a code object.
    pub fn compile_source(
        &self,
        source: &Arc<SourceText>,
        mode: CompileMode,
        options: compiler::Options,
    ) -> PyResult {
        let code = self.compile_plain(source, mode, options)?;
        self.link(&code)
    }

    /// Compiles a decoded source to plain data, issuing its warnings.
    pub fn compile_plain(
        &self,
        source: &Arc<SourceText>,
        mode: CompileMode,
        options: compiler::Options,
    ) -> PyResult<Arc<Code>> {
        let mode = match mode {
            CompileMode::Exec => Mode::File,
            CompileMode::Eval => Mode::Eval,
            CompileMode::Single => Mode::Single,
        };
        let parsed = syntax::parse(source, mode).map_err(|e| self.syntax_error_in(&e, source))?;
        self.compile_tree(&parsed, source, options)
    }

    /// Compiles a tree to plain data, issuing its warnings.
    pub fn compile_tree(
        &self,
        parsed: &syntax::Parsed,
        source: &Arc<SourceText>,
        options: compiler::Options,
    ) -> PyResult<Arc<Code>> {
        let analyze = symtable::AnalyzeOptions {
            allow_top_level_await: options.top_level_await,
            ..Default::default()
        };
        let table = symtable::analyze(&parsed.module, source, analyze)
            .map_err(|e| self.syntax_error_in(&e, source))?;
        let compiled = compiler::compile(&parsed.module, &table, source, options)
            .map_err(|e| self.syntax_error_in(&e, source))?;
        for w in parsed.warnings.iter().chain(&compiled.warnings) {
            self.warn_syntax(w, source)?;
        }
        Ok(compiled.code)
    }

    /// Compiles bytes, which may declare their encoding.
    pub fn compile_bytes(&self, bytes: &[u8], name: &str, mode: CompileMode) -> PyResult {
        let source = syntax::decode(name, bytes).map_err(|e| self.syntax_error_from(&e))?;
        let options = compiler::Options {
            optimize: self.interp.config.optimize,
            ..Default::default()
        };
        self.compile_source(&Arc::new(source), mode, options)
    }

    /// Runs a code object as a module's body.
    pub fn exec_module(&self, code: &Ref, globals: &Ref) -> PyResult {
        self.exec_code(code, globals, globals)
    }

    /// Runs a code object with these globals and names.
    pub fn exec_code(&self, code: &Ref, globals: &Ref, names: &Ref) -> PyResult {
        let builtins = self.builtins_of(globals)?;
        let f = super::ops::new_function(self, code, globals, &builtins);
        self.run_body(&f, names)
    }

    /// The builtins a globals dict asks for, entered there if it asks for none.
    pub fn builtins_of(&self, globals: &Ref) -> PyResult {
        match self.dict_get(globals, "__builtins__") {
            Some(b) => Ok(crate::builtins::module::namespace(&b).unwrap_or(b)),
            None => {
                self.dict_set(globals, "__builtins__", self.known().builtins.clone())?;
                Ok(self.known().builtins.clone())
            }
        }
    }

    /// The `__main__` module's namespace, made on first use.
    pub fn main_namespace(&self) -> PyResult {
        if let Some(m) = self.dict_get(&self.known().modules, "__main__")
            && let Some(ns) = crate::builtins::module::namespace(&m)
        {
            return Ok(ns);
        }
        let m = self.new_module("__main__", None)?;
        let ns = crate::builtins::module::namespace(&m).unwrap_or_else(|| self.new_dict());
        let builtins = self
            .dict_get(&self.known().modules, "builtins")
            .unwrap_or_else(Ref::none);
        self.dict_set(&ns, "__builtins__", builtins)?;
        self.dict_set(&self.known().modules, "__main__", m)?;
        Ok(ns)
    }

    /// Reports the exception that ended the program; answers the exit status.
    fn finish_uncaught(&self, e: Exc) -> i32 {
        let interrupt = e.matches(&crate::builtins::exceptions::KEYBOARD_INTERRUPT);
        let status = self.report_uncaught(&e);
        if interrupt {
            stdlib::INTERRUPTED
        } else {
            status
        }
    }

    /// Waits for threads, runs exit functions, flushes; answers the exit status.
    fn finalize(&self, status: i32) -> i32 {
        let status = stdlib::shutdown(self, status);
        if self.interp.config.audit
            && let Some(table) = self.audit_counts()
        {
            eprint!("{table}");
            return AUDIT_FAILED;
        }
        status
    }
}
