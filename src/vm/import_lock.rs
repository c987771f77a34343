//! Threads that import the same module: one runs its body, the others wait for the end of it.
//!
//! Invariant: a thread never waits for a module whose importer waits, directly or through others, for a module
//! that this thread is importing; it then gets the module as far as it is, as from a circular import.
//! Next file to read: `import.rs`.

use crate::objects::context::Vm;
use crate::objects::payload::Locked;
use crate::objects::refcount::PyResult;
use crate::runtime::blocking::Deadline;
use crate::runtime::sync::Event;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// Imports that are going on.
#[derive(Default)]
struct Imports {
    count: AtomicUsize,
    table: Locked<Table>,
}

#[derive(Default)]
struct Table {
    running: HashMap<String, Running>,
    /// What each waiting thread waits for.
    waiting: HashMap<u64, String>,
}

struct Running {
    thread: u64,
    /// How often the thread has begun this import.
    depth: usize,
    done: Arc<Event>,
}

impl Table {
    /// The event that ends the import of `name`, unless there is none to wait for.
    fn blocker(&self, name: &str, me: u64) -> Option<Arc<Event>> {
        let running = self.running.get(name)?;
        let mut thread = running.thread;
        // Each step leads to another thread, or round a circle that `me` is not part of.
        for _ in 0..=self.waiting.len() {
            if thread == me {
                return None;
            }
            match self.waiting.get(&thread).and_then(|n| self.running.get(n)) {
                Some(next) => thread = next.thread,
                None => break,
            }
        }
        Some(running.done.clone())
    }
}

/// Waits until no other thread is importing `name`.
pub fn wait(vm: &Vm, name: &str) -> PyResult<()> {
    let imports = vm.interp.state::<Imports>();
    if imports.count.load(Relaxed) == 0 {
        return Ok(());
    }
    let me = vm.thread.id().0;
    loop {
        let blocker = imports.table.with(|t| {
            let blocker = t.blocker(name, me)?;
            t.waiting.insert(me, name.to_string());
            Some(blocker)
        });
        let Some(done) = blocker else {
            return Ok(());
        };
        let woken = done.wait(vm.door(), Deadline::Never);
        imports.table.with(|t| t.waiting.remove(&me));
        if woken.is_err() {
            vm.check_signals()?;
        }
    }
}

/// Runs an import; another thread's import of the same module is waited for first.
pub fn hold<R>(vm: &Vm, name: &str, import: impl FnOnce() -> PyResult<R>) -> PyResult<R> {
    let imports = vm.interp.state::<Imports>();
    let me = vm.thread.id().0;
    loop {
        wait(vm, name)?;
        let mine = imports.table.with(|t| {
            let endless = t.blocker(name, me).is_none();
            match t.running.get_mut(name) {
                Some(r) if r.thread == me => {
                    r.depth += 1;
                    true
                }
                // Waiting for that thread would never end: both import, as the lesser evil.
                Some(_) => endless,
                None => {
                    let running = Running {
                        thread: me,
                        depth: 1,
                        done: Arc::new(Event::new()),
                    };
                    t.running.insert(name.to_string(), running);
                    imports.count.fetch_add(1, Relaxed);
                    true
                }
            }
        });
        if mine {
            break;
        }
    }
    let result = import();
    let done = imports.table.with(|t| {
        let running = t.running.get_mut(name)?;
        if running.thread != me {
            return None;
        }
        running.depth -= 1;
        if running.depth > 0 {
            return None;
        }
        imports.count.fetch_sub(1, Relaxed);
        t.running.remove(name).map(|r| r.done)
    });
    if let Some(done) = done {
        done.set();
    }
    result
}
