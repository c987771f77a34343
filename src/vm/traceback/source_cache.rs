//! Source lines for tracebacks: from files, and from code that never was in a file.
//!
//! `-c` programs, standard input and prompt entries are registered with the code compiled from
//! them: two sources may be called `<string>`, so the name alone can't find the right one.
//!
//! Invariant: a file is read once for each traceback printed, never kept, since it may change.
//! Next file to read: `carets.rs`.

use crate::builtins::code::PyCode;
use crate::bytecode::code::{Code, Constant};
use crate::objects::context::Vm;
use crate::objects::payload::Locked;
use crate::objects::refcount::Ref;
use crate::source::SourceText;
use std::collections::HashMap;
use std::sync::Arc;

/// Sources that are in no file, with the module code compiled from each.
struct Registered {
    sources: Locked<Vec<(Arc<Code>, Arc<SourceText>)>>,
    archive: Locked<Option<ArchiveReader>>,
}

impl Default for Registered {
    fn default() -> Self {
        Registered {
            sources: Locked::new(Vec::new()),
            archive: Locked::new(None),
        }
    }
}

/// Answers the text of a file inside the packed standard library.
pub type ArchiveReader = fn(&str) -> Option<String>;

/// How many registered sources are kept: a long session at the prompt forgets its first entries.
const KEPT: usize = 2000;

impl Vm {
    /// Remembers the source of code that is in no file, so that tracebacks can show its lines.
    pub fn register_source(&self, code: &Arc<Code>, source: &Arc<SourceText>) {
        self.interp.state::<Registered>().sources.with(|s| {
            if s.len() >= KEPT {
                s.remove(0);
            }
            s.push((code.clone(), source.clone()));
        });
    }

    /// Tells tracebacks how to read files of the packed standard library.
    pub fn set_archive_reader(&self, reader: ArchiveReader) {
        self.interp.state::<Registered>().archive.set(Some(reader));
    }
}

/// Whether `code` is `root` or was compiled from a part of it.
fn contains(root: &Arc<Code>, code: &Code) -> bool {
    if std::ptr::eq(root.as_ref(), code) {
        return true;
    }
    root.constants.iter().any(|c| match c {
        Constant::Code(inner) => contains(inner, code),
        _ => false,
    })
}

/// The lines of the files one traceback needs.
#[derive(Default)]
pub struct SourceCache {
    files: HashMap<String, Option<Arc<SourceText>>>,
}

impl SourceCache {
    /// The text of a line of the code's source, trailing blanks removed; empty if there is none.
    pub fn line(&mut self, vm: &Vm, code: &PyCode, line: u32) -> String {
        let name = vm.str_lossy(&code.filename);
        let text = if name.starts_with('<') {
            registered(vm, code).or_else(|| self.file(vm, &name))
        } else {
            self.file(vm, &name)
        };
        line_of(text, line)
    }

    /// The text of a line of a file; empty if there is none.
    pub fn file_line(&mut self, vm: &Vm, name: &str, line: u32) -> String {
        line_of(self.file(vm, name), line)
    }

    /// The text of a file, or of one that stands in a folder of `sys.path`.
    pub fn file(&mut self, vm: &Vm, name: &str) -> Option<Arc<SourceText>> {
        if let Some(known) = self.files.get(name) {
            return known.clone();
        }
        let found = load(vm, name);
        self.files.insert(name.to_string(), found.clone());
        found
    }
}

fn line_of(text: Option<Arc<SourceText>>, line: u32) -> String {
    text.and_then(|t| t.line(line).map(|l| l.trim_end().to_string()))
        .unwrap_or_default()
}

fn registered(vm: &Vm, code: &PyCode) -> Option<Arc<SourceText>> {
    let all = vm.interp.state::<Registered>().sources.get();
    all.iter()
        .rev()
        .find(|(root, _)| contains(root, &code.code))
        .map(|(_, text)| text.clone())
}

fn load(vm: &Vm, name: &str) -> Option<Arc<SourceText>> {
    let read = |path: &std::path::Path| {
        let bytes = if path.is_file() {
            std::fs::read(path).ok()?
        } else {
            crate::stdlib::zip_archive::read(path)?
        };
        crate::syntax::decode(name, &bytes).ok().map(Arc::new)
    };
    if let Some(text) = read(std::path::Path::new(name)) {
        return Some(text);
    }
    if let Some(reader) = vm.interp.state::<Registered>().archive.get()
        && let Some(text) = reader(name)
    {
        return Some(Arc::new(SourceText::new(name, text)));
    }
    if name.starts_with('/') || name.starts_with('<') {
        return None;
    }
    let folders = vm.dict_get(&vm.known().sys, "path")?;
    let folders = folders
        .downcast::<crate::builtins::list::PyList>()?
        .to_vec();
    folders.iter().filter_map(Ref::as_str).find_map(|f| {
        let folder = f.view().to_utf8_lossy();
        read(&std::path::Path::new(&folder).join(name))
    })
}
