//! `Barrier`: threads wait until a fixed number of them has arrived.
//!
//! Invariant: `inside` counts the threads between [`Barrier::arrive`] and [`Barrier::leave`].
//! The phases go round:
//!
//! ```text
//! Filling --last party arrives--> Acting --open--> Draining --last one leaves--> Filling
//!    |                              |
//!    +-- abort or a timeout --> Broken <-- the action failed
//!    +-- reset, with threads inside --> Resetting --last one leaves--> Filling
//! ```
//!
//! Deliberately absent: calling the barrier's action. The thread that completes the barrier is
//! told so, calls the action (Python code) itself, and then opens or aborts.
//! Next file to read: `event.rs` of the runtime.

use super::waiters::{Ticket, Waiters};
use crate::runtime::blocking::{Deadline, Door, Wake};
use crate::runtime::event::Reason;
use crate::runtime::sync_shim::Mutex;

/// A meeting point for a fixed number of threads.
#[derive(Debug)]
pub struct Barrier {
    parties: usize,
    state: Mutex<State>,
    changed: Waiters,
}

#[derive(Debug)]
struct State {
    phase: Phase,
    inside: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Filling,
    Acting,
    Draining,
    Resetting,
    Broken,
}

/// What a thread that has arrived has to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// Call [`Barrier::wait`], then [`Barrier::leave`]. Holds the number of the arrival.
    Wait(usize),
    /// The barrier is complete: call the action, then [`Barrier::open`] (or [`Barrier::abort`] if
    /// it failed), then [`Barrier::leave`].
    Act(usize),
}

/// Why a thread did not get through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BarrierError {
    /// The barrier is broken or was reset: `BrokenBarrierError`.
    Broken,
    /// A signal arrived: serve it and call again.
    Interrupted,
}

impl Barrier {
    /// A barrier for `parties` threads.
    pub fn new(parties: usize) -> Barrier {
        Barrier {
            parties,
            state: Mutex::new(State {
                phase: Phase::Filling,
                inside: 0,
            }),
            changed: Waiters::new(),
        }
    }

    /// How many threads it takes.
    pub fn parties(&self) -> usize {
        self.parties
    }

    /// How many threads wait for the rest.
    pub fn waiting(&self) -> usize {
        let state = self.state.lock();
        match state.phase {
            Phase::Filling => state.inside,
            _ => 0,
        }
    }

    /// Whether the barrier is broken.
    pub fn is_broken(&self) -> bool {
        self.state.lock().phase == Phase::Broken
    }

    /// Enters the barrier, once those of the previous round have left it. On success the thread
    /// is inside and must leave, whatever happens next.
    pub fn arrive(&self, door: Door<'_>) -> Result<Arrival, BarrierError> {
        loop {
            let ticket = {
                let mut state = self.state.lock();
                match state.phase {
                    Phase::Broken => return Err(BarrierError::Broken),
                    Phase::Filling => {
                        let index = state.inside;
                        state.inside += 1;
                        if state.inside < self.parties {
                            return Ok(Arrival::Wait(index));
                        }
                        state.phase = Phase::Acting;
                        return Ok(Arrival::Act(index));
                    }
                    _ => self.changed.enter(door.thread),
                }
            };
            match self.sleep(door, &ticket, Deadline::Never) {
                Wake::Interrupted => return Err(BarrierError::Interrupted),
                Wake::Done | Wake::TimedOut => {}
            }
        }
    }

    /// Waits, inside, for the barrier to open. If `deadline` passes first the barrier breaks for
    /// everybody.
    pub fn wait(&self, door: Door<'_>, deadline: Deadline) -> Result<(), BarrierError> {
        let mut deadline = deadline;
        loop {
            let ticket = {
                let state = self.state.lock();
                match state.phase {
                    Phase::Draining => return Ok(()),
                    Phase::Broken | Phase::Resetting => return Err(BarrierError::Broken),
                    Phase::Filling | Phase::Acting => self.changed.enter(door.thread),
                }
            };
            match self.sleep(door, &ticket, deadline) {
                Wake::Interrupted => return Err(BarrierError::Interrupted),
                Wake::Done => {}
                Wake::TimedOut => match self.break_by_timeout() {
                    true => return Err(BarrierError::Broken),
                    // All parties have arrived: only the action is still to finish.
                    false => deadline = Deadline::Never,
                },
            }
        }
    }

    /// Waits for the phase to change, leaving the queue if interrupted.
    fn sleep(&self, door: Door<'_>, ticket: &Ticket, deadline: Deadline) -> Wake {
        match self.changed.wait(door, ticket, Reason::Barrier, deadline) {
            Wake::Interrupted if !self.changed.leave(ticket) => Wake::Done,
            wake => wake,
        }
    }

    fn break_by_timeout(&self) -> bool {
        let mut state = self.state.lock();
        let breaks = state.phase == Phase::Filling;
        if breaks {
            state.phase = Phase::Broken;
            self.changed.notify_all();
        }
        breaks
    }

    /// Lets the waiting threads through, after the action.
    pub fn open(&self) {
        let mut state = self.state.lock();
        if state.phase == Phase::Acting {
            state.phase = Phase::Draining;
            self.changed.notify_all();
        }
    }

    /// Leaves the barrier; the last one out makes it ready for the next round.
    pub fn leave(&self) {
        let mut state = self.state.lock();
        state.inside = state.inside.saturating_sub(1);
        if state.inside == 0 && matches!(state.phase, Phase::Draining | Phase::Resetting) {
            state.phase = Phase::Filling;
            self.changed.notify_all();
        }
    }

    /// Breaks the barrier for all threads, now and later.
    pub fn abort(&self) {
        self.state.lock().phase = Phase::Broken;
        self.changed.notify_all();
    }

    /// Returns the barrier to its empty state; threads that wait inside get an error.
    pub fn reset(&self) {
        let mut state = self.state.lock();
        state.phase = match (state.phase, state.inside) {
            (_, 0) => Phase::Filling,
            (Phase::Filling | Phase::Broken, _) => Phase::Resetting,
            (phase, _) => phase,
        };
        self.changed.notify_all();
    }
}
