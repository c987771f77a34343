//! Functions that ask for names and numbers: hosts, services, protocols, interfaces, byte orders.
//!
//! Invariant: whatever may ask the network does so through `../../runtime/resolve.rs`.
//! Next file to read: `../../runtime/resolve.rs`.

use super::address::{ipv4, parse, shown};
use super::{GAI_ERROR, HERROR};
use crate::builtins::exceptions::{OS_ERROR, UNICODE_ERROR};
use crate::builtins::tuple;
use crate::objects::context::Vm;
use crate::objects::refcount::{Exc, PyResult, Ref};
use crate::runtime::errno::Errno;
use crate::runtime::resolve::{self, Question, ResolveError, host_name, lookup, name_of};
use crate::runtime::socket::{Address, SocketAddress};
use crate::stdlib::posix::path::c_int;
use std::ffi::CString;
use std::net::{Ipv4Addr, Ipv6Addr};

/// The exception of a failed look-up.
pub(super) fn resolve_error(vm: &Vm, e: ResolveError) -> Exc {
    match e {
        ResolveError::System(errno) => vm.os_error(errno, None),
        ResolveError::Resolver(code, text) => {
            vm.os_error_as(&GAI_ERROR, Errno(code), &text, None, None)
        }
    }
}

/// A host's name as the resolver takes it.
pub(super) fn host_text(vm: &Vm, x: &Ref) -> PyResult<Vec<u8>> {
    let bytes = match x.as_str() {
        Some(s) => match s.as_ascii() {
            Some(ascii) => ascii.as_bytes().to_vec(),
            None => {
                let encoded = vm.call_method_str(x, "encode", &[vm.new_str("idna")]);
                match encoded {
                    Ok(b) => vm.bytes_of(&b)?,
                    Err(e) if e.matches(&UNICODE_ERROR) => {
                        return Err(vm.type_error("encoding of hostname failed"));
                    }
                    Err(e) => return Err(e),
                }
            }
        },
        None if x.ty().slots().buffer.is_some() => vm.bytes_of(x)?,
        None => {
            return Err(vm.type_error(format!(
                "str, bytes or bytearray expected, not {}",
                x.ty().name()
            )));
        }
    };
    if bytes.contains(&0) {
        return Err(vm.type_error("host name must not contain null character"));
    }
    Ok(bytes)
}

fn c_string(vm: &Vm, bytes: Vec<u8>) -> PyResult<CString> {
    CString::new(bytes).map_err(|_| vm.value_error("embedded null character"))
}

pub(super) fn getaddrinfo(vm: &Vm, args: &[Ref]) -> PyResult {
    let [host, port, family, kind, protocol, flags] = args else {
        return Ok(Ref::none());
    };
    let host = match host {
        h if h.is_none() => None,
        h if h.as_str().is_some() || h.ty().slots().buffer.is_some() => {
            Some(c_string(vm, host_text(vm, h)?)?)
        }
        _ => return Err(vm.type_error("getaddrinfo() argument 1 must be string or None")),
    };
    let service = match port {
        p if p.is_none() => None,
        p if p.as_int().is_some() => Some(c_string(vm, vm.str_text(&vm.index(p)?)?.into_bytes())?),
        p if p.as_str().is_some() => Some(c_string(vm, vm.str_lossy(p).into_bytes())?),
        p if p.ty().slots().buffer.is_some() => Some(c_string(vm, vm.bytes_of(p)?)?),
        _ => return Err(vm.error(&OS_ERROR, "Int or String expected")),
    };
    let number = |x: &Ref| x.opt().map_or(Ok(0), |x| c_int(vm, x));
    let question = Question {
        host,
        service,
        family: number(family)?,
        kind: number(kind)?,
        protocol: number(protocol)?,
        flags: number(flags)?,
    };
    let found = lookup(vm.door(), &question).map_err(|e| resolve_error(vm, e))?;
    let rows = found.into_iter().map(|f| {
        let name = f.canonical_name.unwrap_or_default();
        vm.new_small_tuple([
            vm.int(f.family.into()),
            vm.int(f.kind.into()),
            vm.int(f.protocol.into()),
            vm.new_str(&String::from_utf8_lossy(&name)),
            shown(vm, &f.address.read()),
        ])
    });
    Ok(vm.new_list(rows.collect()))
}

pub(super) fn gethostbyname(vm: &Vm, args: &[Ref]) -> PyResult {
    let name = host_text(vm, &args[0])?;
    Ok(vm.new_str(&ipv4(vm, &name)?.to_string()))
}

fn ask(vm: &Vm, host: Vec<u8>, flags: i32) -> PyResult<Vec<resolve::AddressInfo>> {
    let question = Question {
        host: Some(c_string(vm, host)?),
        kind: libc::SOCK_STREAM,
        flags,
        ..Question::default()
    };
    lookup(vm.door(), &question).map_err(|e| resolve_error(vm, e))
}

/// `(name, aliases, addresses)` of a host, by what the resolver knows.
fn host_entry(vm: &Vm, name: Vec<u8>, family: i32) -> PyResult {
    let found = ask(vm, name.clone(), libc::AI_CANONNAME)?;
    let canonical = found.iter().find_map(|f| f.canonical_name.clone());
    let addresses = found.iter().filter_map(|f| match f.address.read() {
        Address::Inet(ip, _) if family != libc::AF_INET6 => Some(vm.new_str(&ip.to_string())),
        Address::Inet6(ip, ..) if family == libc::AF_INET6 => Some(vm.new_str(&ip.to_string())),
        _ => None,
    });
    let canonical = canonical.unwrap_or(name);
    let addresses = addresses.collect();
    Ok(vm.new_small_tuple([
        vm.new_str(&String::from_utf8_lossy(&canonical)),
        vm.new_list(Vec::new()),
        vm.new_list(addresses),
    ]))
}

pub(super) fn gethostbyname_ex(vm: &Vm, args: &[Ref]) -> PyResult {
    host_entry(vm, host_text(vm, &args[0])?, libc::AF_INET)
}

pub(super) fn gethostbyaddr(vm: &Vm, args: &[Ref]) -> PyResult {
    let given = host_text(vm, &args[0])?;
    let found = ask(vm, given, 0)?;
    let Some(info) = found.first() else {
        return Err(vm.os_error_as(&HERROR, Errno(1), "Unknown host", None, None));
    };
    let (name, _) = name_of(vm.door(), &info.address, libc::NI_NAMEREQD)
        .map_err(|_| vm.os_error_as(&HERROR, Errno(1), "Unknown host", None, None))?;
    let ip = match info.address.read() {
        Address::Inet(ip, _) => ip.to_string(),
        Address::Inet6(ip, ..) => ip.to_string(),
        _ => String::new(),
    };
    Ok(vm.new_small_tuple([
        vm.new_str(&String::from_utf8_lossy(&name)),
        vm.new_list(Vec::new()),
        vm.new_list(vec![vm.new_str(&ip)]),
    ]))
}

pub(super) fn gethostname(vm: &Vm, _args: &[Ref]) -> PyResult {
    match host_name() {
        Ok(name) => Ok(crate::stdlib::posix::path::decode(vm, &name)),
        Err(e) => Err(vm.os_error(e, None)),
    }
}

pub(super) fn getnameinfo(vm: &Vm, args: &[Ref]) -> PyResult {
    let flags = c_int(vm, &args[1])?;
    if !args[0].is_instance(&tuple::TUPLE) {
        return Err(vm.type_error("getnameinfo() argument 1 must be a tuple"));
    }
    let [host, ..] = tuple::items(&args[0]) else {
        return Err(vm.type_error("getnameinfo() argument 1 must be a tuple"));
    };
    let v6 = vm.str_lossy(host).contains(':');
    let family = if v6 { libc::AF_INET6 } else { libc::AF_INET };
    let address = parse(vm, "getnameinfo", family, &args[0])?;
    let (host, service) = name_of(vm.door(), &address, flags).map_err(|e| resolve_error(vm, e))?;
    let text = |b: &[u8]| vm.new_str(&String::from_utf8_lossy(b));
    Ok(vm.new_small_tuple([text(&host), text(&service)]))
}

const PROTOCOLS: &[(&str, i64)] = &[
    ("icmp", 1),
    ("igmp", 2),
    ("ip", 0),
    ("ipv6", 41),
    ("ipv6-icmp", 58),
    ("sctp", 132),
    ("tcp", 6),
    ("udp", 17),
];

pub(super) fn getprotobyname(vm: &Vm, args: &[Ref]) -> PyResult {
    let name = vm.str_lossy(&args[0]);
    match PROTOCOLS.iter().find(|(n, _)| *n == name) {
        Some((_, number)) => Ok(vm.int(*number)),
        None => Err(vm.error(&OS_ERROR, "protocol not found")),
    }
}

fn kind_of(vm: &Vm, protocol: &Ref) -> i32 {
    match protocol.opt().map(|p| vm.str_lossy(p)).as_deref() {
        Some("udp") => libc::SOCK_DGRAM,
        _ => libc::SOCK_STREAM,
    }
}

pub(super) fn getservbyname(vm: &Vm, args: &[Ref]) -> PyResult {
    let question = Question {
        service: Some(c_string(vm, vm.str_lossy(&args[0]).into_bytes())?),
        family: libc::AF_INET,
        kind: kind_of(vm, &args[1]),
        ..Question::default()
    };
    let found = lookup(vm.door(), &question).unwrap_or_default();
    match found.first().map(|f| f.address.read()) {
        Some(Address::Inet(_, port)) => Ok(vm.int(port.into())),
        _ => Err(vm.error(&OS_ERROR, "service/proto not found")),
    }
}

pub(super) fn getservbyport(vm: &Vm, args: &[Ref]) -> PyResult {
    let port = vm.index_i64(&args[0])?;
    let Ok(number) = u16::try_from(port) else {
        return Err(vm.overflow_error("getservbyport: port must be 0-65535."));
    };
    let flags = match kind_of(vm, &args[1]) {
        libc::SOCK_DGRAM => libc::NI_DGRAM,
        _ => 0,
    };
    let address = SocketAddress::new(&Address::Inet(Ipv4Addr::UNSPECIFIED, number));
    let found = address.and_then(|a| name_of(vm.door(), &a, flags).ok());
    match found {
        Some((_, service)) if service != port.to_string().into_bytes() => {
            Ok(vm.new_str(&String::from_utf8_lossy(&service)))
        }
        _ => Err(vm.error(&OS_ERROR, "port/proto not found")),
    }
}

fn swapped<const MAX: i64>(vm: &Vm, args: &[Ref], swap: fn(i64) -> i64) -> PyResult {
    let n = vm.index(&args[0])?;
    match n.as_i64() {
        Some(n) if (0..=MAX).contains(&n) => Ok(vm.int(swap(n))),
        Some(n) if n < 0 => Err(vm.value_error("Cannot convert negative int")),
        _ => {
            let bits = if MAX > 0xffff { 32 } else { 16 };
            let text = format!("Python int too large for C uint{bits}_t");
            Err(vm.overflow_error(text))
        }
    }
}

pub(super) fn htons(vm: &Vm, args: &[Ref]) -> PyResult {
    swapped::<0xffff>(vm, args, |n| (n as u16).to_be().into())
}
pub(super) fn ntohs(vm: &Vm, args: &[Ref]) -> PyResult {
    swapped::<0xffff>(vm, args, |n| u16::from_be(n as u16).into())
}
pub(super) fn htonl(vm: &Vm, args: &[Ref]) -> PyResult {
    swapped::<0xffff_ffff>(vm, args, |n| (n as u32).to_be().into())
}
pub(super) fn ntohl(vm: &Vm, args: &[Ref]) -> PyResult {
    swapped::<0xffff_ffff>(vm, args, |n| u32::from_be(n as u32).into())
}

/// An IPv4 number in any of the forms C takes: `127.1`, `0x7f000001`.
fn any_ipv4(text: &str) -> Option<Ipv4Addr> {
    let parts: Option<Vec<u32>> = text
        .split('.')
        .map(|p| match p.strip_prefix("0x").or(p.strip_prefix("0X")) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None if p.len() > 1 && p.starts_with('0') => u32::from_str_radix(p, 8).ok(),
            None => p.parse().ok(),
        })
        .collect();
    let parts = parts?;
    let (last, front) = parts.split_last()?;
    if front.len() > 3 || front.iter().any(|&p| p > 255) {
        return None;
    }
    let room = 8 * (4 - front.len() as u32);
    if room < 32 && *last >= 1 << room {
        return None;
    }
    let high = front.iter().fold(0u64, |all, p| all << 8 | u64::from(*p));
    Some(Ipv4Addr::from((high << room) as u32 | last))
}

pub(super) fn inet_aton(vm: &Vm, args: &[Ref]) -> PyResult {
    match any_ipv4(&vm.str_lossy(&args[0])) {
        Some(ip) => Ok(vm.new_bytes(ip.octets().to_vec())),
        None => Err(vm.error(&OS_ERROR, "illegal IP address string passed to inet_aton")),
    }
}

pub(super) fn inet_ntoa(vm: &Vm, args: &[Ref]) -> PyResult {
    let bytes = vm.bytes_of(&args[0])?;
    match <[u8; 4]>::try_from(bytes) {
        Ok(four) => Ok(vm.new_str(&Ipv4Addr::from(four).to_string())),
        Err(_) => Err(vm.error(&OS_ERROR, "packed IP wrong length")),
    }
}

pub(super) fn inet_pton(vm: &Vm, args: &[Ref]) -> PyResult {
    let text = vm.str_lossy(&args[1]);
    let bytes = match c_int(vm, &args[0])? {
        libc::AF_INET => text.parse::<Ipv4Addr>().map(|ip| ip.octets().to_vec()),
        libc::AF_INET6 => text.parse::<Ipv6Addr>().map(|ip| ip.octets().to_vec()),
        _ => return Err(vm.os_error(Errno(libc::EAFNOSUPPORT), None)),
    };
    match bytes {
        Ok(b) => Ok(vm.new_bytes(b)),
        Err(_) => Err(vm.error(&OS_ERROR, "illegal IP address string passed to inet_pton")),
    }
}

pub(super) fn inet_ntop(vm: &Vm, args: &[Ref]) -> PyResult {
    let family = c_int(vm, &args[0])?;
    let bytes = vm.bytes_of(&args[1])?;
    let wrong = || vm.value_error("invalid length of packed IP address string");
    let text = match family {
        libc::AF_INET => {
            Ipv4Addr::from(<[u8; 4]>::try_from(bytes).map_err(|_| wrong())?).to_string()
        }
        libc::AF_INET6 => {
            Ipv6Addr::from(<[u8; 16]>::try_from(bytes).map_err(|_| wrong())?).to_string()
        }
        _ => return Err(vm.value_error(format!("unknown address family {family}"))),
    };
    Ok(vm.new_str(&text))
}

pub(super) fn if_nametoindex(vm: &Vm, args: &[Ref]) -> PyResult {
    let name = crate::stdlib::posixsubprocess::c_string(vm, &args[0])?;
    match resolve::interface_index(&name) {
        Some(index) => Ok(vm.int(index.into())),
        None => Err(vm.error(&OS_ERROR, "no interface with this name")),
    }
}

pub(super) fn if_indextoname(vm: &Vm, args: &[Ref]) -> PyResult {
    let index = vm.index_i64(&args[0])? as u32;
    match resolve::interface_name(index) {
        Some(name) => Ok(crate::stdlib::posix::path::decode(vm, &name)),
        None => Err(vm.os_error(Errno(libc::ENXIO), None)),
    }
}

pub(super) fn if_nameindex(vm: &Vm, _args: &[Ref]) -> PyResult {
    let all = (1..256).filter_map(|index| {
        let name = resolve::interface_name(index)?;
        let name = crate::stdlib::posix::path::decode(vm, &name);
        Some(vm.new_small_tuple([vm.int(index.into()), name]))
    });
    Ok(vm.new_list(all.collect()))
}
