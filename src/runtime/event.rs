//! What happened to threads and the GIL: a closed list of events and their recorder.
//!
//! Invariant: recording never changes what a script does. With recording off an event costs one
//! relaxed load, and only on slow paths: the places that already take a lock or enter the kernel.
//! Deliberately absent: how records are shown. Readers drain them with [`Recorder::take`].
//! Next file to read: `blocking.rs`.

use super::sync_shim::{AtomicBool, Mutex, Ordering, now};
use super::thread::{ThreadId, ThreadShared};
use std::time::{Duration, Instant};

/// Why a thread gave the GIL up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// Another thread waited for longer than the switch interval and asked for it.
    DropRequest,
    /// `time.sleep`.
    Sleep,
    /// Waiting for a `Lock` or `RLock`.
    Lock,
    /// Waiting to be notified of a `Condition`.
    Condition,
    /// Waiting for an `Event` to be set.
    Event,
    /// Waiting for a unit of a `Semaphore`.
    Semaphore,
    /// Waiting for the other parties of a `Barrier`.
    Barrier,
    /// Waiting for a thread to end.
    Join,
    /// Waiting for room or for an item in a queue.
    Queue,
    /// Opening, reading, writing or otherwise touching a file.
    File,
    /// A socket operation.
    Socket,
    /// Waiting for one of several descriptors.
    Select,
    /// Waiting for a child process.
    Child,
    /// Waiting for a signal.
    Signal,
    /// Waiting for a line typed at the prompt.
    Prompt,
    /// Long work on bytes that touches no object: compression, hashing.
    Compute,
    /// The thread has ended.
    ThreadEnd,
    /// Another thread stops the world.
    StopTheWorld,
    /// The program asked for it, for example with `time.sleep(0)`.
    Yield,
}

/// One thing that happened to a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// The thread was started.
    ThreadStart,
    /// The thread ended.
    ThreadEnd,
    /// The thread wants the GIL and finds it held by another.
    GilRequest { holder: ThreadId },
    /// The thread waited a whole switch interval and asks the holder to drop the GIL.
    DropRequest { holder: ThreadId },
    /// The thread has taken the GIL; `waited` is how long that took.
    GilAcquire { waited: Duration },
    /// The thread has given the GIL up.
    GilRelease { reason: Reason },
    /// The thread begins a call that may block; `object` names what it waits for, 0 for nothing.
    Block { reason: Reason, object: u64 },
    /// The blocking call has returned; the GIL is wanted again.
    Unblock { reason: Reason },
    /// The thread has stopped all others.
    StopTheWorld,
    /// The thread lets the others run again.
    StartTheWorld,
    /// A signal was noticed at a check point.
    Signal { number: i32 },
    /// The thread wanted the GIL after finalization began and hangs for good.
    Hang,
}

/// An [`Event`] with its circumstances.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record {
    /// Time since recording was switched on.
    pub at: Duration,
    /// The thread it happened to.
    pub thread: ThreadId,
    /// The source line the thread was at, 0 when unknown.
    pub line: u32,
    /// What happened.
    pub event: Event,
}

/// Collects [`Record`]s while recording is on.
#[derive(Debug)]
pub struct Recorder {
    on: AtomicBool,
    tape: Mutex<Tape>,
}

#[derive(Debug)]
struct Tape {
    start: Instant,
    records: Vec<Record>,
}

impl Recorder {
    /// A recorder that is switched off.
    pub fn new() -> Recorder {
        Recorder {
            on: AtomicBool::new(false),
            tape: Mutex::new(Tape {
                start: now(),
                records: Vec::new(),
            }),
        }
    }

    /// Starts recording; the clock of the records starts now.
    pub fn start(&self) {
        let mut tape = self.tape.lock();
        tape.start = now();
        tape.records.clear();
        self.on.store(true, Ordering::Relaxed);
    }

    /// Stops recording; what was recorded stays until taken.
    pub fn stop(&self) {
        self.on.store(false, Ordering::Relaxed);
    }

    /// Whether events are being recorded. Callers that must prepare something first (such as
    /// [`ThreadShared::set_line`]) ask here.
    #[inline]
    pub fn is_on(&self) -> bool {
        self.on.load(Ordering::Relaxed)
    }

    /// Takes all records so far, oldest first.
    pub fn take(&self) -> Vec<Record> {
        std::mem::take(&mut self.tape.lock().records)
    }

    /// Records `event` for `thread`, if recording is on.
    #[inline]
    pub fn record(&self, thread: &ThreadShared, event: Event) {
        if self.is_on() {
            self.write(thread, event);
        }
    }

    #[cold]
    fn write(&self, thread: &ThreadShared, event: Event) {
        let mut tape = self.tape.lock();
        let at = now().saturating_duration_since(tape.start);
        tape.records.push(Record {
            at,
            thread: thread.id(),
            line: thread.line(),
            event,
        });
    }
}

impl Default for Recorder {
    fn default() -> Recorder {
        Recorder::new()
    }
}
