//! Check points: what a thread does when its eval breaker is set.
//!
//! The run loop looks at one word at loop back edges, function entries and calls of native code.
//! While it is zero nothing else costs anything. [`Vm::handle_breaker`] serves what the bits ask
//! for, in CPython's order: stop the world, signals, queued calls, the cycle collector, the GIL,
//! and last an exception that another thread wants raised here.
//!
//! Invariant: a bit is cleared before its request is served, so a request that arrives meanwhile
//! is never lost; the frame's `ip` and `sp` are saved, so handlers may run Python code.
//! Deliberately absent: who sets the bits (see `../runtime/thread.rs`).
//! Next file to read: `../runtime/gil.rs`, then `../stdlib/signal_module/handlers.rs`.

use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref, is_parallel};
use crate::runtime::blocking::Door;
use crate::runtime::event::Reason;
use crate::runtime::thread::breaker;
use crate::stdlib::signal_module::handlers;
use parking_lot::Mutex;
use std::collections::VecDeque;
use std::sync::atomic::Ordering::Relaxed;

/// A call that another thread has queued for the main thread.
type PendingCall = Box<dyn FnOnce(&Vm) -> PyResult<()> + Send>;

/// Calls queued for the main thread.
#[derive(Default)]
struct PendingCalls(Mutex<VecDeque<PendingCall>>);

impl Vm {
    /// This thread's door to blocking calls.
    #[inline]
    pub fn door(&self) -> Door<'_> {
        Door::new(&self.interp.gil, &self.thread)
    }

    /// Runs `work` with the GIL released; `work` must not touch an object.
    #[inline]
    pub fn blocking<R>(&self, reason: Reason, work: impl FnOnce() -> R) -> R {
        self.door().blocking(reason, work)
    }

    /// Runs `work` while no other thread runs Python. `work` must not run Python code either. It
    /// is for rare changes that everybody reads without a lock: classes, above all. What `work`
    /// takes out is dropped by the caller, afterwards.
    pub(crate) fn stopped<R>(&self, work: impl FnOnce() -> R) -> R {
        if !is_parallel() || self.stopping.get() {
            return work();
        }
        let (gil, threads) = (&self.interp.gil, &self.interp.threads);
        self.stopping.set(true);
        gil.stop_the_world(threads, &self.thread);
        let result = work();
        gil.start_the_world(threads, &self.thread);
        self.stopping.set(false);
        result
    }

    /// Serves whatever the eval breaker asks for. The run loop calls it at check points.
    #[cold]
    #[inline(never)]
    pub fn handle_breaker(&self) -> PyResult<()> {
        let thread = &*self.thread;
        let bits = thread.eval_breaker.load(Relaxed);
        if bits & breaker::STOP_THE_WORLD != 0 {
            self.interp.gil.check_point(thread);
        }
        if bits & breaker::MEMORY_SHORT != 0 {
            thread.clear_breaker(breaker::MEMORY_SHORT);
            return Err(self.memory_error());
        }
        if bits & breaker::SIGNALS_PENDING != 0 {
            self.serve_signals()?;
        }
        if bits & breaker::PENDING_CALLS != 0 {
            self.make_pending_calls()?;
        }
        if bits & breaker::GC_SCHEDULED != 0 {
            thread.clear_breaker(breaker::GC_SCHEDULED);
            crate::stdlib::gc::collect_scheduled(self);
        }
        if thread.breaker_has(breaker::GIL_DROP_REQUEST) {
            self.interp.gil.check_point(thread);
        } else if bits & breaker::ALWAYS != 0 {
            // The stress mode: every check point lets another thread run.
            self.door().yield_now();
        }
        if bits & breaker::ASYNC_EXCEPTION != 0 {
            thread.clear_breaker(breaker::ASYNC_EXCEPTION);
            if let Some(e) = self.async_exc.take() {
                return Err(crate::vm::exceptions::raise(self, &e, None));
            }
        }
        Ok(())
    }

    /// For long loops in native code: serves signals (and a stop of the world), but keeps the GIL.
    #[inline]
    pub fn check_signals(&self) -> PyResult<()> {
        const BITS: u32 = breaker::SIGNALS_PENDING | breaker::STOP_THE_WORLD;
        if self.thread.eval_breaker.load(Relaxed) & BITS == 0 {
            Ok(())
        } else {
            self.check_signals_now()
        }
    }

    #[cold]
    fn check_signals_now(&self) -> PyResult<()> {
        if self.thread.breaker_has(breaker::STOP_THE_WORLD) {
            self.interp.gil.check_point(&self.thread);
        }
        self.serve_signals()
    }

    fn serve_signals(&self) -> PyResult<()> {
        if self.thread.is_main() {
            handlers::run_tripped(self)
        } else {
            Ok(())
        }
    }

    /// Queues `call` for the main thread's next check point. Any thread may.
    pub fn add_pending_call(&self, call: impl FnOnce(&Vm) -> PyResult<()> + Send + 'static) {
        self.interp
            .state::<PendingCalls>()
            .0
            .lock()
            .push_back(Box::new(call));
        if let Some(main) = self.interp.threads.enumerate().iter().find(|t| t.is_main()) {
            main.set_breaker(breaker::PENDING_CALLS);
        }
    }

    fn make_pending_calls(&self) -> PyResult<()> {
        if !self.thread.is_main() {
            return Ok(());
        }
        self.thread.clear_breaker(breaker::PENDING_CALLS);
        let calls = self.interp.state::<PendingCalls>();
        let mut left = calls.0.lock().len();
        while left > 0 {
            let Some(call) = calls.0.lock().pop_front() else {
                break;
            };
            left -= 1;
            let result = call(self);
            if !calls.0.lock().is_empty() {
                self.thread.set_breaker(breaker::PENDING_CALLS);
            }
            result?;
        }
        Ok(())
    }

    /// Asks for `exception` (a class or an instance) to be raised at this thread's next check point.
    pub fn set_async_exception(&self, exception: Ref) {
        self.async_exc.set(Some(exception));
        self.thread.set_breaker(breaker::ASYNC_EXCEPTION);
    }
}
