//! The `_socket.socket` type: making sockets, their addresses, options and timeouts.
//!
//! Invariant: the descriptor is -1 once the socket is closed or detached, and belongs to the object
//! until then. A socket with a timeout is non-blocking for the kernel.
//! Next file to read: `transfer.rs`.

use super::address::{parse, shown};
use super::transfer;
use crate::objects::args::{Args, MethodDef, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef, getter, type_flags};
use crate::objects::word::Word;
use crate::payload;
use crate::runtime::errno::Errno;
use crate::runtime::fd;
use crate::runtime::socket::{self, SocketAddress};
use crate::stdlib::posix::path::c_int;
use crate::stdlib::threading::lock::this;
use crate::stdlib::time::seconds::{Rounding, nanoseconds, to_float};

/// A timeout that never passes.
pub const NO_TIMEOUT: i64 = -1;

/// A socket.
#[repr(C)]
pub struct PySocket {
    pub(crate) header: Header,
    fd: Word<i32>,
    family: Word<i32>,
    kind: Word<i32>,
    protocol: Word<i32>,
    /// In nanoseconds: [`NO_TIMEOUT`], 0 for never waiting, or how long to wait.
    timeout: Word<i64>,
}

payload!(PySocket, SOCKET);

static SOCKET_DEF: TypeDef = TypeDef {
    module: "_socket",
    doc: "socket(family=AF_INET, type=SOCK_STREAM, proto=0) -> socket object\nsocket(family=-1, type=-1, proto=-1, fileno=None) -> socket object\n\nOpen a socket of the given type.",
    slots: Slots {
        new: Some(socket_new),
        init: Some(socket_init),
        repr: Some(socket_repr),
        del: Some(socket_del),
        ..Slots::NONE
    },
    flags: type_flags::BASE,
    methods: METHODS,
    getset: &[
        getter(
            "family",
            |vm, x| Ok(vm.int(socket(x).family.get().into())),
            "the socket family",
        ),
        getter(
            "proto",
            |vm, x| Ok(vm.int(socket(x).protocol.get().into())),
            "the socket protocol",
        ),
        getter(
            "timeout",
            |vm, x| Ok(timeout_value(vm, socket(x).timeout.get())),
            "the socket timeout",
        ),
        getter(
            "type",
            |vm, x| Ok(vm.int(socket(x).kind.get().into())),
            "the socket type",
        ),
    ],
    ..TypeDef::of::<PySocket>("socket")
};
/// The type `_socket.socket`.
pub static SOCKET: Type = Type::builtin(&SOCKET_DEF);

#[rustfmt::skip]
const METHODS: &[MethodDef] = &[
    method("_accept", transfer::socket_accept, "self, /", "_accept() -> (integer, address info)\n\nWait for an incoming connection."),
    method("bind", socket_bind, "self, address, /", "Bind the socket to a local address."),
    method("close", socket_close, "self, /", "Close the socket.  It cannot be used after this call."),
    method("connect", transfer::socket_connect, "self, address, /", "Connect the socket to a remote address."),
    method("connect_ex", transfer::socket_connect_ex, "self, address, /", "This is like connect(address), but returns an error code (the errno value)."),
    method("detach", socket_detach, "self, /", "Close the socket object without closing the underlying file descriptor."),
    method("fileno", socket_fileno, "self, /", "Return the integer file descriptor of the socket."),
    method("getblocking", socket_getblocking, "self, /", "Returns True if socket is in blocking mode, or False if it is in non-blocking mode."),
    method("getpeername", socket_getpeername, "self, /", "Return the address of the remote endpoint."),
    method("getsockname", socket_getsockname, "self, /", "Return the address of the local endpoint."),
    method("getsockopt", socket_getsockopt, "self, level, option, buffersize=0, /", "Get a socket option."),
    method("gettimeout", socket_gettimeout, "self, /", "Returns the timeout in seconds (float) associated with socket operations."),
    method("listen", socket_listen, "self, backlog=128, /", "Enable a server to accept connections."),
    method("recv", transfer::socket_recv, "self, bufsize, flags=0, /", "Receive up to buffersize bytes from the socket."),
    method("recv_into", transfer::socket_recv_into, "self, /, buffer, nbytes=0, flags=0", "A version of recv() that stores its data into a buffer."),
    method("recvfrom", transfer::socket_recvfrom, "self, bufsize, flags=0, /", "Like recv(buffersize, flags) but also return the sender's address info."),
    method("recvfrom_into", transfer::socket_recvfrom_into, "self, /, buffer, nbytes=0, flags=0", "Like recv_into(buffer[, nbytes[, flags]]) but also return the sender's address info."),
    method("send", transfer::socket_send, "self, data, flags=0, /", "Send a data string to the socket."),
    method("sendall", transfer::socket_sendall, "self, data, flags=0, /", "Send a data string to the socket, all of it."),
    method("sendto", transfer::socket_sendto, "self, /, *args", "Like send(data, flags) but allows specifying the destination address."),
    method("setblocking", socket_setblocking, "self, flag, /", "Set the socket to blocking (flag is true) or non-blocking (false)."),
    method("setsockopt", socket_setsockopt, "self, level, option, value, optlen=None, /", "Set a socket option."),
    method("settimeout", socket_settimeout, "self, timeout, /", "Set a timeout on socket operations."),
    method("shutdown", socket_shutdown, "self, flag, /", "Shut down one or both halves of the connection."),
];

impl PySocket {
    pub(super) fn fd(&self) -> i32 {
        self.fd.get()
    }

    pub(super) fn family(&self) -> i32 {
        self.family.get()
    }

    pub(super) fn timeout(&self) -> i64 {
        self.timeout.get()
    }

    fn set_timeout(&self, vm: &Vm, timeout: i64) -> PyResult<()> {
        fd::set_blocking(self.fd.get(), timeout < 0).map_err(|e| vm.os_error(e, None))?;
        self.timeout.set(timeout);
        Ok(())
    }

    fn fill(&self, fd: i32, family: i32, kind: i32, protocol: i32) {
        self.fd.set(fd);
        self.family.set(family);
        self.kind
            .set(kind & !(libc::SOCK_NONBLOCK | libc::SOCK_CLOEXEC));
        self.protocol.set(protocol);
    }
}

/// A timeout as scripts see it.
pub(super) fn timeout_value(vm: &Vm, timeout: i64) -> Ref {
    if timeout < 0 {
        Ref::none()
    } else {
        vm.float(to_float(timeout))
    }
}

/// A timeout as scripts give it.
pub(super) fn timeout_argument(vm: &Vm, x: &Ref) -> PyResult<i64> {
    if x.is_none() {
        return Ok(NO_TIMEOUT);
    }
    let timeout = nanoseconds(vm, x, Rounding::Timeout)?;
    if timeout < 0 {
        return Err(vm.value_error("Timeout value out of range"));
    }
    Ok(timeout)
}

fn socket(x: &Ref) -> &PySocket {
    match x.downcast::<PySocket>() {
        Some(s) => s,
        None => unreachable!("slots of socket get sockets"),
    }
}

fn empty(ty: &Type) -> PySocket {
    PySocket {
        header: Header::new(ty),
        fd: Word::new(-1),
        family: Word::new(-1),
        kind: Word::new(-1),
        protocol: Word::new(-1),
        timeout: Word::new(NO_TIMEOUT),
    }
}

/// A plain socket object for a descriptor.
pub(super) fn new_socket(vm: &Vm, fd: i32, family: i32, kind: i32, protocol: i32) -> PyResult {
    let payload = empty(&SOCKET);
    payload.fill(fd, family, kind, protocol);
    let made = vm.alloc_instance(&SOCKET, payload, 0);
    let made = made.ok_or_else(|| vm.memory_error())?;
    let timeout = super::default_timeout(vm);
    if timeout >= 0 {
        socket(&made).set_timeout(vm, timeout)?;
    }
    Ok(made)
}

fn socket_new(vm: &Vm, ty: &Type, _: Args) -> PyResult {
    vm.alloc_instance(ty, empty(ty), 0)
        .ok_or_else(|| vm.memory_error())
}

fn socket_init(vm: &Vm, x: &Ref, args: Args) -> PyResult<()> {
    let signature = "family=-1, type=-1, proto=-1, fileno=None";
    let [family, kind, protocol, fileno] =
        crate::stdlib::bind_new(vm, "socket", signature, 0..=4, args)?;
    let number = |x: &Ref| x.opt().map_or(Ok(-1), |x| c_int(vm, x));
    let (mut family, mut kind, mut protocol) =
        (number(&family)?, number(&kind)?, number(&protocol)?);
    let this = socket(x);
    let fail = |e: Errno| vm.os_error(e, None);
    let fd = match fileno.opt().filter(|f| !f.is_none()) {
        Some(f) => {
            let fd = c_int(vm, f)?;
            if fd < 0 {
                return Err(vm.value_error("negative file descriptor"));
            }
            socket::own_address(fd).map_err(fail)?;
            let ask = |given: i32, option: i32| match given {
                -1 => socket::get_option(fd, libc::SOL_SOCKET, option),
                given => Ok(given),
            };
            family = ask(family, libc::SO_DOMAIN).map_err(fail)?;
            kind = ask(kind, libc::SO_TYPE).map_err(fail)?;
            protocol = ask(protocol, libc::SO_PROTOCOL).map_err(fail)?;
            fd
        }
        None => {
            if family == -1 {
                family = libc::AF_INET;
            }
            if kind == -1 {
                kind = libc::SOCK_STREAM;
            }
            protocol = protocol.max(0);
            socket::open(family, kind, protocol).map_err(fail)?
        }
    };
    this.fill(fd, family, kind, protocol);
    if kind & libc::SOCK_NONBLOCK != 0 {
        this.timeout.set(0);
        return Ok(());
    }
    match super::default_timeout(vm) {
        timeout if timeout >= 0 => this.set_timeout(vm, timeout),
        _ => Ok(()),
    }
}

fn socket_repr(vm: &Vm, x: &Ref) -> PyResult {
    let s = socket(x);
    let (fd, family) = (s.fd.get(), s.family.get());
    let (kind, protocol) = (s.kind.get(), s.protocol.get());
    Ok(vm.new_str(&format!(
        "<socket object, fd={fd}, family={family}, type={kind}, proto={protocol}>"
    )))
}

fn socket_del(vm: &Vm, x: &Ref) {
    let this = socket(x);
    if this.fd.get() < 0 {
        return;
    }
    if let Ok(text) = vm.repr_text(x)
        && let Err(e) = vm.warn_resource(&format!("unclosed {text}"), x)
    {
        vm.unraisable(e, "Exception ignored while finalizing socket", Some(x));
    }
    let fd = this.fd.replace(-1);
    if fd >= 0 {
        let _ = fd::close(vm.door(), fd);
    }
}

fn done(vm: &Vm, result: Result<(), Errno>) -> PyResult {
    match result {
        Ok(()) => Ok(Ref::none()),
        Err(e) => Err(vm.os_error(e, None)),
    }
}

fn socket_bind(vm: &Vm, args: &[Ref]) -> PyResult {
    let this = this!(vm, args, PySocket);
    let address = parse(vm, "bind", this.family(), &args[1])?;
    done(vm, socket::bind(this.fd(), &address))
}

fn socket_close(vm: &Vm, args: &[Ref]) -> PyResult {
    match this!(vm, args, PySocket).fd.replace(-1) {
        // A connection the peer has reset is closed as well.
        fd if fd >= 0 => match fd::close(vm.door(), fd) {
            Err(e) if e.0 != libc::ECONNRESET => Err(vm.os_error(e, None)),
            _ => Ok(Ref::none()),
        },
        _ => Ok(Ref::none()),
    }
}

fn socket_detach(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(vm.int(this!(vm, args, PySocket).fd.replace(-1).into()))
}

fn socket_fileno(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(vm.int(this!(vm, args, PySocket).fd().into()))
}

fn address_of(vm: &Vm, found: Result<SocketAddress, Errno>) -> PyResult {
    match found {
        Ok(address) => Ok(shown(vm, &address.read())),
        Err(e) => Err(vm.os_error(e, None)),
    }
}

fn socket_getsockname(vm: &Vm, args: &[Ref]) -> PyResult {
    address_of(vm, socket::own_address(this!(vm, args, PySocket).fd()))
}

fn socket_getpeername(vm: &Vm, args: &[Ref]) -> PyResult {
    address_of(vm, socket::peer_address(this!(vm, args, PySocket).fd()))
}

fn socket_getsockopt(vm: &Vm, args: &[Ref]) -> PyResult {
    let fd = this!(vm, args, PySocket).fd();
    let (level, option) = (c_int(vm, &args[1])?, c_int(vm, &args[2])?);
    let room = args[3].opt().map_or(Ok(0), |n| vm.index_i64(n))?;
    let fail = |e: Errno| vm.os_error(e, None);
    if room == 0 {
        let value = socket::get_option(fd, level, option).map_err(fail)?;
        return Ok(vm.int(value.into()));
    }
    if !(1..=1024).contains(&room) {
        let text = "getsockopt buflen out of range";
        return Err(vm.error(&crate::builtins::exceptions::OS_ERROR, text));
    }
    let value = socket::get_option_bytes(fd, level, option, room as usize).map_err(fail)?;
    Ok(vm.new_bytes(value))
}

fn socket_setsockopt(vm: &Vm, args: &[Ref]) -> PyResult {
    let fd = this!(vm, args, PySocket).fd();
    let (level, option) = (c_int(vm, &args[1])?, c_int(vm, &args[2])?);
    let length = args[4].opt();
    let result = match (&args[3], length) {
        (v, None) if v.as_int().is_some() => {
            socket::set_option(fd, level, option, &c_int(vm, v)?.to_ne_bytes())
        }
        (v, Some(n)) if v.is_none() => {
            socket::set_option_length(fd, level, option, vm.index_i64(n)? as u32)
        }
        (v, None) => socket::set_option(fd, level, option, &vm.bytes_of(v)?),
        _ => {
            return Err(vm.type_error("setsockopt() argument 3 must be None when optlen is given"));
        }
    };
    done(vm, result)
}

fn socket_listen(vm: &Vm, args: &[Ref]) -> PyResult {
    let backlog = args[1].opt().map_or(Ok(128), |n| c_int(vm, n))?;
    done(
        vm,
        socket::listen(this!(vm, args, PySocket).fd(), backlog.max(0)),
    )
}

fn socket_shutdown(vm: &Vm, args: &[Ref]) -> PyResult {
    let how = c_int(vm, &args[1])?;
    let fd = this!(vm, args, PySocket).fd();
    done(vm, socket::shutdown(vm.door(), fd, how))
}

fn socket_gettimeout(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(timeout_value(vm, this!(vm, args, PySocket).timeout()))
}

fn socket_getblocking(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(Ref::bool(this!(vm, args, PySocket).timeout() != 0))
}

fn socket_settimeout(vm: &Vm, args: &[Ref]) -> PyResult {
    let timeout = timeout_argument(vm, &args[1])?;
    this!(vm, args, PySocket).set_timeout(vm, timeout)?;
    Ok(Ref::none())
}

fn socket_setblocking(vm: &Vm, args: &[Ref]) -> PyResult {
    let timeout = if vm.is_true(&args[1])? { NO_TIMEOUT } else { 0 };
    this!(vm, args, PySocket).set_timeout(vm, timeout)?;
    Ok(Ref::none())
}
