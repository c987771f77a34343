//! What sockets wait for: connecting, accepting, receiving, sending.
//!
//! Invariant: a timeout bounds the whole call, however often it is interrupted; a call on a
//! non-blocking socket never waits.
//! Next file to read: `address.rs`.

use super::address::{parse, shown};
use super::object::PySocket;
use crate::builtins::bytes::PyBytes;
use crate::builtins::exceptions::TIMEOUT_ERROR;
use crate::objects::context::Vm;
use crate::objects::refcount::{Exc, PyResult, Ref};
use crate::runtime::blocking::{Deadline, Door};
use crate::runtime::errno::Errno;
use crate::runtime::fd::{self, Failure, Interest};
use crate::runtime::socket::{self, SocketAddress};
use crate::stdlib::posix::path::{c_int, until_done};
use crate::stdlib::threading::lock::this;
use std::time::Duration;

fn timed_out(vm: &Vm) -> Exc {
    vm.error(&TIMEOUT_ERROR, "timed out")
}

/// Until when a call on this socket may wait.
fn deadline_of(this: &PySocket) -> Deadline {
    match this.timeout() {
        timeout if timeout > 0 => Deadline::after(Duration::from_nanos(timeout as u64)),
        _ => Deadline::Never,
    }
}

/// Waits until the socket is ready; false when the deadline passed first.
fn wait_ready(vm: &Vm, fd: i32, events: i16, deadline: Deadline) -> PyResult<bool> {
    let mut interests = [Interest {
        fd,
        events,
        revents: 0,
    }];
    let ready = until_done(vm, None, |door| fd::poll(door, &mut interests, deadline))?;
    Ok(ready > 0)
}

/// Makes a call that may have to wait for `events`.
fn operate<R>(
    vm: &Vm,
    this: &PySocket,
    events: i16,
    deadline: Deadline,
    mut call: impl FnMut(Door) -> Result<R, Failure>,
) -> PyResult<R> {
    if this.timeout() <= 0 {
        return until_done(vm, None, call);
    }
    loop {
        match call(vm.door()) {
            Ok(r) => return Ok(r),
            Err(Failure::Interrupted) => vm.check_signals()?,
            Err(Failure::Errno(Errno(libc::EAGAIN))) => {
                if !wait_ready(vm, this.fd(), events, deadline)? {
                    return Err(timed_out(vm));
                }
            }
            Err(Failure::Errno(e)) => return Err(vm.os_error(e, None)),
        }
    }
}

pub(super) fn socket_accept(vm: &Vm, args: &[Ref]) -> PyResult {
    let this = this!(vm, args, PySocket);
    let fd = this.fd();
    let (new, peer) = operate(vm, this, libc::POLLIN, deadline_of(this), |door| {
        socket::accept(door, fd)
    })?;
    Ok(vm.new_small_tuple([vm.int(new.into()), shown(vm, &peer.read())]))
}

/// Why a connection was not made.
enum Refused {
    Errno(Errno),
    TimedOut,
}

fn connect(vm: &Vm, this: &PySocket, address: &SocketAddress) -> PyResult<Result<(), Refused>> {
    let fd = this.fd();
    let going_on = match socket::connect(vm.door(), fd, address) {
        Ok(()) => return Ok(Ok(())),
        // An interrupted connection goes on in the kernel.
        Err(Errno(libc::EINTR)) => this.timeout() != 0,
        Err(Errno(libc::EINPROGRESS)) => this.timeout() > 0,
        Err(e) => return Ok(Err(Refused::Errno(e))),
    };
    vm.check_signals()?;
    if !going_on {
        return Ok(Err(Refused::Errno(Errno(libc::EINPROGRESS))));
    }
    if !wait_ready(vm, fd, libc::POLLOUT, deadline_of(this))? {
        return Ok(Err(Refused::TimedOut));
    }
    Ok(socket::pending_error(fd).map_err(Refused::Errno))
}

pub(super) fn socket_connect(vm: &Vm, args: &[Ref]) -> PyResult {
    let this = this!(vm, args, PySocket);
    let address = parse(vm, "connect", this.family(), &args[1])?;
    match connect(vm, this, &address)? {
        Ok(()) => Ok(Ref::none()),
        Err(Refused::TimedOut) => Err(timed_out(vm)),
        Err(Refused::Errno(e)) => Err(vm.os_error(e, None)),
    }
}

pub(super) fn socket_connect_ex(vm: &Vm, args: &[Ref]) -> PyResult {
    let this = this!(vm, args, PySocket);
    let address = parse(vm, "connect_ex", this.family(), &args[1])?;
    let errno = match connect(vm, this, &address)? {
        Ok(()) => 0,
        Err(Refused::TimedOut) => libc::EAGAIN,
        Err(Refused::Errno(e)) => e.0,
    };
    Ok(vm.int(errno.into()))
}

fn flags(vm: &Vm, x: &Ref) -> PyResult<i32> {
    x.opt().map_or(Ok(0), |x| c_int(vm, x))
}

fn receive(
    vm: &Vm,
    this: &PySocket,
    count: usize,
    flags: i32,
) -> PyResult<(Vec<u8>, SocketAddress)> {
    let fd = this.fd();
    operate(vm, this, libc::POLLIN, deadline_of(this), |door| {
        socket::receive(door, fd, count, flags)
    })
}

fn buffer_size(vm: &Vm, x: &Ref, function: &str) -> PyResult<usize> {
    let n = vm.index_i64(x)?;
    usize::try_from(n).map_err(|_| vm.value_error(format!("negative buffersize in {function}")))
}

pub(super) fn socket_recv(vm: &Vm, args: &[Ref]) -> PyResult {
    let this = this!(vm, args, PySocket);
    let count = buffer_size(vm, &args[1], "recv")?;
    let (data, _) = receive(vm, this, count, flags(vm, &args[2])?)?;
    Ok(vm.new_bytes(data))
}

pub(super) fn socket_recvfrom(vm: &Vm, args: &[Ref]) -> PyResult {
    let this = this!(vm, args, PySocket);
    let count = buffer_size(vm, &args[1], "recvfrom")?;
    let (data, from) = receive(vm, this, count, flags(vm, &args[2])?)?;
    Ok(vm.new_small_tuple([vm.new_bytes(data), shown(vm, &from.read())]))
}

/// Receives into a buffer: how many bytes, and whom from.
fn into_buffer(vm: &Vm, args: &[Ref], function: &str) -> PyResult<(usize, SocketAddress)> {
    let this = this!(vm, args, PySocket);
    let target = vm.writable_buffer(&args[1], &format!("{function}() argument 1"))?;
    let wanted = args[2]
        .opt()
        .map_or(Ok(0), |n| buffer_size(vm, n, function))?;
    if wanted > target.len {
        return Err(vm.value_error("buffer too small for requested bytes"));
    }
    let wanted = if wanted == 0 { target.len } else { wanted };
    let (data, from) = receive(vm, this, wanted, flags(vm, &args[3])?)?;
    target.write(0, &data);
    Ok((data.len(), from))
}

pub(super) fn socket_recv_into(vm: &Vm, args: &[Ref]) -> PyResult {
    let (count, _) = into_buffer(vm, args, "recv_into")?;
    Ok(vm.uint(count as u64))
}

pub(super) fn socket_recvfrom_into(vm: &Vm, args: &[Ref]) -> PyResult {
    let (count, from) = into_buffer(vm, args, "recvfrom_into")?;
    Ok(vm.new_small_tuple([vm.uint(count as u64), shown(vm, &from.read())]))
}

/// Runs `work` with the bytes to send; those of `bytes` objects, which never change, in place.
fn with_data<R>(vm: &Vm, x: &Ref, work: impl FnOnce(&[u8]) -> PyResult<R>) -> PyResult<R> {
    match x.downcast::<PyBytes>() {
        Some(b) => work(b.as_slice()),
        None => work(&vm.bytes_of(x)?),
    }
}

pub(super) fn socket_send(vm: &Vm, args: &[Ref]) -> PyResult {
    let this = this!(vm, args, PySocket);
    let (fd, flags) = (this.fd(), flags(vm, &args[2])?);
    with_data(vm, &args[1], |data| {
        let sent = operate(vm, this, libc::POLLOUT, deadline_of(this), |door| {
            socket::send(door, fd, data, flags | libc::MSG_NOSIGNAL, None)
        })?;
        Ok(vm.uint(sent as u64))
    })
}

pub(super) fn socket_sendall(vm: &Vm, args: &[Ref]) -> PyResult {
    let this = this!(vm, args, PySocket);
    let (fd, flags) = (this.fd(), flags(vm, &args[2])?);
    let deadline = deadline_of(this);
    with_data(vm, &args[1], |data| {
        let mut rest = data;
        while !rest.is_empty() {
            let sent = operate(vm, this, libc::POLLOUT, deadline, |door| {
                socket::send(door, fd, rest, flags | libc::MSG_NOSIGNAL, None)
            })?;
            rest = rest.get(sent..).unwrap_or_default();
            if deadline.passed() && !rest.is_empty() {
                return Err(timed_out(vm));
            }
        }
        Ok(Ref::none())
    })
}

pub(super) fn socket_sendto(vm: &Vm, args: &[Ref]) -> PyResult {
    let this = this!(vm, args, PySocket);
    let (data, flags, to) = match crate::builtins::tuple::items(&args[1]) {
        [data, to] => (data, 0, to),
        [data, flags, to] => (data, c_int(vm, flags)?, to),
        other => {
            let n = other.len();
            return Err(vm.type_error(format!("sendto() takes 2 or 3 arguments ({n} given)")));
        }
    };
    let address = parse(vm, "sendto", this.family(), to)?;
    let fd = this.fd();
    with_data(vm, data, |data| {
        let sent = operate(vm, this, libc::POLLOUT, deadline_of(this), |door| {
            socket::send(door, fd, data, flags | libc::MSG_NOSIGNAL, Some(&address))
        })?;
        Ok(vm.uint(sent as u64))
    })
}
