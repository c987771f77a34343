//! `-W` options and PYTHONWARNINGS: `action:message:category:module:line`.
//!
//! With a standard library, `warnings` itself reads `sys.warnoptions`; this file serves when it
//! can't be imported, and then patterns for messages match the whole text.
//!
//! Invariant: a wrong option is reported and ignored, never an error.
//! Next file to read: `mod.rs`.

use super::filters::{new_filter, own_filters};
use super::state;
use crate::builtins::exceptions as exc;
use crate::builtins::list::PyList;
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use std::sync::atomic::Ordering::Relaxed;

/// The actions, in the order in which abbreviations are tried.
const ACTIONS: [&str; 7] = [
    "default", "always", "all", "ignore", "module", "once", "error",
];

/// Applies `-W` options at start-up. The last one is asked first.
pub fn apply_options(vm: &Vm, options: &[String]) -> PyResult<()> {
    if options.is_empty() {
        return Ok(());
    }
    match crate::vm::import::import_module(vm, "warnings") {
        Ok(_) => return Ok(()),
        Err(e) if e.matches(&exc::IMPORT_ERROR) => {}
        Err(e) => return Err(e),
    }
    let list = own_filters(vm)?;
    for option in options {
        match parse(vm, option) {
            Ok(filter) => {
                if let Some(l) = list.downcast::<PyList>() {
                    l.items.with(|items| items.insert(0, filter));
                }
                state(vm).version.fetch_add(1, Relaxed);
            }
            Err(why) => vm.write_stderr(&format!("Invalid -W option ignored: {why}\n")),
        }
    }
    Ok(())
}

fn parse(vm: &Vm, option: &str) -> Result<Ref, String> {
    let fields: Vec<&str> = option.split(':').collect();
    if fields.len() > 5 {
        return Err(format!("too many fields (max 5): '{option}'"));
    }
    let field = |i: usize| fields.get(i).map_or("", |f| f.trim());
    let action = action(field(0))?;
    let category = category(vm, field(2))?;
    let line = match field(4) {
        "" => 0,
        text => match text.parse::<i64>() {
            Ok(n) if n >= 0 => n,
            Ok(n) => return Err(format!("invalid lineno {n}")),
            Err(_) => return Err(format!("invalid lineno '{text}'")),
        },
    };
    let text = |s: &str| {
        if s.is_empty() {
            Ref::NULL
        } else {
            vm.new_str(s)
        }
    };
    Ok(new_filter(
        vm,
        action,
        text(field(1)),
        category,
        text(field(3)),
        line,
    ))
}

fn action(text: &str) -> Result<&'static str, String> {
    if text.is_empty() {
        return Ok("default");
    }
    let found = ACTIONS.iter().find(|a| a.starts_with(text));
    found
        .copied()
        .ok_or_else(|| format!("invalid action: '{text}'"))
}

fn category(vm: &Vm, name: &str) -> Result<Ref, String> {
    if name.is_empty() {
        return Ok(exc::WARNING.to_ref());
    }
    let found = match name.rsplit_once('.') {
        None => vm.dict_get(&vm.known().builtins, name),
        Some((module, class)) => {
            let module_object = crate::vm::import::import_module(vm, module)
                .map_err(|_| format!("invalid module name: '{module}'"))?;
            vm.get_attr_str(&module_object, class).ok()
        }
    };
    let class = found.ok_or_else(|| format!("unknown warning category: '{name}'"))?;
    if class.as_type().is_some_and(|t| t.is_subtype(&exc::WARNING)) {
        return Ok(class);
    }
    Err(format!("invalid warning category: '{name}'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_may_be_abbreviated() {
        assert_eq!(action("i"), Ok("ignore"));
        assert_eq!(action("a"), Ok("always"));
        assert_eq!(action(""), Ok("default"));
        assert_eq!(action("bogus"), Err("invalid action: 'bogus'".to_string()));
    }
}
