//! "Did you mean": the name that was probably meant.
//!
//! Invariant: nothing here raises: whatever goes wrong means that there is no suggestion.
//! Next file to read: `print.rs`.

use crate::builtins::code::{PyCell, PyCode};
use crate::builtins::dict::PyDict;
use crate::builtins::exceptions::{self as exc, PyException, fields};
use crate::builtins::frame::PyFrame;
use crate::builtins::list::PyList;
use crate::builtins::traceback::PyTraceback;
use crate::objects::context::Vm;
use crate::objects::refcount::Ref;

/// Cost of inserting, deleting or replacing a character.
const MOVE: usize = 2;
/// Cost of changing only the case.
const CASE: usize = 1;
/// Longer names are not compared.
const MAX_LENGTH: usize = 40;
/// With more candidates than this nothing is suggested.
const MAX_CANDIDATES: usize = 750;

fn substitution(a: u8, b: u8) -> usize {
    if a == b {
        0
    } else if a.eq_ignore_ascii_case(&b) {
        CASE
    } else {
        MOVE
    }
}

/// Edit distance between two names; anything above `max` when it is larger than that.
fn distance(a: &[u8], b: &[u8], max: usize) -> usize {
    if a == b {
        return 0;
    }
    let common = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[common..], &b[common..]);
    let common = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take_while(|(x, y)| x == y)
        .count();
    let (a, b) = (&a[..a.len() - common], &b[..b.len() - common]);
    if a.is_empty() || b.is_empty() {
        return (a.len() + b.len()) * MOVE;
    }
    if a.len() > MAX_LENGTH || b.len() > MAX_LENGTH {
        return max + 1;
    }
    let (a, b) = if b.len() < a.len() { (b, a) } else { (a, b) };
    if (b.len() - a.len()) * MOVE > max {
        return max + 1;
    }
    let mut row: Vec<usize> = (1..=a.len()).map(|i| i * MOVE).collect();
    let mut result = 0;
    for (i, &y) in b.iter().enumerate() {
        let mut diagonal = i * MOVE;
        result = diagonal;
        let mut least = usize::MAX;
        for (x, cell) in a.iter().zip(&mut row) {
            let replaced = diagonal + substitution(y, *x);
            diagonal = *cell;
            let moved = result.min(diagonal) + MOVE;
            result = replaced.min(moved);
            *cell = result;
            least = least.min(result);
        }
        if least > max {
            return max + 1;
        }
    }
    result
}

/// The candidate nearest to a name, if one is near enough.
pub fn nearest<'a>(candidates: impl IntoIterator<Item = &'a str>, name: &str) -> Option<&'a str> {
    let mut best: Option<(usize, &str)> = None;
    let candidates: Vec<&str> = candidates.into_iter().collect();
    if candidates.len() >= MAX_CANDIDATES {
        return None;
    }
    for candidate in candidates {
        if candidate == name {
            continue;
        }
        let mut max = (name.len() + candidate.len() + 3) * MOVE / 6;
        if let Some((d, _)) = best {
            max = max.min(d.saturating_sub(1));
        }
        let d = distance(name.as_bytes(), candidate.as_bytes(), max);
        if d <= max && best.is_none_or(|(b, _)| d < b) {
            best = Some((d, candidate));
        }
    }
    best.map(|(_, c)| c)
}

/// What is added to the text of an exception about a name.
pub(super) fn hint(vm: &Vm, e: &PyException, x: &Ref) -> Option<String> {
    if x.is_instance(&exc::IMPORT_ERROR) {
        let wrong = name_text(vm, e.field(fields::IMPORT_NAME_FROM))?;
        let found = import_suggestion(vm, e, &wrong)?;
        return Some(format!(". Did you mean: '{found}'?"));
    }
    if x.is_instance(&exc::ATTRIBUTE_ERROR) {
        let wrong = name_text(vm, attribute(vm, x, "name"))?;
        let found = attribute_suggestion(vm, e, x, &wrong)?;
        return Some(format!(". Did you mean: '{found}'?"));
    }
    if x.is_instance(&exc::NAME_ERROR) {
        let wrong = name_text(vm, attribute(vm, x, "name"))?;
        let found = name_suggestion(vm, e, &wrong);
        let module = crate::stdlib::names::is_standard(&wrong);
        return match (found, module) {
            (Some(f), true) => Some(format!(
                ". Did you mean: '{f}'? Or did you forget to import '{wrong}'?"
            )),
            (Some(f), false) => Some(format!(". Did you mean: '{f}'?")),
            (None, true) => Some(format!(". Did you forget to import '{wrong}'?")),
            (None, false) => None,
        };
    }
    None
}

fn name_text(vm: &Vm, name: Option<Ref>) -> Option<String> {
    name.filter(|n| n.as_str().is_some())
        .map(|n| vm.str_lossy(&n))
}

fn attribute(vm: &Vm, x: &Ref, name: &str) -> Option<Ref> {
    vm.get_attr_str(x, name).ok()
}

/// The frame the exception was raised in.
fn innermost_frame(e: &PyException) -> Option<Ref> {
    let mut here = e.traceback()?;
    loop {
        let tb = here.downcast::<PyTraceback>()?;
        match tb.next() {
            Some(n) => here = n,
            None => return Some(tb.frame.clone()),
        }
    }
}

fn dir(vm: &Vm, x: &Ref) -> Option<Vec<String>> {
    let names = vm.call_special(x, &vm.intern_str("__dir__"), &[]).ok()??;
    let names = vm.collect_items(&names).ok()?;
    let mut names: Vec<String> = names
        .iter()
        .filter(|n| n.as_str().is_some())
        .map(|n| vm.str_lossy(n))
        .collect();
    names.sort();
    Some(names)
}

fn without_underscored(names: &mut Vec<String>, wrong: &str) {
    if !wrong.starts_with('_') {
        names.retain(|n| !n.starts_with('_'));
    }
}

fn nearest_of(names: &[String], wrong: &str) -> Option<String> {
    nearest(names.iter().map(String::as_str), wrong).map(str::to_string)
}

fn attribute_suggestion(vm: &Vm, e: &PyException, x: &Ref, wrong: &str) -> Option<String> {
    let object = attribute(vm, x, "obj")?;
    let mut names = dir(vm, &object)?;
    // Inside the object's own methods its private names are fair game.
    let own_method = innermost_frame(e)
        .and_then(|f| local(vm, &f, "self"))
        .is_some_and(|s| s.is(&object));
    if !own_method {
        without_underscored(&mut names, wrong);
    }
    nearest_of(&names, wrong)
}

fn import_suggestion(vm: &Vm, e: &PyException, wrong: &str) -> Option<String> {
    let module = e.field(fields::IMPORT_NAME)?;
    let modules = vm.known().modules.downcast::<PyDict>()?;
    let module = modules.get(vm, &module).ok()??;
    let mut names = dir(vm, &module)?;
    without_underscored(&mut names, wrong);
    nearest_of(&names, wrong)
}

fn keys(vm: &Vm, mapping: &Ref) -> Vec<String> {
    let keys = match mapping.downcast::<PyDict>() {
        Some(d) => d.pairs().into_iter().map(|(k, _)| k).collect(),
        None => vm
            .call_method_str(mapping, "keys", &[])
            .and_then(|k| vm.collect_items(&k))
            .unwrap_or_default(),
    };
    keys.iter()
        .filter(|k| k.as_str().is_some())
        .map(|k| vm.str_lossy(k))
        .collect()
}

/// The value of a variable of a function's frame, looking into cells.
fn fast_local(frame: &PyFrame, index: usize) -> Option<Ref> {
    let value = frame.local(index)?;
    match value.downcast::<PyCell>() {
        Some(cell) => cell.value.with(|v| v.opt().cloned()),
        None => Some(value),
    }
}

/// Names of the variables that have a value, those of the frame first.
fn visible_names(vm: &Vm, frame: &PyFrame) -> Vec<String> {
    let mut names = Vec::new();
    match (frame.names.opt(), frame.code.downcast::<PyCode>()) {
        (Some(mapping), _) => names = keys(vm, mapping),
        (None, Some(code)) => {
            let set = (0..code.local_names.len()).filter(|&i| fast_local(frame, i).is_some());
            names.extend(set.map(|i| vm.str_lossy(&code.local_names[i])));
        }
        (None, None) => {}
    }
    if let Some(f) = frame.function() {
        names.append(&mut keys(vm, &f.globals));
        names.append(&mut keys(vm, &f.builtins));
    }
    names
}

/// The value of a local variable of a frame.
fn local(vm: &Vm, frame: &Ref, name: &str) -> Option<Ref> {
    let frame = frame.downcast::<PyFrame>()?;
    if let Some(mapping) = frame.names.opt() {
        return vm.get_item(mapping, &vm.intern_str(name)).ok();
    }
    let code = frame.code.downcast::<PyCode>()?;
    let index = code.local_names.iter().position(|n| n.str_is(name))?;
    fast_local(frame, index)
}

fn name_suggestion(vm: &Vm, e: &PyException, wrong: &str) -> Option<String> {
    let frame = innermost_frame(e)?;
    if let Some(this) = local(vm, &frame, "self")
        && attribute(vm, &this, wrong).is_some()
    {
        return Some(format!("self.{wrong}"));
    }
    nearest_of(&visible_names(vm, frame.downcast::<PyFrame>()?), wrong)
}

/// The items of a `list` or `tuple`, or of anything else that behaves as a sequence.
pub(super) fn sequence_items(vm: &Vm, x: &Ref) -> Option<Vec<Ref>> {
    if let Some(l) = x.downcast::<PyList>() {
        return Some(l.to_vec());
    }
    if x.ty().has(crate::objects::types::type_flags::TUPLE) {
        return Some(crate::builtins::tuple::items(x).to_vec());
    }
    if x.ty().has(crate::objects::types::type_flags::SEQUENCE) {
        return vm.collect_items(x).ok();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_found() {
        assert_eq!(nearest(["print", "input", "int"], "pritn"), Some("print"));
        assert_eq!(nearest(["bar", "foo"], "baz"), Some("bar"));
        assert_eq!(nearest(["sqrt", "sin"], "squrt"), Some("sqrt"));
        assert_eq!(nearest(["alpha"], "omega"), None);
        assert_eq!(nearest(["abc"], "abc"), None);
    }

    #[test]
    fn case_costs_less_than_other_changes() {
        assert_eq!(distance(b"Print", b"print", 10), CASE);
        assert_eq!(distance(b"abc", b"abd", 10), MOVE);
        assert_eq!(distance(b"abc", b"abcd", 10), MOVE);
        assert_eq!(distance(b"abc", b"xyz", 2), 3);
    }
}
