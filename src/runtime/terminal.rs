//! The terminal: reading keys one by one, its size, and writing while a prompt stands on it.
//!
//! Invariant: [`RawMode`] puts the terminal back as it was when it is dropped, on every way out.
//! While a prompt is up, what threads write to the terminal goes through [`PromptOutput`], which
//! puts it above the prompt.
//! Deliberately absent: what keys mean and how a prompt looks (`../repl`).
//! Next file to read: `../repl/mod.rs`.
//!
//! # Why the unsafe code here is sound
//!
//! 1. Out-parameters are locals, C structs for which all zeroes is valid, read only after success.
//! 2. Buffers are passed with their own length.
#![allow(unsafe_code)]

use super::blocking::{Deadline, Door};
use super::errno::Errno;
use super::event::Reason;
use super::fd::{self, Failure, Interest};
use parking_lot::Mutex;
use std::mem::MaybeUninit;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Keys arrive one by one and unchanged until this is dropped.
pub struct RawMode {
    saved: libc::termios,
}

impl RawMode {
    /// Switches the terminal at standard input.
    pub fn enter() -> Result<RawMode, Errno> {
        let mut saved = MaybeUninit::<libc::termios>::zeroed();
        // SAFETY: (1)
        let saved = unsafe {
            if libc::tcgetattr(0, saved.as_mut_ptr()) != 0 {
                return Err(Errno::last());
            }
            saved.assume_init()
        };
        let mut raw = saved;
        raw.c_iflag &= !(libc::BRKINT | libc::ICRNL | libc::INPCK | libc::ISTRIP | libc::IXON);
        raw.c_cflag |= libc::CS8;
        raw.c_lflag &= !(libc::ECHO | libc::ICANON | libc::IEXTEN | libc::ISIG);
        raw.c_cc[libc::VMIN] = 1;
        raw.c_cc[libc::VTIME] = 0;
        apply(&raw)?;
        Ok(RawMode { saved })
    }
}

impl Drop for RawMode {
    fn drop(&mut self) {
        let _ = apply(&self.saved);
    }
}

/// What was typed ahead stays, and what was written is shown first.
fn apply(mode: &libc::termios) -> Result<(), Errno> {
    loop {
        // SAFETY: (1)
        if unsafe { libc::tcsetattr(0, libc::TCSADRAIN, mode) } == 0 {
            return Ok(());
        }
        let error = Errno::last();
        if error.0 != libc::EINTR {
            return Err(error);
        }
    }
}

/// What waiting for keys came to.
#[derive(Debug, PartialEq, Eq)]
pub enum Input {
    /// This many bytes were read.
    Bytes(usize),
    /// The time passed.
    Nothing,
    /// There will be no more.
    End,
    /// A signal arrived that Python handles.
    Interrupted,
}

/// Reads what has been typed, waiting up to `patience` (`None`: for ever) with the GIL released.
pub fn read(door: Door<'_>, buffer: &mut [u8], patience: Option<Duration>) -> Input {
    let deadline = patience.map_or(Deadline::Never, Deadline::after);
    let mut interests = [Interest {
        fd: 0,
        events: libc::POLLIN,
        revents: 0,
    }];
    match fd::poll(door, &mut interests, deadline) {
        Ok(0) => return Input::Nothing,
        Ok(_) => {}
        Err(Failure::Interrupted) => return Input::Interrupted,
        Err(Failure::Errno(_)) => return Input::End,
    }
    match fd::read(door, 0, buffer) {
        Ok(0) => Input::End,
        Ok(n) => Input::Bytes(n),
        Err(Failure::Interrupted) => Input::Interrupted,
        Err(Failure::Errno(_)) => Input::End,
    }
}

/// Whether something has been typed that nobody has read.
pub fn has_input() -> bool {
    let mut set = libc::pollfd {
        fd: 0,
        events: libc::POLLIN,
        revents: 0,
    };
    // SAFETY: (1), with a set of one.
    unsafe { libc::poll(&raw mut set, 1, 0) > 0 }
}

/// Writes to the terminal, however often the system takes only a part.
pub fn write(mut bytes: &[u8]) {
    while !bytes.is_empty() {
        // SAFETY: (2)
        let n = unsafe { libc::write(1, bytes.as_ptr().cast(), bytes.len()) };
        match usize::try_from(n) {
            Ok(n) => bytes = &bytes[n..],
            Err(_) if matches!(Errno::last().0, libc::EINTR | libc::EAGAIN) => {
                std::thread::yield_now();
            }
            Err(_) => return,
        }
    }
}

/// Columns and rows; 80 by 24 when the terminal does not say.
pub fn size() -> (usize, usize) {
    match fd::terminal_size(1) {
        Ok((columns, rows)) if columns > 0 && rows > 0 => (columns.into(), rows.into()),
        _ => (80, 24),
    }
}

/// A prompt that can make room for text above it.
pub trait AbovePrompt: Send + Sync {
    /// Shows text above the prompt.
    fn print(&self, bytes: &[u8]);
}

/// The prompt that stands on the terminal, if one does.
#[derive(Default)]
pub struct PromptOutput {
    up: AtomicBool,
    prompt: Mutex<Option<Arc<dyn AbovePrompt>>>,
}

impl PromptOutput {
    /// Sets the prompt; `None` when it goes away.
    pub fn set(&self, prompt: Option<Arc<dyn AbovePrompt>>) {
        self.up.store(prompt.is_some(), Ordering::SeqCst);
        *self.prompt.lock() = prompt;
    }

    /// Whether a write to this descriptor has to go above a prompt.
    #[inline]
    pub fn concerns(&self, fd: i32) -> bool {
        self.up.load(Ordering::Relaxed) && (fd == 1 || fd == 2) && fd::isatty(fd)
    }

    /// Writes above the prompt, with the GIL released.
    pub fn write(&self, door: Door<'_>, bytes: &[u8]) {
        door.blocking(Reason::File, || match self.prompt.lock().clone() {
            Some(prompt) => prompt.print(bytes),
            None => write(bytes),
        });
    }
}
