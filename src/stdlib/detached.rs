//! State of an object that a thread may work on for long with the GIL released.
//!
//! Invariant: the mutex is only waited for without the GIL, so that whoever holds it, and is about
//! to want the GIL again, never waits for one who waits for the mutex.
//! Next file to read: `hashes/object.rs`.

use crate::objects::context::Vm;
use crate::runtime::event::Reason;
use parking_lot::Mutex;

/// From this many bytes on, work on them releases the GIL.
pub const GIL_MINSIZE: usize = 2048;

/// State behind a mutex. See the top of the file.
pub struct Detached<S>(Mutex<S>);

impl<S> Detached<S> {
    /// State that nobody works on yet.
    pub fn new(state: S) -> Detached<S> {
        Detached(Mutex::new(state))
    }

    /// Does `work`, which touches no object; with the GIL released if `size` bytes are many.
    pub fn with<R>(&self, vm: &Vm, size: usize, work: impl FnOnce(&mut S) -> R) -> R {
        if size < GIL_MINSIZE
            && let Some(mut state) = self.0.try_lock()
        {
            return work(&mut state);
        }
        vm.blocking(Reason::Compute, || work(&mut self.0.lock()))
    }
}
