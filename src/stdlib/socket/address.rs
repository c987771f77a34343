//! Addresses as scripts write them: `(host, port)` and the like, and paths.
//!
//! Invariant: a host's name is looked up only after everything that can be wrong with the rest of
//! the address has been checked.
//! Next file to read: `lookup.rs`.

use super::lookup::{host_text, resolve_error};
use crate::builtins::tuple::{self, TUPLE};
use crate::objects::context::Vm;
use crate::objects::refcount::{Exc, PyResult, Ref};
use crate::runtime::resolve::{Question, lookup};
use crate::runtime::socket::{Address, SocketAddress};
use crate::stdlib::posix::path;
use std::ffi::CString;
use std::net::{Ipv4Addr, Ipv6Addr};

/// The address a script gave, for a socket of this family; `function` is named in errors.
pub(super) fn parse(vm: &Vm, function: &str, family: i32, x: &Ref) -> PyResult<SocketAddress> {
    let address = match family {
        libc::AF_INET => inet(vm, function, x)?,
        libc::AF_INET6 => inet6(vm, function, x)?,
        libc::AF_UNIX => unix(vm, x)?,
        _ => {
            return Err(vm.error(
                &crate::builtins::exceptions::OS_ERROR,
                format!("{function}(): bad family"),
            ));
        }
    };
    SocketAddress::new(&address).ok_or_else(|| {
        vm.error(
            &crate::builtins::exceptions::OS_ERROR,
            "AF_UNIX path too long",
        )
    })
}

fn parts<'a>(vm: &Vm, function: &str, family: &str, x: &'a Ref) -> PyResult<&'a [Ref]> {
    if x.is_instance(&TUPLE) {
        return Ok(tuple::items(x));
    }
    Err(vm.type_error(format!(
        "{function}(): {family} address must be tuple, not {}",
        x.ty().name()
    )))
}

fn port(vm: &Vm, function: &str, x: &Ref) -> PyResult<u16> {
    let n = vm.index(x)?;
    let fits = n.as_i64().and_then(|n| u16::try_from(n).ok());
    fits.ok_or_else(|| vm.overflow_error(format!("{function}(): port must be 0-65535.")))
}

fn wrong_shape(vm: &Vm, text: &str) -> Exc {
    vm.type_error(text.to_string())
}

fn inet(vm: &Vm, function: &str, x: &Ref) -> PyResult<Address> {
    let [host, number] = parts(vm, function, "AF_INET", x)? else {
        return Err(wrong_shape(
            vm,
            "AF_INET address must be a pair (host, port)",
        ));
    };
    let name = host_text(vm, host)?;
    let number = port(vm, function, number)?;
    Ok(Address::Inet(ipv4(vm, &name)?, number))
}

/// The number of an IPv4 host.
pub(super) fn ipv4(vm: &Vm, name: &[u8]) -> PyResult<Ipv4Addr> {
    match name {
        b"" => return Ok(Ipv4Addr::UNSPECIFIED),
        b"<broadcast>" | b"255.255.255.255" => return Ok(Ipv4Addr::BROADCAST),
        _ => {}
    }
    let known = std::str::from_utf8(name).ok().and_then(|s| s.parse().ok());
    if let Some(ip) = known {
        return Ok(ip);
    }
    match first(vm, libc::AF_INET, name)? {
        Address::Inet(ip, _) => Ok(ip),
        _ => Err(vm.error(
            &crate::builtins::exceptions::OS_ERROR,
            "unsupported address family",
        )),
    }
}

/// The first address the resolver knows for a host.
fn first(vm: &Vm, family: i32, name: &[u8]) -> PyResult<Address> {
    let question = Question {
        host: Some(
            CString::new(name)
                .map_err(|_| vm.type_error("host name must not contain null character"))?,
        ),
        family,
        ..Question::default()
    };
    let found = lookup(vm.door(), &question).map_err(|e| resolve_error(vm, e))?;
    Ok(found.first().map_or(Address::None, |f| f.address.read()))
}

fn inet6(vm: &Vm, function: &str, x: &Ref) -> PyResult<Address> {
    let given = parts(vm, function, "AF_INET6", x)?;
    if !(2..=4).contains(&given.len()) {
        let text = "AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])";
        return Err(wrong_shape(vm, text));
    }
    let name = host_text(vm, &given[0])?;
    let number = port(vm, function, &given[1])?;
    let optional = |i: usize| given.get(i).map_or(Ok(0), |n| vm.index_i64(n));
    let (flow, scope) = (optional(2)?, optional(3)?);
    if !(0..=0xf_ffff).contains(&flow) {
        return Err(vm.overflow_error(format!("{function}(): flowinfo must be 0-1048575.")));
    }
    let text = std::str::from_utf8(&name).unwrap_or("");
    let ip = if text.is_empty() {
        Ipv6Addr::UNSPECIFIED
    } else if let Ok(ip) = text.parse() {
        ip
    } else {
        match first(vm, libc::AF_INET6, &name)? {
            Address::Inet6(ip, _, _, found) => {
                let scope = if scope == 0 { found } else { scope as u32 };
                return Ok(Address::Inet6(ip, number, flow as u32, scope));
            }
            _ => Ipv6Addr::UNSPECIFIED,
        }
    };
    Ok(Address::Inet6(ip, number, flow as u32, scope as u32))
}

fn unix(vm: &Vm, x: &Ref) -> PyResult<Address> {
    let bytes = match x.as_str() {
        Some(s) => path::encode(vm, x, s)?,
        None => vm.bytes_of(x)?,
    };
    Ok(Address::Unix(bytes))
}

/// An address as scripts see it.
pub(super) fn shown(vm: &Vm, address: &Address) -> Ref {
    match address {
        Address::None => Ref::none(),
        Address::Inet(ip, port) => {
            vm.new_small_tuple([vm.new_str(&ip.to_string()), vm.int((*port).into())])
        }
        Address::Inet6(ip, port, flow, scope) => vm.new_small_tuple([
            ipv6_text(vm, ip, *scope),
            vm.int((*port).into()),
            vm.int((*flow).into()),
            vm.int((*scope).into()),
        ]),
        // A name in the abstract namespace is no text.
        Address::Unix(path) if path.first() == Some(&0) => vm.new_bytes(path.clone()),
        Address::Unix(path) => path::decode(vm, path),
        Address::Other(family, bytes) => {
            vm.new_small_tuple([vm.int((*family).into()), vm.new_bytes(bytes.clone())])
        }
    }
}

/// A link-local address names its interface.
fn ipv6_text(vm: &Vm, ip: &Ipv6Addr, scope: u32) -> Ref {
    let interface = (scope != 0)
        .then(|| crate::runtime::resolve::interface_name(scope))
        .flatten();
    vm.new_str(&match interface {
        Some(name) => format!("{ip}%{}", String::from_utf8_lossy(&name)),
        None => ip.to_string(),
    })
}
