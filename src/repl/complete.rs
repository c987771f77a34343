//! What Tab offers: names, attributes, modules, keywords.
//!
//! Invariant: the only Python code this runs is what looking at an attribute runs; whatever that
//! raises means there is nothing to offer.
//! Next file to read: `editor.rs`.

use super::session::Session;
use crate::builtins::dict::PyDict;
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::stdlib::{MODULES, packed};
use std::collections::BTreeSet;
use std::path::Path;

/// Words that are always words of the language.
const KEYWORDS: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
    "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import",
    "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while",
    "with", "yield", "case", "match", "type",
];
/// Keywords nothing has to follow.
const ALONE: &[&str] = &["False", "None", "True", "break", "continue", "pass"];

/// What can stand at the end of a text.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Completions {
    /// How many bytes at the end of the text they replace.
    pub replaced: usize,
    /// The candidates, sorted.
    pub words: Vec<String>,
}

impl Completions {
    /// The longest text all candidates begin with.
    pub fn common(&self) -> &str {
        let Some(first) = self.words.first() else {
            return "";
        };
        let mut end = first.len();
        for word in &self.words[1..] {
            let same = first.bytes().zip(word.bytes()).take_while(|(a, b)| a == b);
            end = end.min(same.count());
        }
        while !first.is_char_boundary(end) {
            end -= 1;
        }
        &first[..end]
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Looks for what can stand at the end of a text.
pub fn complete(session: &Session<'_>, vm: &Vm, text: &str) -> Completions {
    let line = text.rsplit('\n').next().unwrap_or("");
    let statement = line.rsplit(';').next().unwrap_or("").trim_start();
    if let Some(found) = complete_import(vm, statement) {
        return found;
    }
    let dotted = trailing_dotted(line);
    let (words, partial) = match dotted.rsplit_once('.') {
        Some((owner, partial)) => (attributes(session, vm, owner, partial), partial),
        None if dotted.is_empty() => (BTreeSet::new(), ""),
        None => (names(session, vm, dotted), dotted),
    };
    Completions {
        replaced: partial.len(),
        words: words.into_iter().collect(),
    }
}

/// The names with dots between them that a line ends with.
fn trailing_dotted(line: &str) -> &str {
    let start = line
        .char_indices()
        .rev()
        .take_while(|(_, c)| is_word(*c) || *c == '.')
        .last()
        .map_or(line.len(), |(i, _)| i);
    let dotted = &line[start..];
    // What follows a bracket or a string is no plain name.
    if dotted.starts_with(['.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']) {
        return "";
    }
    dotted
}

fn names(session: &Session<'_>, vm: &Vm, partial: &str) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for k in KEYWORDS.iter().filter(|k| k.starts_with(partial)) {
        let after = match *k {
            "else" | "finally" | "try" => ":",
            k if ALONE.contains(&k) => "",
            _ => " ",
        };
        words.insert(format!("{k}{after}"));
    }
    for namespace in [session.names(), &vm.known().builtins] {
        let Some(dict) = namespace.downcast::<PyDict>() else {
            continue;
        };
        for (name, value) in dict.pairs() {
            let name = vm.str_lossy(&name);
            if name.starts_with(partial) && shows(&name, partial) {
                words.insert(called(&name, &value));
            }
        }
    }
    // A keyword wins over the builtin of its name.
    words.retain(|w| !w.ends_with('(') || !ALONE.contains(&w.trim_end_matches('(')));
    words
}

/// Names with an underscore are shown to who types one.
fn shows(name: &str, partial: &str) -> bool {
    !name.starts_with('_') || partial.starts_with('_')
}

fn called(name: &str, value: &Ref) -> String {
    if value.ty().slots().call.is_some() {
        format!("{name}(")
    } else {
        name.to_string()
    }
}

fn attributes(session: &Session<'_>, vm: &Vm, owner: &str, partial: &str) -> BTreeSet<String> {
    let found = resolve(session, vm, owner).and_then(|x| listing(vm, &x, partial));
    found.unwrap_or_default()
}

fn resolve(session: &Session<'_>, vm: &Vm, dotted: &str) -> PyResult {
    let mut parts = dotted.split('.');
    let first = parts.next().unwrap_or("");
    let start = vm
        .dict_get(session.names(), first)
        .or_else(|| vm.dict_get(&vm.known().builtins, first));
    let Some(mut x) = start else {
        return Err(vm.runtime_error("no such name"));
    };
    for part in parts {
        x = vm.get_attr_str(&x, part)?;
    }
    Ok(x)
}

fn listing(vm: &Vm, x: &Ref, partial: &str) -> PyResult<BTreeSet<String>> {
    let Some(dir) = vm.dict_get(&vm.known().builtins, "dir") else {
        return Ok(BTreeSet::new());
    };
    let mut words = BTreeSet::new();
    for name in vm.collect_items(&vm.call_one(&dir, x)?)? {
        let text = vm.str_lossy(&name);
        if !text.starts_with(partial) || !shows(&text, partial) {
            continue;
        }
        // A property is not asked for its value.
        let is_property = x
            .ty()
            .lookup(vm, &name)
            .is_some_and(|d| d.is_instance(&crate::builtins::property::PROPERTY));
        let value = if is_property {
            None
        } else {
            vm.get_attr_opt(x, &name).ok().flatten()
        };
        words.insert(value.map_or(text.clone(), |v| called(&text, &v)));
    }
    Ok(words)
}

/// `import a.b`, `from a.b`, `from a import b`.
fn complete_import(vm: &Vm, statement: &str) -> Option<Completions> {
    if let Some(rest) = statement.strip_prefix("from ") {
        if let Some((module, list)) = rest.split_once(" import ") {
            let partial = list.rsplit([',', '(', ' ']).next().unwrap_or("");
            return Some(members(vm, module.trim(), partial));
        }
        if let Some((_, partial)) = rest.split_once(' ') {
            let words = if "import ".starts_with(partial) {
                vec!["import ".to_string()]
            } else {
                Vec::new()
            };
            return Some(Completions {
                replaced: partial.len(),
                words,
            });
        }
        return Some(modules(vm, rest));
    }
    let rest = statement.strip_prefix("import ")?;
    let last = rest.rsplit(',').next().unwrap_or("").trim_start();
    (!last.contains(' ')).then(|| modules(vm, last))
}

/// Modules whose dotted name begins so.
fn modules(vm: &Vm, dotted: &str) -> Completions {
    let (package, partial) = dotted.rsplit_once('.').unwrap_or(("", dotted));
    let mut words: BTreeSet<String> = packed::children(package)
        .map(|(name, _)| last_part(name).to_string())
        .collect();
    if package.is_empty() {
        let native = MODULES.iter().map(|m| m.name.to_string());
        words.extend(native.filter(|n| !n.contains('.')));
        words.insert("builtins".to_string());
    }
    for folder in search_path(vm) {
        let folder = if folder.is_empty() { "." } else { &folder };
        files(
            &Path::new(folder).join(package.replace('.', "/")),
            &mut words,
        );
    }
    words.retain(|w| w.starts_with(partial) && shows(w, partial));
    Completions {
        replaced: partial.len(),
        words: words.into_iter().collect(),
    }
}

fn last_part(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

fn search_path(vm: &Vm) -> Vec<String> {
    let path = vm.dict_get(&vm.known().sys, "path");
    let items = path.and_then(|p| vm.collect_items(&p).ok());
    items
        .unwrap_or_default()
        .iter()
        .filter(|p| p.as_str().is_some())
        .map(|p| vm.str_lossy(p))
        .collect()
}

/// The modules and packages in a folder.
fn files(folder: &Path, words: &mut BTreeSet<String>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let module = match name.strip_suffix(".py") {
            Some(module) => module,
            None if entry.path().join("__init__.py").is_file() => &name,
            None => continue,
        };
        if module.chars().all(is_word) {
            words.insert(module.to_string());
        }
    }
}

/// What a module that is imported already, or a package, offers to `from`.
fn members(vm: &Vm, module: &str, partial: &str) -> Completions {
    let mut words = BTreeSet::new();
    let loaded = vm.dict_get(&vm.known().modules, module);
    let is_library = packed::find(module).is_some() || crate::stdlib::find(module).is_some();
    let found = match loaded {
        Some(m) => Some(m),
        // Importing a module of the library has no effect anyone would mind.
        None if is_library => crate::vm::import::import_module(vm, module).ok(),
        None => None,
    };
    if let Some(m) = found {
        words = listing(vm, &m, partial).unwrap_or_default();
        words = words
            .into_iter()
            .map(|w| w.trim_end_matches('(').to_string())
            .collect();
    }
    words.extend(modules(vm, &format!("{module}.{partial}")).words);
    Completions {
        replaced: partial.len(),
        words: words.into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_candidates_share() {
        let of = |words: &[&str]| Completions {
            replaced: 0,
            words: words.iter().map(|w| w.to_string()).collect(),
        };
        assert_eq!(of(&["print("]).common(), "print(");
        assert_eq!(of(&["é1", "é2"]).common(), "é");
        assert_eq!(of(&["a", "b"]).common(), "");
        assert_eq!(of(&["\u{e9}", "\u{e8}"]).common(), "");
    }

    #[test]
    fn names_end_at_what_is_none() {
        assert_eq!(trailing_dotted("x = (math.sq"), "math.sq");
        assert_eq!(trailing_dotted("f().x"), "");
        assert_eq!(trailing_dotted("1.5.re"), "");
        assert_eq!(trailing_dotted("a b"), "b");
        assert_eq!(trailing_dotted(""), "");
    }
}
