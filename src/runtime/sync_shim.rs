//! The locks, atomics and parking under the runtime: the real ones, or loom's for model checking.
//!
//! Invariant: `gil`, `thread`, `event`, `blocking` and `sync` take every mutex, condition
//! variable, atomic and `park` from here and from nowhere else, so that a build with
//! `--cfg loom` explores their interleavings. Both halves have the same shape: `lock()` returns
//! a guard, waits take the guard by `&mut`.
//! Deliberately absent: policy of any kind; this file only chooses.
//! Next file to read: `gil.rs`.

#[cfg(not(loom))]
mod chosen {
    pub use parking_lot::{Condvar, Mutex, MutexGuard};
    pub use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, AtomicUsize, Ordering, fence};
    pub use std::thread::{Thread, current, park};

    use std::time::{Duration, Instant};

    /// Waits on `condvar` for at most `interval`; true when that time passed without a wake-up.
    pub fn wait_for<T>(
        condvar: &Condvar,
        guard: &mut MutexGuard<'_, T>,
        interval: Duration,
    ) -> bool {
        condvar.wait_for(guard, interval).timed_out()
    }

    /// Parks the calling thread until it is unparked or `until` has passed.
    pub fn park_until(until: Instant) {
        std::thread::park_timeout(until.saturating_duration_since(Instant::now()));
    }

    /// The present, as waits see it.
    pub fn now() -> Instant {
        Instant::now()
    }
}

#[cfg(loom)]
mod chosen {
    pub use loom::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, AtomicUsize, Ordering, fence};
    pub use loom::thread::{Thread, current, park};

    use std::ops::{Deref, DerefMut};
    use std::sync::OnceLock;
    use std::time::{Duration, Instant};

    /// loom's mutex in parking_lot's shape.
    #[derive(Debug)]
    pub struct Mutex<T>(loom::sync::Mutex<T>);

    impl<T> Mutex<T> {
        /// A free mutex round `value`.
        pub fn new(value: T) -> Mutex<T> {
            Mutex(loom::sync::Mutex::new(value))
        }

        /// Takes the mutex.
        pub fn lock(&self) -> MutexGuard<'_, T> {
            MutexGuard {
                mutex: self,
                guard: Some(
                    self.0
                        .lock()
                        .unwrap_or_else(|poisoned| poisoned.into_inner()),
                ),
            }
        }
    }

    impl<T: Default> Default for Mutex<T> {
        fn default() -> Mutex<T> {
            Mutex::new(T::default())
        }
    }

    /// Proof that a [`Mutex`] is held; empty only inside a wait.
    #[derive(Debug)]
    pub struct MutexGuard<'a, T> {
        mutex: &'a Mutex<T>,
        guard: Option<loom::sync::MutexGuard<'a, T>>,
    }

    impl<T> Deref for MutexGuard<'_, T> {
        type Target = T;
        fn deref(&self) -> &T {
            self.guard
                .as_deref()
                .expect("a guard is empty only inside a wait")
        }
    }

    impl<T> DerefMut for MutexGuard<'_, T> {
        fn deref_mut(&mut self) -> &mut T {
            self.guard
                .as_deref_mut()
                .expect("a guard is empty only inside a wait")
        }
    }

    /// loom's condition variable in parking_lot's shape. A timed wait times out at once, the
    /// first time only: enough to explore both outcomes in a finite model.
    #[derive(Debug)]
    pub struct Condvar {
        inner: loom::sync::Condvar,
        timed_out: std::sync::atomic::AtomicBool,
    }

    impl Condvar {
        /// A condition variable nobody waits on.
        pub fn new() -> Condvar {
            Condvar {
                inner: loom::sync::Condvar::new(),
                timed_out: std::sync::atomic::AtomicBool::new(false),
            }
        }

        /// Wakes the thread that has waited longest.
        pub fn notify_one(&self) {
            self.inner.notify_one();
        }

        /// Wakes every waiting thread.
        pub fn notify_all(&self) {
            self.inner.notify_all();
        }

        /// Gives the mutex up until woken.
        pub fn wait<T>(&self, guard: &mut MutexGuard<'_, T>) {
            if let Some(held) = guard.guard.take() {
                guard.guard = Some(
                    self.inner
                        .wait(held)
                        .unwrap_or_else(|poisoned| poisoned.into_inner()),
                );
            }
        }
    }

    /// Waits on `condvar`; the first wait on each condition variable times out.
    pub fn wait_for<T>(condvar: &Condvar, guard: &mut MutexGuard<'_, T>, _: Duration) -> bool {
        let first = !condvar
            .timed_out
            .swap(true, std::sync::atomic::Ordering::Relaxed);
        if !first {
            condvar.wait(guard);
            return false;
        }
        guard.guard = None;
        loom::thread::yield_now();
        guard.guard = Some(
            guard
                .mutex
                .0
                .lock()
                .unwrap_or_else(|poisoned| poisoned.into_inner()),
        );
        true
    }

    /// Time does not pass in a model: a timed park is a yield.
    pub fn park_until(_: Instant) {
        loom::thread::yield_now();
    }

    /// Time does not pass in a model.
    pub fn now() -> Instant {
        static START: OnceLock<Instant> = OnceLock::new();
        *START.get_or_init(Instant::now)
    }
}

pub use chosen::*;
