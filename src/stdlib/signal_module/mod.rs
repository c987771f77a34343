//! The `_signal` module; Python's own `signal` is a layer of enums over it.
//!
//! Invariant: handlers are set and run in the main thread only.
//! Deliberately absent: `pidfd_send_signal`.
//! Next file to read: `handlers.rs`, then `../../runtime/signal.rs`.

pub mod handlers;

use crate::builtins::exceptions::{OS_ERROR, PyException};
use crate::builtins::function::PyBuiltinFunction;
use crate::builtins::structseq::{self, StructInfo, item};
use crate::objects::args::{MethodDef, NativeFn, function};
use crate::objects::context::Vm;
use crate::objects::payload::Locked;
use crate::objects::refcount::{Exc, PyResult, Ref};
use crate::objects::types::{GetSetDef, Type, TypeDef, getter, type_flags};
use crate::runtime::blocking::Deadline;
use crate::runtime::errno::Errno;
use crate::runtime::event::Reason;
use crate::runtime::fd;
use crate::runtime::signal::{self as runtime, Disposition, NAMES, NSIG, Taken, Timer};
use crate::stdlib::modules::ModuleDef;
use crate::stdlib::time::seconds::{Rounding, nanoseconds};
use crate::stdlib::{add_ints, add_type};
use handlers::Handler;
use std::time::Duration;

/// The module.
pub static SIGNAL: ModuleDef = ModuleDef {
    name: "_signal",
    doc: "This module provides mechanisms to use signal handlers in Python.",
    functions: FUNCTIONS,
    setup: Some(setup),
};

#[rustfmt::skip]
const FUNCTIONS: &[MethodDef] = &[
    function("alarm", alarm, "seconds, /", "Arrange for SIGALRM to arrive after the given number of seconds."),
    function("default_int_handler", default_int_handler, "signalnum, frame, /", "The default handler for SIGINT installed by Python."),
    function("getitimer", get_timer, "which, /", "Returns current value of given itimer."),
    function("getsignal", get_signal, "signalnum, /", "Return the current action for the given signal."),
    function("pause", pause, "", "Wait until a signal arrives."),
    function("pthread_kill", pthread_kill, "thread_id, signalnum, /", "Send a signal to a thread."),
    function("pthread_sigmask", pthread_sigmask, "how, mask, /", "Fetch and/or change the signal mask of the calling thread."),
    function("raise_signal", raise_signal, "signalnum, /", "Send a signal to the executing process."),
    function("set_wakeup_fd", set_wakeup_fd, "fd, /, *, warn_on_full_buffer=True", "Sets the fd to be written to (with the signal number) when a signal comes in."),
    function("setitimer", set_timer, "which, seconds, interval=0.0, /", "Sets given itimer (one of ITIMER_REAL, ITIMER_VIRTUAL or ITIMER_PROF)."),
    function("siginterrupt", sig_interrupt, "signalnum, flag, /", "Change system call restart behaviour."),
    function("signal", set_signal, "signalnum, handler, /", "Set the action for the given signal."),
    function("sigpending", sig_pending, "", "Examine pending signals."),
    function("sigtimedwait", sig_timed_wait, "sigset, timeout, /", "Like sigwaitinfo(), but with a timeout."),
    function("sigwait", sig_wait, "sigset, /", "Wait for a signal."),
    function("sigwaitinfo", sig_wait_info, "sigset, /", "Wait synchronously until one of the signals in *sigset* is delivered."),
    function("strsignal", str_signal, "signalnum, /", "Return the system description of the given signal."),
    function("valid_signals", valid_signals, "", "Return a set of valid signal numbers on this platform."),
];

const SIG_DFL: i64 = 0;
const SIG_IGN: i64 = 1;

/// `signal.itimer_error`.
pub static ITIMER_ERROR: Type = Type::builtin(&ITIMER_ERROR_DEF);
static ITIMER_ERROR_DEF: TypeDef = TypeDef {
    module: "signal",
    base: Some(&OS_ERROR),
    flags: type_flags::BASE | type_flags::EXCEPTION,
    ..TypeDef::of::<PyException>("itimer_error")
};

/// `signal.struct_siginfo`.
pub static SIGINFO: Type = Type::builtin(&SIGINFO_DEF);
static SIGINFO_DEF: TypeDef = structseq::definition(
    "struct_siginfo",
    "signal",
    "struct_siginfo: Result from sigwaitinfo or sigtimedwait.\n\nThis object may be accessed either as a tuple of\n(si_signo, si_code, si_errno, si_pid, si_uid, si_status, si_band),\nor via the attributes si_signo, si_code, and so on.",
    SIGINFO_FIELDS,
    |vm, class| structseq::describe(vm, class, &SIGINFO_INFO),
);
#[rustfmt::skip]
const SIGINFO_FIELDS: &[GetSetDef] = &[
    getter("si_signo", item::<0>, "signal number"),
    getter("si_code", item::<1>, "signal code"),
    getter("si_errno", item::<2>, "errno associated with this signal"),
    getter("si_pid", item::<3>, "sending process ID"),
    getter("si_uid", item::<4>, "real user ID of sending process"),
    getter("si_status", item::<5>, "exit value or signal"),
    getter("si_band", item::<6>, "band event for SIGPOLL"),
];
static SIGINFO_INFO: StructInfo = StructInfo {
    ty: &SIGINFO,
    name: "signal.struct_siginfo",
    fields: &[
        "si_signo",
        "si_code",
        "si_errno",
        "si_pid",
        "si_uid",
        "si_status",
        "si_band",
    ],
    visible: 7,
};

/// The function object `default_int_handler`.
#[derive(Default)]
struct IntHandler(Locked<Option<Ref>>);

fn setup(vm: &Vm, dict: &Ref) -> PyResult<()> {
    add_type(vm, dict, &SIGINFO)?;
    structseq::register(vm, &SIGINFO_INFO);
    ITIMER_ERROR.ready(vm);
    vm.dict_set(dict, "ItimerError", ITIMER_ERROR.to_ref())?;
    for (name, number) in NAMES {
        vm.dict_set(dict, name, vm.int((*number).into()))?;
    }
    if let Some(f) = vm.dict_get(dict, "default_int_handler") {
        vm.interp.state::<IntHandler>().0.set(Some(f));
    }
    let rows = [
        ("SIG_DFL", SIG_DFL),
        ("SIG_IGN", SIG_IGN),
        ("NSIG", NSIG as i64),
        ("SIG_BLOCK", libc::SIG_BLOCK.into()),
        ("SIG_UNBLOCK", libc::SIG_UNBLOCK.into()),
        ("SIG_SETMASK", libc::SIG_SETMASK.into()),
        ("ITIMER_REAL", 0),
        ("ITIMER_VIRTUAL", 1),
        ("ITIMER_PROF", 2),
    ];
    add_ints(vm, dict, &rows)
}

fn number(vm: &Vm, x: &Ref) -> PyResult<i32> {
    let n = vm.index_i64(x)?;
    match i32::try_from(n) {
        Ok(n) if (1..NSIG as i32).contains(&n) => Ok(n),
        _ => Err(vm.value_error("signal number out of range")),
    }
}

fn failed(vm: &Vm) -> impl Fn(Errno) -> Exc {
    |e| vm.os_error(e, None)
}

fn to_object(vm: &Vm, handler: Handler) -> Ref {
    match handler {
        Handler::AtStart => Ref::none(),
        Handler::Default => vm.int(SIG_DFL),
        Handler::Ignore => vm.int(SIG_IGN),
        Handler::Interrupt => vm
            .interp
            .state::<IntHandler>()
            .0
            .get()
            .unwrap_or_else(Ref::none),
        Handler::Call(f) => f,
    }
}

fn is_int_handler(x: &Ref) -> bool {
    let f = x.downcast::<PyBuiltinFunction>().map(|f| f.def.func);
    f.is_some_and(|f| std::ptr::fn_addr_eq(f, default_int_handler as NativeFn))
}

fn set_signal(vm: &Vm, args: &[Ref]) -> PyResult {
    if !vm.thread.is_main() {
        return Err(vm.value_error("signal only works in main thread of the main interpreter"));
    }
    let number = number(vm, &args[0])?;
    let handler = &args[1];
    let (new, disposition) = match handler.as_i64() {
        Some(SIG_DFL) => (Handler::Default, Disposition::Default),
        Some(SIG_IGN) => (Handler::Ignore, Disposition::Ignore),
        _ if is_int_handler(handler) => (Handler::Interrupt, Disposition::Note),
        _ if handler.ty().slots().call.is_some() => {
            (Handler::Call(handler.clone()), Disposition::Note)
        }
        _ => {
            let text =
                "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object";
            return Err(vm.type_error(text));
        }
    };
    vm.check_signals()?;
    let old = handlers::get(vm, number);
    runtime::set_disposition(number, disposition).map_err(failed(vm))?;
    handlers::set(vm, number, new);
    Ok(to_object(vm, old))
}

fn get_signal(vm: &Vm, args: &[Ref]) -> PyResult {
    let number = number(vm, &args[0])?;
    Ok(to_object(vm, handlers::get(vm, number)))
}

fn default_int_handler(vm: &Vm, _args: &[Ref]) -> PyResult {
    Err(vm.keyboard_interrupt())
}

fn raise_signal(vm: &Vm, args: &[Ref]) -> PyResult {
    let n = vm.index_i64(&args[0])?;
    let n = i32::try_from(n)
        .map_err(|_| vm.overflow_error("Python int too large to convert to C int"))?;
    runtime::raise(n).map_err(failed(vm))?;
    vm.check_signals()?;
    Ok(Ref::none())
}

fn pthread_kill(vm: &Vm, args: &[Ref]) -> PyResult {
    let ident = vm.index_i64(&args[0])? as u64;
    let n = vm.index_i64(&args[1])? as i32;
    let Some(thread) = vm.interp.threads.find(ident) else {
        return Err(vm.os_error(Errno(libc::ESRCH), None));
    };
    runtime::kill_thread(thread.native_id(), n).map_err(failed(vm))?;
    vm.check_signals()?;
    Ok(Ref::none())
}

fn pause(vm: &Vm, _args: &[Ref]) -> PyResult {
    vm.door().wait(Reason::Signal, 0, Deadline::Never, || false);
    vm.check_signals()?;
    Ok(Ref::none())
}

fn alarm(vm: &Vm, args: &[Ref]) -> PyResult {
    let seconds = vm.index_i64(&args[0])?;
    Ok(vm.int(runtime::alarm(seconds as u32).into()))
}

fn str_signal(vm: &Vm, args: &[Ref]) -> PyResult {
    let number = number(vm, &args[0])?;
    let text = runtime::text(number).filter(|t| !t.starts_with("Unknown signal"));
    Ok(text.map_or_else(Ref::none, |t| vm.new_str(&t)))
}

fn set_of(vm: &Vm, numbers: Vec<i32>) -> PyResult {
    let set = vm.new_set();
    for n in numbers {
        vm.call_method_str(&set, "add", &[vm.int(n.into())])?;
    }
    Ok(set)
}

fn valid_signals(vm: &Vm, _args: &[Ref]) -> PyResult {
    set_of(vm, runtime::valid_signals())
}

fn sig_pending(vm: &Vm, _args: &[Ref]) -> PyResult {
    set_of(vm, runtime::pending().map_err(failed(vm))?)
}

fn numbers(vm: &Vm, iterable: &Ref) -> PyResult<Vec<i32>> {
    let mut out = Vec::new();
    for item in vm.collect_items(iterable)? {
        let n = vm.index_i64(&item)?;
        match i32::try_from(n) {
            Ok(n) if (1..NSIG as i32).contains(&n) => out.push(n),
            _ => {
                return Err(
                    vm.value_error(format!("signal number {n} out of range [1; {}]", NSIG - 1))
                );
            }
        }
    }
    Ok(out)
}

fn pthread_sigmask(vm: &Vm, args: &[Ref]) -> PyResult {
    let how = vm.index_i64(&args[0])? as i32;
    let numbers = numbers(vm, &args[1])?;
    let old = runtime::change_mask(how, &numbers).map_err(failed(vm))?;
    vm.check_signals()?;
    set_of(vm, old)
}

fn siginfo(vm: &Vm, t: Taken) -> PyResult {
    let values = [t.number, t.code, t.errno, t.pid, t.uid as i32, t.status, 0];
    structseq::make(
        vm,
        &SIGINFO_INFO,
        values.iter().map(|n| vm.int((*n).into())).collect(),
    )
}

/// Takes a signal, serving others meanwhile; `None` when the time is over.
fn take(vm: &Vm, set: &Ref, deadline: Deadline) -> PyResult<Option<Taken>> {
    let numbers = numbers(vm, set)?;
    loop {
        let left = deadline.remaining();
        match vm.blocking(Reason::Signal, || runtime::take_blocked(&numbers, left)) {
            Ok(taken) => return Ok(Some(taken)),
            Err(Errno(libc::EAGAIN)) => return Ok(None),
            Err(Errno(libc::EINTR)) => vm.check_signals()?,
            Err(e) => return Err(vm.os_error(e, None)),
        }
    }
}

fn sig_wait(vm: &Vm, args: &[Ref]) -> PyResult {
    let taken = take(vm, &args[0], Deadline::Never)?;
    Ok(vm.int(taken.unwrap_or_default().number.into()))
}

fn sig_wait_info(vm: &Vm, args: &[Ref]) -> PyResult {
    let taken = take(vm, &args[0], Deadline::Never)?;
    siginfo(vm, taken.unwrap_or_default())
}

fn sig_timed_wait(vm: &Vm, args: &[Ref]) -> PyResult {
    let span = nanoseconds(vm, &args[1], Rounding::Timeout)?;
    if span < 0 {
        return Err(vm.value_error("timeout must be non-negative"));
    }
    let deadline = Deadline::after(Duration::from_nanos(span as u64));
    match take(vm, &args[0], deadline)? {
        Some(taken) => siginfo(vm, taken),
        None => Ok(Ref::none()),
    }
}

fn sig_interrupt(vm: &Vm, args: &[Ref]) -> PyResult {
    let number = number(vm, &args[0])?;
    let interrupts = vm.is_true(&args[1])?;
    runtime::set_interrupts(number, interrupts).map_err(failed(vm))?;
    Ok(Ref::none())
}

fn set_wakeup_fd(vm: &Vm, args: &[Ref]) -> PyResult {
    let new = vm.index_i64(&args[0])?;
    if !vm.thread.is_main() {
        return Err(
            vm.value_error("set_wakeup_fd only works in main thread of the main interpreter")
        );
    }
    if new != -1 {
        match fd::is_blocking(new as i32) {
            Err(e) => return Err(vm.os_error(e, None)),
            Ok(true) => {
                return Err(vm.value_error(format!("the fd {new} must be in non-blocking mode")));
            }
            Ok(false) => {}
        }
    }
    Ok(vm.int(runtime::set_wakeup_fd(new as i32).into()))
}

fn timer_pair(vm: &Vm, t: Timer) -> Ref {
    vm.new_tuple(vec![
        vm.float(t.value.as_secs_f64()),
        vm.float(t.interval.as_secs_f64()),
    ])
}

fn timer_failed(vm: &Vm, e: Errno) -> Exc {
    vm.os_error_as(&ITIMER_ERROR, e, &e.text(), None, None)
}

fn get_timer(vm: &Vm, args: &[Ref]) -> PyResult {
    let which = vm.index_i64(&args[0])? as i32;
    runtime::get_timer(which)
        .map(|t| timer_pair(vm, t))
        .map_err(|e| timer_failed(vm, e))
}

fn span(vm: &Vm, x: Option<&Ref>) -> PyResult<Duration> {
    let Some(x) = x else {
        return Ok(Duration::ZERO);
    };
    let n = nanoseconds(vm, x, Rounding::Timeout)?;
    u64::try_from(n)
        .map(Duration::from_nanos)
        .map_err(|_| timer_failed(vm, Errno(libc::EINVAL)))
}

fn set_timer(vm: &Vm, args: &[Ref]) -> PyResult {
    let which = vm.index_i64(&args[0])? as i32;
    let new = Timer {
        value: span(vm, args[1].opt())?,
        interval: span(vm, args[2].opt())?,
    };
    runtime::set_timer(which, new)
        .map(|t| timer_pair(vm, t))
        .map_err(|e| timer_failed(vm, e))
}
