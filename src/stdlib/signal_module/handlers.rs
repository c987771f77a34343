//! The table of signal handlers, and running them.
//!
//! Invariant: handlers run in the main thread only, at a check point or after an interrupted wait.
//! A signal without an entry of its own behaves as at start: SIGINT raises KeyboardInterrupt, even
//! if the script never imports `signal`.
//! Deliberately absent: noting that a signal has arrived (`../../runtime/signal.rs`).
//! Next file to read: `mod.rs`.

use crate::objects::context::Vm;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::runtime::signal::{self, Disposition, NSIG};

/// What a script has set for a signal.
#[derive(Clone, Default)]
pub enum Handler {
    /// Nothing yet: as at start.
    #[default]
    AtStart,
    /// `signal.SIG_DFL`.
    Default,
    /// `signal.SIG_IGN`.
    Ignore,
    /// `signal.default_int_handler`.
    Interrupt,
    /// Any other callable.
    Call(Ref),
}

/// One handler for each signal.
pub struct Handlers(Locked<Vec<Handler>>);

impl Default for Handlers {
    fn default() -> Self {
        Handlers(Locked::new(vec![Handler::AtStart; NSIG]))
    }
}

/// What is set for signal `number`.
pub fn get(vm: &Vm, number: i32) -> Handler {
    let handlers = vm.interp.state::<Handlers>();
    let set = handlers
        .0
        .with(|h| usize::try_from(number).ok().and_then(|n| h.get(n).cloned()));
    match set.unwrap_or_default() {
        Handler::AtStart => match signal::disposition(number) {
            Ok(Disposition::Note) => Handler::Interrupt,
            Ok(Disposition::Ignore) => Handler::Ignore,
            Ok(Disposition::Default) => Handler::Default,
            _ => Handler::AtStart,
        },
        set => set,
    }
}

/// Sets what happens for signal `number`.
pub fn set(vm: &Vm, number: i32, handler: Handler) {
    let handlers = vm.interp.state::<Handlers>();
    let index = usize::try_from(number).unwrap_or(0);
    let old = handlers.0.with(|h| {
        h.get_mut(index)
            .map(|place| std::mem::replace(place, handler))
    });
    drop(old);
}

/// Runs the handlers of the signals that have arrived, until one raises.
pub fn run_tripped(vm: &Vm) -> PyResult<()> {
    while let Some(number) = signal::take_tripped(&vm.thread) {
        match get(vm, number) {
            Handler::Interrupt => return Err(vm.keyboard_interrupt()),
            Handler::Call(f) => {
                let frame = crate::stdlib::sys::frames::current(vm)?;
                vm.call(&f, &[vm.int(number.into()), frame])?;
            }
            Handler::AtStart | Handler::Default | Handler::Ignore => {}
        }
    }
    Ok(())
}
