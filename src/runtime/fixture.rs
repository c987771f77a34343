//! An interpreter reduced to its threads, for the tests of this layer.
//!
//! Invariant: the main thread is attached from [`Fixture::new`] on.
//! Deliberately absent: Python; the bodies of threads are closures.
//! Next file to read: `gil/tests.rs`.

use super::blocking::{Deadline, Door};
use super::gil::{Gil, Policy};
use super::thread::{SpawnOptions, ThreadHandle, ThreadRegistry, ThreadShared, breaker};
use std::sync::Arc;
use std::time::Duration;

/// A GIL, its threads, and the calling thread as the main one.
#[derive(Clone)]
pub struct Fixture {
    pub gil: Arc<Gil>,
    pub registry: Arc<ThreadRegistry>,
    pub main: Arc<ThreadShared>,
}

impl Fixture {
    pub fn new(policy: Policy) -> Fixture {
        let (gil, registry) = (Arc::new(Gil::new(policy)), Arc::new(ThreadRegistry::new()));
        let main = registry.attach_current(true, "MainThread");
        gil.acquire(&main);
        Fixture {
            gil,
            registry,
            main,
        }
    }

    /// The main thread's door.
    pub fn door(&self) -> Door<'_> {
        Door::new(&self.gil, &self.main)
    }

    /// Starts a thread whose `body` runs attached.
    pub fn spawn(&self, body: impl FnOnce(Door<'_>) + Send + 'static) -> Arc<ThreadHandle> {
        let gil = Arc::clone(&self.gil);
        self.registry
            .spawn(&self.gil, SpawnOptions::default(), move |thread| {
                gil.acquire(&thread);
                body(Door::new(&gil, &thread));
            })
            .expect("a test can start a thread")
    }

    pub fn join(&self, handle: &ThreadHandle) {
        assert_eq!(handle.join(self.door(), Deadline::Never), Ok(true));
    }

    /// Sleeps with the GIL released.
    pub fn pause(&self, milliseconds: u64) {
        let _ = self.door().sleep(after(milliseconds));
    }
}

/// The moment some milliseconds from now.
pub fn after(milliseconds: u64) -> Deadline {
    Deadline::after(Duration::from_millis(milliseconds))
}

/// What the eval loop does at a loop's back edge.
pub fn back_edge(door: Door<'_>) {
    const SWITCH: u32 = breaker::GIL_DROP_REQUEST | breaker::STOP_THE_WORLD;
    if door.thread.breaker_has(SWITCH) {
        door.gil.check_point(door.thread);
    }
}
