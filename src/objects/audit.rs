//! The reference-count audit: at the end of a program, every object's count is compared with the
//! references that can be found by looking through all objects.
//!
//! `-X refcount=audit` asks for it, and builds with the feature `checked` always make it. What
//! modules and threads keep in Rust is dropped first, so that the references left are those of
//! objects, of static types, and of a few roots that are listed here. A count that is too high is
//! a leak; one that is too low means that an object will be, or has been, freed too early.
//!
//! Invariant: the audit changes no count but by dropping that state; no Python code runs after.
//! Deliberately absent: which operation went wrong; run parts of the program to find it.
//!
//! Why this is sound:
//! 1. It runs with the GIL held after finalization began: no other thread touches objects.
//! 2. Every block of a slab whose first word is not zero is an object, and large objects stand in
//!    the heap's table from their birth when an audit is wanted.
//!
//! Next file to read: `../stdlib/finalize.rs`.

use super::context::Vm;
use super::cycles::{AddressHash, visit_references};
use super::header::{Header, IMMORTAL};
use super::payload::Payload;
use super::refcount::Ref;
use super::types::Type;
use super::value::Value;
use crate::builtins::object::OBJECT;
use crate::builtins::str::object::PyStr;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write;
use std::hash::BuildHasherDefault;
use std::sync::atomic::Ordering::Relaxed;

/// The exit status of a program whose counts disagree.
pub const AUDIT_FAILED: i32 = 66;

/// Rows of the table that are shown.
const ROWS: usize = 40;

type Found = HashMap<usize, u32, BuildHasherDefault<AddressHash>>;

/// What the audit has found wrong.
#[derive(Default)]
struct Report {
    /// For each kind of mistake and type: how many, and one of them.
    rows: BTreeMap<(&'static str, String), (usize, String)>,
    total: usize,
}

impl Report {
    fn add(&mut self, what: &'static str, ty: String, example: impl FnOnce() -> String) {
        self.total += 1;
        self.rows
            .entry((what, ty))
            .or_insert_with(|| (0, example()))
            .0 += 1;
    }

    fn text(&self) -> String {
        let mut out = format!("reference-count audit: {} wrong\n", self.total);
        for ((what, ty), (count, example)) in self.rows.iter().take(ROWS) {
            let _ = writeln!(out, "{count:>8}  {what:<16} {ty:<24} {example}");
        }
        if self.rows.len() > ROWS {
            let _ = writeln!(out, "          and {} rows more", self.rows.len() - ROWS);
        }
        out
    }
}

impl Vm {
    /// Compares all counts; a table of what is wrong, if anything is. The program must be over.
    pub fn audit_counts(&self) -> Option<String> {
        self.drop_native_state();
        // Threads that were abandoned keep their references for good.
        let alone = self.interp.threads.count() == 1;
        let mut objects: Vec<*mut Header> = Vec::new();
        self.for_each_object(&mut |h| objects.push(h));
        let living: HashSet<usize, BuildHasherDefault<AddressHash>> =
            objects.iter().map(|&h| h as usize).collect();
        let mut found = Found::default();
        let mut report = Report::default();
        let mut visit = |from: &dyn Fn() -> String, r: &Ref| {
            let v = r.value();
            if !v.is_counted() {
                return;
            }
            let p = v.ptr() as usize;
            if living.contains(&p) {
                *found.entry(p).or_default() += 1;
                // SAFETY: (2): a living object.
                if unsafe { (*v.ptr()).is_immortal() } {
                    report.add("counted immortal", from(), || format!("{v:?}"));
                }
            } else {
                report.add("dangling", from(), || format!("{v:?}"));
            }
        };
        for &h in &objects {
            // SAFETY: (1), (2).
            unsafe {
                let name = || (*(*h).ty()).name().to_string();
                visit_references(h, &mut |r| visit(&name, r));
            }
        }
        for ty in static_types() {
            ty.traverse(&mut |r| visit(&|| format!("type {}", ty.name()), r));
        }
        self.visit_roots(&mut |r| visit(&|| "the interpreter".to_string(), r));
        for &h in &objects {
            // SAFETY: (1), (2).
            let header = unsafe { &*h };
            let stored = header.count.load(Relaxed);
            if stored & IMMORTAL != 0 {
                continue;
            }
            let seen = found.get(&(h as usize)).copied().unwrap_or(0);
            let what = match stored.cmp(&seen) {
                std::cmp::Ordering::Less => "count too low",
                std::cmp::Ordering::Greater if alone => "count too high",
                _ => continue,
            };
            // SAFETY: (2).
            let ty = unsafe { (*header.ty()).name().to_string() };
            report.add(what, ty, || {
                format!("{stored} stored, {seen} found: {}", shown(h))
            });
        }
        (report.total != 0).then(|| report.text())
    }

    /// Drops what modules and this thread keep in Rust. What is dropped may make some of it again.
    fn drop_native_state(&self) {
        for _ in 0..16 {
            self.clear_method_cache();
            let locals = std::mem::take(&mut *self.locals.borrow_mut());
            let states = self.interp.take_states();
            if locals.is_empty() && states.is_empty() {
                break;
            }
        }
    }

    /// Shows the references that neither an object nor a type owns.
    fn visit_roots(&self, visit: &mut dyn FnMut(&Ref)) {
        let known = self.known();
        for r in [
            &known.modules,
            &known.builtins,
            &known.sys,
            &known.empty_tuple,
            &known.empty_str,
            &known.empty_bytes,
        ] {
            visit(r);
        }
        known.latin1.iter().for_each(&mut *visit);
        known.names.visit(visit);
        let (garbage, callbacks) = self
            .interp
            .gc
            .with(|g| (g.garbage.take(), g.callbacks.take()));
        for r in [&garbage, &callbacks].into_iter().flatten() {
            visit(r);
        }
        self.interp.gc.with(|g| {
            g.garbage = garbage;
            g.callbacks = callbacks;
        });
        for cell in [&self.handled, &self.raised, &self.stop_value] {
            let v: Value = cell.get();
            if !v.is_null() {
                // SAFETY: the cell owns its word.
                visit(unsafe { v.as_ref() });
            }
        }
    }
}

/// All builtin types in use: the tree of subclasses from `object` on.
fn static_types() -> Vec<&'static Type> {
    let mut found: Vec<&'static Type> = Vec::new();
    let mut seen: HashSet<usize> = HashSet::new();
    let mut todo: Vec<*const Type> = vec![&raw const OBJECT];
    while let Some(p) = todo.pop() {
        if !seen.insert(p as usize) {
            continue;
        }
        // SAFETY: (1): classes stand in their bases' lists while they live.
        let ty = unsafe { &*p };
        found.extend(ty.as_static());
        ty.for_each_subclass(&mut |t| todo.push(t));
    }
    found
}

/// A word about an object that needs no Python code.
fn shown(h: *mut Header) -> String {
    // SAFETY: (2): a living object.
    let object = unsafe { Ref::from_value(Value::uncounted(h)) };
    let text = if let Some(s) = object.downcast::<PyStr>() {
        s.view()
            .iter()
            .take(60)
            .filter_map(char::from_u32)
            .collect()
    } else if let Some(f) = object.downcast::<crate::builtins::function::PyFunction>() {
        let name = f.code.with(|c| c.qualname.clone());
        name.as_str()
            .map_or(String::new(), |s| s.view().to_utf8_lossy())
    } else if let Some(t) = object.as_type() {
        t.name().to_string()
    } else {
        String::new()
    };
    format!("{:#x} {text}", h as usize)
}

#[cfg(all(test, not(loom)))]
mod tests {
    use super::AUDIT_FAILED;
    use crate::vm::interpreter::{Config, with_interpreter};

    /// A process has one interpreter in its life, so each case runs in a process of its own.
    #[test]
    fn each_case_alone() {
        let me = std::env::current_exe().expect("the test program has a path");
        for case in [
            "a_program_that_keeps_its_counts_passes",
            "a_lost_reference_is_found",
            "a_reference_nobody_counted_is_found",
        ] {
            let name = format!("objects::audit::tests::{case}");
            let run = std::process::Command::new(&me)
                .args(["--exact", &name, "--ignored"])
                .output()
                .expect("the test program runs");
            let said = String::from_utf8_lossy(&run.stdout);
            assert!(said.contains("1 passed"), "{case}: {said}");
        }
    }

    fn audited() -> Config {
        Config {
            audit: true,
            ..Config::default()
        }
    }

    #[test]
    #[ignore = "needs a process of its own: see `each_case_alone`"]
    fn a_program_that_keeps_its_counts_passes() {
        let status = with_interpreter(audited(), |vm| {
            let list = vm.new_list(vec![vm.new_str("a text"), vm.new_dict()]);
            vm.new_tuple(vec![list.clone(), list]);
            Ok(())
        });
        assert_eq!(status, 0);
    }

    #[test]
    #[ignore = "needs a process of its own: see `each_case_alone`"]
    fn a_lost_reference_is_found() {
        let status = with_interpreter(audited(), |vm| {
            std::mem::forget(vm.new_list(Vec::new()));
            Ok(())
        });
        assert_eq!(status, AUDIT_FAILED);
    }

    #[test]
    #[ignore = "needs a process of its own: see `each_case_alone`"]
    fn a_reference_nobody_counted_is_found() {
        let status = with_interpreter(audited(), |vm| {
            let text = vm.new_str("in a list twice, counted once");
            // SAFETY: on purpose it is not: the second word owns no count. The list is never freed.
            let copy = unsafe { crate::objects::refcount::Ref::from_value(text.value()) };
            let list = vm.new_list(vec![text, copy]);
            vm.dict_set(&vm.known().builtins, "kept", list)
        });
        assert_eq!(status, AUDIT_FAILED);
    }
}
