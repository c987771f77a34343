//! Threads as the runtime sees them: the part every other thread may look at, and their registry.
//!
//! Invariant: a [`ThreadShared`] is created before its thread runs and is in the registry of its
//! interpreter from before its first acquire of the GIL until after its last release. Everything
//! in it is atomic or locked; what only the thread itself may touch (frames, free lists) belongs
//! to the VM. `eval_breaker` is the first field, at offset 0, for the benefit of compiled code.
//! Deliberately absent: Python's `Thread` objects, which are made in `stdlib`.
//! Next file to read: `gil.rs`.

use super::blocking::{Deadline, Door, Interrupted};
use super::event::{Event as Happening, Reason};
use super::gil::Gil;
use super::process;
use super::sync::Event;
use super::sync_shim::{
    AtomicBool, AtomicU32, AtomicU64, AtomicUsize, Mutex, Ordering, Thread, current,
};
use std::io;
use std::os::unix::thread::JoinHandleExt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, OnceLock, Weak};
use std::thread::Builder;

/// Bits of [`ThreadShared::eval_breaker`]: why a thread must leave its fast path at the next
/// check point.
pub mod breaker {
    /// Another thread wants the GIL.
    pub const GIL_DROP_REQUEST: u32 = 1 << 0;
    /// A signal has arrived (main thread only).
    pub const SIGNALS_PENDING: u32 = 1 << 1;
    /// The cycle collector wants to run.
    pub const GC_SCHEDULED: u32 = 1 << 2;
    /// Another thread has set an exception to be raised here.
    pub const ASYNC_EXCEPTION: u32 = 1 << 3;
    /// Calls queued by other threads wait to be made.
    pub const PENDING_CALLS: u32 = 1 << 4;
    /// The world is being stopped; without the GIL the thread must park.
    pub const STOP_THE_WORLD: u32 = 1 << 5;
    /// Memory ran out on this thread, and what it asked for came from the reserve.
    pub const MEMORY_SHORT: u32 = 1 << 7;
    /// Every check point must be taken: tracing, or the stress mode that switches everywhere.
    pub const ALWAYS: u32 = 1 << 6;
}

/// Names a thread for good: counted from 1 within an interpreter and never reused, unlike
/// [`ThreadShared::ident`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ThreadId(pub u64);

/// The whereabouts of a thread, for stop-the-world and for listings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum ThreadState {
    /// Not running Python: not started yet, or inside a blocking call.
    Detached = 0,
    /// Running Python, or allowed to.
    Attached = 1,
    /// Wanted the GIL after finalization began; never runs again.
    Hung = 2,
    /// Has ended.
    Ended = 3,
}

/// What other threads may see of a thread.
#[repr(C)]
#[derive(Debug)]
pub struct ThreadShared {
    /// Bits of [`breaker`]; the thread itself reads it at every check point.
    pub eval_breaker: AtomicU32,
    state: AtomicU32,
    line: AtomicU32,
    daemon: AtomicBool,
    main: bool,
    id: ThreadId,
    ident: AtomicU64,
    native_id: AtomicU64,
    stack_limit: AtomicUsize,
    name: Mutex<String>,
    machine_thread: OnceLock<Thread>,
    me: Weak<ThreadShared>,
}

impl ThreadShared {
    fn new(id: ThreadId, main: bool, daemon: bool, name: String) -> Arc<ThreadShared> {
        Arc::new_cyclic(|me| ThreadShared {
            eval_breaker: AtomicU32::new(0),
            state: AtomicU32::new(ThreadState::Detached as u32),
            line: AtomicU32::new(0),
            daemon: AtomicBool::new(daemon),
            main,
            id,
            ident: AtomicU64::new(0),
            native_id: AtomicU64::new(0),
            stack_limit: AtomicUsize::new(0),
            name: Mutex::new(name),
            machine_thread: OnceLock::new(),
            me: me.clone(),
        })
    }

    /// Ties this record to the machine thread that calls it. Every thread does this once, first.
    fn bind_to_current(&self) {
        self.ident
            .store(process::current_ident(), Ordering::Relaxed);
        self.native_id
            .store(process::native_thread_id(), Ordering::Relaxed);
        self.stack_limit
            .store(process::stack_limit(), Ordering::Relaxed);
        let _ = self.machine_thread.set(current());
    }

    /// The number that names this thread within its interpreter; never reused.
    pub fn id(&self) -> ThreadId {
        self.id
    }

    /// `threading.get_ident()`: unique among living threads, 0 before the thread runs.
    pub fn ident(&self) -> u64 {
        self.ident.load(Ordering::Relaxed)
    }

    /// `threading.get_native_id()`: the kernel's number, 0 before the thread runs.
    pub fn native_id(&self) -> u64 {
        self.native_id.load(Ordering::Relaxed)
    }

    /// Whether this is the interpreter's main thread, the only one that serves signals.
    #[inline]
    pub fn is_main(&self) -> bool {
        self.main
    }

    /// Whether shutdown does not wait for this thread.
    pub fn is_daemon(&self) -> bool {
        self.daemon.load(Ordering::Relaxed)
    }

    /// Changes whether shutdown waits for this thread.
    pub fn set_daemon(&self, daemon: bool) {
        self.daemon.store(daemon, Ordering::Relaxed);
    }

    /// The name shown by tools.
    pub fn name(&self) -> String {
        self.name.lock().clone()
    }

    /// Renames the thread.
    pub fn set_name(&self, name: &str) {
        *self.name.lock() = name.to_owned();
    }

    /// Where the thread is.
    pub fn state(&self) -> ThreadState {
        match self.state.load(Ordering::Acquire) {
            0 => ThreadState::Detached,
            1 => ThreadState::Attached,
            2 => ThreadState::Hung,
            _ => ThreadState::Ended,
        }
    }

    pub(super) fn set_state(&self, state: ThreadState) {
        self.state.store(state as u32, Ordering::Release);
    }

    /// The source line last noted with [`ThreadShared::set_line`].
    pub fn line(&self) -> u32 {
        self.line.load(Ordering::Relaxed)
    }

    /// Notes the source line the thread is at. The VM does so before slow paths while recording.
    pub fn set_line(&self, line: u32) {
        self.line.store(line, Ordering::Relaxed);
    }

    /// The lowest machine stack address native recursion may reach, with a margin kept below
    /// it; 0 when unknown.
    #[inline]
    pub fn stack_limit(&self) -> usize {
        self.stack_limit.load(Ordering::Relaxed)
    }

    /// Sets bits of [`breaker`]; any thread may.
    #[inline]
    pub fn set_breaker(&self, bits: u32) {
        self.eval_breaker.fetch_or(bits, Ordering::Release);
    }

    /// Clears bits of [`breaker`].
    #[inline]
    pub fn clear_breaker(&self, bits: u32) {
        self.eval_breaker.fetch_and(!bits, Ordering::AcqRel);
    }

    /// Whether any of `bits` is set.
    #[inline]
    pub fn breaker_has(&self, bits: u32) -> bool {
        self.eval_breaker.load(Ordering::Acquire) & bits != 0
    }

    /// Wakes the thread if it is parked in a wait. Callable from a signal handler: on the
    /// supported systems it is one atomic swap and at most one system call.
    pub fn unpark(&self) {
        if let Some(thread) = self.machine_thread.get() {
            thread.unpark();
        }
    }

    /// Another owner of this record; `None` only while the last one is being dropped.
    pub fn to_arc(&self) -> Option<Arc<ThreadShared>> {
        self.me.upgrade()
    }
}

/// How to start a thread.
#[derive(Clone, Debug, Default)]
pub struct SpawnOptions {
    /// The name shown by tools.
    pub name: String,
    /// Whether shutdown does not wait for it.
    pub daemon: bool,
    /// Bytes of machine stack; 0 takes the registry's default.
    pub stack_size: usize,
}

/// The system refused to start a thread: "can't start new thread".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CannotStart;

/// A thread that can be joined.
#[derive(Debug)]
pub struct ThreadHandle {
    shared: Arc<ThreadShared>,
    ended: Event,
}

impl ThreadHandle {
    /// What is known about the thread.
    pub fn shared(&self) -> &Arc<ThreadShared> {
        &self.shared
    }

    /// Whether the thread has ended.
    pub fn is_done(&self) -> bool {
        self.ended.is_set()
    }

    /// Waits for the thread to end; false when the deadline passed first. The caller makes sure
    /// that a thread does not join itself.
    pub fn join(&self, door: Door<'_>, deadline: Deadline) -> Result<bool, Interrupted> {
        self.ended.wait_for(door, Reason::Join, deadline)
    }
}

/// All threads of one interpreter.
#[derive(Debug)]
pub struct ThreadRegistry {
    next_id: AtomicU64,
    /// Machine stack of new threads in bytes, 0 for the system's default.
    stack_size: AtomicUsize,
    /// Living threads in the order they started.
    threads: Mutex<Vec<Entry>>,
}

#[derive(Debug)]
struct Entry {
    shared: Arc<ThreadShared>,
    /// Absent for the main thread, which nobody joins.
    handle: Option<Arc<ThreadHandle>>,
}

impl ThreadRegistry {
    /// A registry without threads.
    pub fn new() -> ThreadRegistry {
        ThreadRegistry {
            next_id: AtomicU64::new(1),
            stack_size: AtomicUsize::new(0),
            threads: Mutex::new(Vec::new()),
        }
    }

    fn new_thread(&self, main: bool, daemon: bool, name: String) -> Arc<ThreadShared> {
        let id = ThreadId(self.next_id.fetch_add(1, Ordering::Relaxed));
        ThreadShared::new(id, main, daemon, name)
    }

    /// Makes the calling machine thread a thread of this interpreter: the main one if `main`.
    /// Balanced by [`ThreadRegistry::detach`].
    pub fn attach_current(&self, main: bool, name: &str) -> Arc<ThreadShared> {
        let shared = self.new_thread(main, false, name.to_owned());
        shared.bind_to_current();
        self.threads.lock().push(Entry {
            shared: Arc::clone(&shared),
            handle: None,
        });
        shared
    }

    /// Removes a thread that will not acquire the GIL again.
    pub fn detach(&self, thread: &ThreadShared) {
        thread.set_state(ThreadState::Ended);
        self.threads
            .lock()
            .retain(|entry| entry.shared.id() != thread.id());
    }

    /// The living threads, oldest first.
    pub fn enumerate(&self) -> Vec<Arc<ThreadShared>> {
        let threads = self.threads.lock();
        threads
            .iter()
            .map(|entry| Arc::clone(&entry.shared))
            .collect()
    }

    /// How many threads live.
    pub fn count(&self) -> usize {
        self.threads.lock().len()
    }

    /// The living thread with this `ident`.
    pub fn find(&self, ident: u64) -> Option<Arc<ThreadShared>> {
        let threads = self.threads.lock();
        threads
            .iter()
            .find(|entry| entry.shared.ident() == ident)
            .map(|entry| Arc::clone(&entry.shared))
    }

    /// The machine stack of new threads in bytes; 0 means the system's default.
    pub fn stack_size(&self) -> usize {
        self.stack_size.load(Ordering::Relaxed)
    }

    /// `threading.stack_size(size)`; the caller has checked the range.
    pub fn set_stack_size(&self, size: usize) {
        self.stack_size.store(size, Ordering::Relaxed);
    }

    /// Starts a thread that runs `body`, which acquires and releases the GIL itself. The thread
    /// is in the registry when this returns, with its `ident` known.
    pub fn spawn(
        self: &Arc<Self>,
        gil: &Arc<Gil>,
        options: SpawnOptions,
        body: impl FnOnce(Arc<ThreadShared>) + Send + 'static,
    ) -> Result<Arc<ThreadHandle>, CannotStart> {
        let shared = self.new_thread(false, options.daemon, options.name.clone());
        let handle = Arc::new(ThreadHandle {
            shared: Arc::clone(&shared),
            ended: Event::new(),
        });
        let mut builder = Builder::new();
        if !options.name.is_empty() && !options.name.contains('\0') {
            builder = builder.name(options.name.clone());
        }
        let size = match options.stack_size {
            0 => self.stack_size(),
            size => size,
        };
        builder = builder.stack_size(match size {
            0 => process::default_stack_size(),
            size => size,
        });
        self.threads.lock().push(Entry {
            shared: Arc::clone(&shared),
            handle: Some(Arc::clone(&handle)),
        });
        let (registry, gil, in_thread) = (Arc::clone(self), Arc::clone(gil), Arc::clone(&handle));
        let started = builder.spawn(move || {
            shared.bind_to_current();
            run_body(&gil, &shared, body);
            registry.detach(&shared);
            in_thread.ended.set();
        });
        match started {
            Ok(machine) => {
                let ident = machine.as_pthread_t();
                handle.shared.ident.store(ident, Ordering::Relaxed);
                Ok(handle)
            }
            Err(_) => {
                self.detach(&handle.shared);
                Err(CannotStart)
            }
        }
    }

    /// Shutdown: waits until no thread but `door.thread` and daemons is left, including those
    /// started meanwhile.
    pub fn join_non_daemon(&self, door: Door<'_>) -> Result<(), Interrupted> {
        loop {
            let next = {
                let threads = self.threads.lock();
                threads
                    .iter()
                    .filter(|entry| !entry.shared.is_daemon())
                    .filter(|entry| entry.shared.id() != door.thread.id())
                    .find_map(|entry| entry.handle.clone())
            };
            match next {
                None => return Ok(()),
                Some(handle) => handle.join(door, Deadline::Never)?,
            };
        }
    }
}

impl Default for ThreadRegistry {
    fn default() -> ThreadRegistry {
        ThreadRegistry::new()
    }
}

/// Runs the body of a thread between its start and end records. A panic in it ends this thread
/// only, and never with the GIL held.
fn run_body(gil: &Gil, shared: &Arc<ThreadShared>, body: impl FnOnce(Arc<ThreadShared>)) {
    gil.recorder().record(shared, Happening::ThreadStart);
    let _ = catch_unwind(AssertUnwindSafe(|| body(Arc::clone(shared))));
    if shared.state() == ThreadState::Attached {
        gil.release(shared, Reason::ThreadEnd);
    }
    gil.recorder().record(shared, Happening::ThreadEnd);
}

/// Runs `body` on a thread with a machine stack of `stack_size` bytes, or the largest smaller
/// one the system grants, and returns its result. The calling thread only waits, deaf to
/// signals, so that they reach the threads that run Python. Memory for the stack is reserved,
/// not used: pages are committed when touched.
pub fn run_on_large_stack<R: Send>(
    stack_size: usize,
    body: impl FnOnce() -> R + Send,
) -> io::Result<R> {
    let mut size = stack_size;
    let body = Mutex::new(Some(body));
    let run = || {
        let body = body.lock().take();
        body.map(|body| body())
    };
    std::thread::scope(|scope| {
        loop {
            match Builder::new().stack_size(size).spawn_scoped(scope, run) {
                Ok(machine) => {
                    process::block_signals();
                    return match machine.join() {
                        Ok(Some(result)) => Ok(result),
                        Ok(None) => Err(io::ErrorKind::Other.into()),
                        Err(panic) => std::panic::resume_unwind(panic),
                    };
                }
                Err(_) if size > process::default_stack_size() => size /= 4,
                Err(error) => return Err(error),
            }
        }
    })
}

#[cfg(all(test, not(loom)))]
mod tests;
