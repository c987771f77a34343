//! `_socket`: sockets, addresses, and what the resolver knows.
//!
//! Invariant: whatever may wait goes through the blocking door, and goes on after a signal whose
//! handler did not raise.
//! Deliberately absent: ancillary data (`sendmsg`, `recvmsg`); `socket.py` does without.
//! Files in reading order: `object.rs`, `transfer.rs`, `address.rs`, `lookup.rs`, `constants.rs`.

pub mod address;
mod constants;
pub mod lookup;
pub mod object;
pub mod transfer;

use super::modules::ModuleDef;
use super::posix::path::c_int;
use super::{add_ints, add_type};
use crate::builtins::exceptions::{OS_ERROR, PyException, TIMEOUT_ERROR};
use crate::objects::args::{MethodDef, function};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::{Type, TypeDef, type_flags};
use crate::runtime::{fd, socket};
use std::sync::atomic::{AtomicI64, Ordering::Relaxed};

/// The module.
pub static SOCKET: ModuleDef = ModuleDef {
    name: "_socket",
    doc: "Implementation module for socket operations.\n\nSee the socket module for documentation.",
    functions: FUNCTIONS,
    setup: Some(setup),
};

#[rustfmt::skip]
const FUNCTIONS: &[MethodDef] = &[
    function("close", close, "fd, /", "Close an integer socket file descriptor."),
    function("dup", dup, "fd, /", "Duplicate an integer socket file descriptor."),
    function("getaddrinfo", lookup::getaddrinfo, "host, port, family=0, type=0, proto=0, flags=0", "Resolve host and port into addrinfo struct."),
    function("getdefaulttimeout", get_default_timeout, "", "Returns the default timeout in seconds (float) for new socket objects."),
    function("gethostbyaddr", lookup::gethostbyaddr, "host, /", "Return the true host name, a list of aliases, and a list of IP addresses, for a host."),
    function("gethostbyname", lookup::gethostbyname, "host, /", "Return the IP address for a host."),
    function("gethostbyname_ex", lookup::gethostbyname_ex, "host, /", "Return the true host name, a list of aliases, and a list of IP addresses, for a host."),
    function("gethostname", lookup::gethostname, "", "Return the current host name."),
    function("getnameinfo", lookup::getnameinfo, "sockaddr, flags, /", "Get host and port for a sockaddr."),
    function("getprotobyname", lookup::getprotobyname, "name, /", "Return the protocol number for the named protocol."),
    function("getservbyname", lookup::getservbyname, "servicename, protocolname=None, /", "Return a port number from a service name and protocol name."),
    function("getservbyport", lookup::getservbyport, "port, protocolname=None, /", "Return the service name from a port number and protocol name."),
    function("htonl", lookup::htonl, "integer, /", "Convert a 32-bit unsigned integer from host to network byte order."),
    function("htons", lookup::htons, "integer, /", "Convert a 16-bit unsigned integer from host to network byte order."),
    function("if_indextoname", lookup::if_indextoname, "if_index, /", "Returns the interface name corresponding to the interface index if_index."),
    function("if_nameindex", lookup::if_nameindex, "", "Returns a list of network interface information (index, name) tuples."),
    function("if_nametoindex", lookup::if_nametoindex, "oname, /", "Returns the interface index corresponding to the interface name if_name."),
    function("inet_aton", lookup::inet_aton, "ip_addr, /", "Convert an IP address in string format to the 32-bit packed binary format."),
    function("inet_ntoa", lookup::inet_ntoa, "packed_ip, /", "Convert an IP address from 32-bit packed binary format to string format."),
    function("inet_ntop", lookup::inet_ntop, "af, packed_ip, /", "Convert a packed IP address of the given family to string format."),
    function("inet_pton", lookup::inet_pton, "af, ip, /", "Convert an IP address from string format to a packed string."),
    function("ntohl", lookup::ntohl, "integer, /", "Convert a 32-bit unsigned integer from network to host byte order."),
    function("ntohs", lookup::ntohs, "integer, /", "Convert a 16-bit unsigned integer from network to host byte order."),
    function("setdefaulttimeout", set_default_timeout, "timeout, /", "Set the default timeout in seconds (float) for new socket objects."),
    function("socketpair", socketpair, "family=AF_UNIX, type=SOCK_STREAM, proto=0, /", "Create a pair of socket objects from the sockets returned by the platform socketpair() function."),
];

const fn error_type(name: &'static str) -> TypeDef {
    TypeDef {
        module: "socket",
        base: Some(&OS_ERROR),
        flags: type_flags::BASE | type_flags::EXCEPTION,
        ..TypeDef::of::<PyException>(name)
    }
}

static GAI_ERROR_DEF: TypeDef = error_type("gaierror");
/// `socket.gaierror`
pub static GAI_ERROR: Type = Type::builtin(&GAI_ERROR_DEF);
static HERROR_DEF: TypeDef = error_type("herror");
/// `socket.herror`
pub static HERROR: Type = Type::builtin(&HERROR_DEF);

fn setup(vm: &Vm, dict: &Ref) -> PyResult<()> {
    for ty in [&object::SOCKET, &GAI_ERROR, &HERROR] {
        add_type(vm, dict, ty)?;
    }
    let rows = [
        ("SocketType", object::SOCKET.to_ref()),
        ("error", OS_ERROR.to_ref()),
        ("has_ipv6", Ref::bool(true)),
        ("timeout", TIMEOUT_ERROR.to_ref()),
    ];
    for (name, value) in rows {
        vm.dict_set(dict, name, value)?;
    }
    add_ints(vm, dict, constants::NUMBERS)
}

fn close(vm: &Vm, args: &[Ref]) -> PyResult {
    let number = c_int(vm, &args[0])?;
    fd::close(vm.door(), number).map_err(|e| vm.os_error(e, None))?;
    Ok(Ref::none())
}

fn dup(vm: &Vm, args: &[Ref]) -> PyResult {
    let number = c_int(vm, &args[0])?;
    let new = fd::duplicate(number).map_err(|e| vm.os_error(e, None))?;
    Ok(vm.int(new.into()))
}

fn socketpair(vm: &Vm, args: &[Ref]) -> PyResult {
    let given = |i: usize, default: i32| {
        let x = args[i].opt().filter(|x| !x.is_none());
        x.map_or(Ok(default), |x| c_int(vm, x))
    };
    let family = given(0, libc::AF_UNIX)?;
    let kind = given(1, libc::SOCK_STREAM)?;
    let protocol = given(2, 0)?;
    let (a, b) = socket::pair(family, kind, protocol).map_err(|e| vm.os_error(e, None))?;
    let a = object::new_socket(vm, a, family, kind, protocol)?;
    let b = object::new_socket(vm, b, family, kind, protocol)?;
    Ok(vm.new_small_tuple([a, b]))
}

/// `socket.setdefaulttimeout`, in nanoseconds; negative for none.
struct DefaultTimeout(AtomicI64);

impl Default for DefaultTimeout {
    fn default() -> Self {
        DefaultTimeout(AtomicI64::new(object::NO_TIMEOUT))
    }
}

/// The timeout new sockets get.
pub(super) fn default_timeout(vm: &Vm) -> i64 {
    vm.interp.state::<DefaultTimeout>().0.load(Relaxed)
}

fn get_default_timeout(vm: &Vm, _args: &[Ref]) -> PyResult {
    Ok(object::timeout_value(vm, default_timeout(vm)))
}

fn set_default_timeout(vm: &Vm, args: &[Ref]) -> PyResult {
    let timeout = object::timeout_argument(vm, &args[0])?;
    let state = vm.interp.state::<DefaultTimeout>();
    state.0.store(timeout, Relaxed);
    Ok(Ref::none())
}
