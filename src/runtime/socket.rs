//! Sockets: the system calls under `_socket`, and addresses as safe values.
//!
//! Invariant: every call that may block goes through the blocking door by way of
//! [`retry`](super::fd::retry); those that never block are made with the GIL held.
//! Deliberately absent: timeouts, which the caller makes from a non-blocking socket and
//! [`poll`](super::fd::poll).
//! Next file to read: `resolve.rs`.
//!
//! # Why the unsafe code here is sound
//!
//! 1. The kernel checks descriptors: a wrong one is EBADF, never undefined behaviour.
//! 2. Pointers and lengths handed to the kernel are those of one slice, vector or local, borrowed
//!    for the length of the call.
//! 3. Out-parameters are locals for which all zeroes is valid.
//! 4. A [`SocketAddress`] is a `sockaddr_storage`, which is large and aligned enough for the address
//!    of any family; its bytes are read as a family's struct only if that many came.
#![allow(unsafe_code)]

use super::blocking::Door;
use super::errno::Errno;
use super::event::Reason;
use super::fd::{Failure, Fd, retry};
use libc::{c_int, socklen_t};
use std::mem::{offset_of, size_of};
use std::net::{Ipv4Addr, Ipv6Addr};

/// The address of a socket, of any family.
#[derive(Clone, Copy)]
pub struct SocketAddress {
    storage: libc::sockaddr_storage,
    length: socklen_t,
}

/// What a [`SocketAddress`] says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// Nothing: a socket without an address.
    None,
    /// IPv4 and port.
    Inet(Ipv4Addr, u16),
    /// IPv6, port, flow information and scope.
    Inet6(Ipv6Addr, u16, u32, u32),
    /// A path; one that starts with NUL is a name in the abstract namespace.
    Unix(Vec<u8>),
    /// A family this file does not read, with the address's bytes.
    Other(i32, Vec<u8>),
}

impl SocketAddress {
    fn empty() -> SocketAddress {
        SocketAddress {
            // SAFETY: (3)
            storage: unsafe { std::mem::zeroed() },
            length: size_of::<libc::sockaddr_storage>() as socklen_t,
        }
    }

    fn of<T: Copy>(raw: T, length: usize) -> SocketAddress {
        let mut address = SocketAddress::empty();
        assert!(size_of::<T>() <= size_of::<libc::sockaddr_storage>());
        // SAFETY: (4)
        unsafe { (&raw mut address.storage).cast::<T>().write(raw) };
        address.length = length as socklen_t;
        address
    }

    /// The address as the kernel takes it; `None` for a path that is too long or a family that
    /// cannot be made.
    pub fn new(address: &Address) -> Option<SocketAddress> {
        match address {
            Address::Inet(ip, port) => {
                // SAFETY: (3)
                let mut raw: libc::sockaddr_in = unsafe { std::mem::zeroed() };
                raw.sin_family = libc::AF_INET as libc::sa_family_t;
                raw.sin_port = port.to_be();
                raw.sin_addr.s_addr = u32::from(*ip).to_be();
                Some(SocketAddress::of(raw, size_of::<libc::sockaddr_in>()))
            }
            Address::Inet6(ip, port, flow, scope) => {
                // SAFETY: (3)
                let mut raw: libc::sockaddr_in6 = unsafe { std::mem::zeroed() };
                raw.sin6_family = libc::AF_INET6 as libc::sa_family_t;
                raw.sin6_port = port.to_be();
                raw.sin6_flowinfo = flow.to_be();
                raw.sin6_addr.s6_addr = ip.octets();
                raw.sin6_scope_id = *scope;
                Some(SocketAddress::of(raw, size_of::<libc::sockaddr_in6>()))
            }
            Address::Unix(path) => {
                // SAFETY: (3)
                let mut raw: libc::sockaddr_un = unsafe { std::mem::zeroed() };
                raw.sun_family = libc::AF_UNIX as libc::sa_family_t;
                let abstract_name = path.first() == Some(&0);
                let room = raw.sun_path.len() - usize::from(!abstract_name);
                if path.len() > room {
                    return None;
                }
                for (place, byte) in raw.sun_path.iter_mut().zip(path) {
                    *place = *byte as libc::c_char;
                }
                let end = path.len() + usize::from(!abstract_name && !path.is_empty());
                Some(SocketAddress::of(
                    raw,
                    offset_of!(libc::sockaddr_un, sun_path) + end,
                ))
            }
            Address::None | Address::Other(..) => None,
        }
    }

    /// The address from bytes that the system's resolver has made.
    pub(super) fn from_bytes(bytes: &[u8]) -> SocketAddress {
        let mut address = SocketAddress::empty();
        let count = bytes.len().min(size_of::<libc::sockaddr_storage>());
        // SAFETY: (4): no more than the storage holds is copied.
        unsafe {
            std::ptr::copy_nonoverlapping(
                bytes.as_ptr(),
                (&raw mut address.storage).cast::<u8>(),
                count,
            );
        }
        address.length = count as socklen_t;
        address
    }

    /// The bytes of the address.
    pub(super) fn bytes(&self) -> &[u8] {
        let count = (self.length as usize).min(size_of::<libc::sockaddr_storage>());
        // SAFETY: (4)
        unsafe { std::slice::from_raw_parts((&raw const self.storage).cast::<u8>(), count) }
    }

    /// What it says.
    pub fn read(&self) -> Address {
        let bytes = self.bytes();
        let family = i32::from(self.storage.ss_family);
        if bytes.len() < size_of::<libc::sa_family_t>() {
            return Address::None;
        }
        match family {
            libc::AF_INET if bytes.len() >= size_of::<libc::sockaddr_in>() => {
                // SAFETY: (4)
                let raw = unsafe { *(&raw const self.storage).cast::<libc::sockaddr_in>() };
                let ip = Ipv4Addr::from(u32::from_be(raw.sin_addr.s_addr));
                Address::Inet(ip, u16::from_be(raw.sin_port))
            }
            libc::AF_INET6 if bytes.len() >= size_of::<libc::sockaddr_in6>() => {
                // SAFETY: (4)
                let raw = unsafe { *(&raw const self.storage).cast::<libc::sockaddr_in6>() };
                Address::Inet6(
                    Ipv6Addr::from(raw.sin6_addr.s6_addr),
                    u16::from_be(raw.sin6_port),
                    u32::from_be(raw.sin6_flowinfo),
                    raw.sin6_scope_id,
                )
            }
            libc::AF_UNIX => {
                let path = bytes
                    .get(offset_of!(libc::sockaddr_un, sun_path)..)
                    .unwrap_or_default();
                // A path ends at its NUL; a name in the abstract namespace has its own length.
                let end = match path.first() {
                    Some(0) => path.len(),
                    _ => path.iter().position(|&b| b == 0).unwrap_or(path.len()),
                };
                Address::Unix(path[..end].to_vec())
            }
            _ => Address::Other(family, bytes[size_of::<libc::sa_family_t>()..].to_vec()),
        }
    }

    fn pointer(&self) -> *const libc::sockaddr {
        (&raw const self.storage).cast()
    }
}

fn at_once(result: c_int) -> Result<i32, Errno> {
    match result {
        -1 => Err(Errno::last()),
        result => Ok(result),
    }
}

/// A new socket, not inherited by children.
pub fn open(family: i32, kind: i32, protocol: i32) -> Result<Fd, Errno> {
    // SAFETY: (1)
    at_once(unsafe { libc::socket(family, kind | libc::SOCK_CLOEXEC, protocol) })
}

/// Two sockets connected with each other.
pub fn pair(family: i32, kind: i32, protocol: i32) -> Result<(Fd, Fd), Errno> {
    let mut ends = [0; 2];
    // SAFETY: (3)
    at_once(unsafe {
        libc::socketpair(
            family,
            kind | libc::SOCK_CLOEXEC,
            protocol,
            ends.as_mut_ptr(),
        )
    })?;
    Ok((ends[0], ends[1]))
}

/// Gives the socket an address of its own.
pub fn bind(fd: Fd, address: &SocketAddress) -> Result<(), Errno> {
    // SAFETY: (1), (2)
    at_once(unsafe { libc::bind(fd, address.pointer(), address.length) }).map(drop)
}

/// Lets the socket be connected to.
pub fn listen(fd: Fd, backlog: i32) -> Result<(), Errno> {
    // SAFETY: (1)
    at_once(unsafe { libc::listen(fd, backlog) }).map(drop)
}

/// Connects once: an interrupted connection goes on by itself, so this is not called again.
pub fn connect(door: Door<'_>, fd: Fd, address: &SocketAddress) -> Result<(), Errno> {
    door.blocking(Reason::Socket, || {
        // SAFETY: (1), (2)
        at_once(unsafe { libc::connect(fd, address.pointer(), address.length) }).map(drop)
    })
}

/// What has become of a connection in the making: `SO_ERROR`.
pub fn pending_error(fd: Fd) -> Result<(), Errno> {
    match get_option(fd, libc::SOL_SOCKET, libc::SO_ERROR)? {
        0 => Ok(()),
        errno => Err(Errno(errno)),
    }
}

/// Takes a connection: its descriptor, not inherited by children, and the peer's address.
pub fn accept(door: Door<'_>, fd: Fd) -> Result<(Fd, SocketAddress), Failure> {
    let mut peer = SocketAddress::empty();
    let storage = (&raw mut peer.storage).cast::<libc::sockaddr>();
    let length = &raw mut peer.length;
    // SAFETY: (1), (2): the pointers are those of `peer`, which outlives the call.
    let new = retry(door, Reason::Socket, || unsafe {
        *length = size_of::<libc::sockaddr_storage>() as socklen_t;
        libc::accept4(fd, storage, length, libc::SOCK_CLOEXEC) as isize
    })?;
    Ok((new as Fd, peer))
}

/// Receives up to `count` bytes, and whom they are from.
pub fn receive(
    door: Door<'_>,
    fd: Fd,
    count: usize,
    flags: i32,
) -> Result<(Vec<u8>, SocketAddress), Failure> {
    let mut data: Vec<u8> = Vec::new();
    data.try_reserve_exact(count)
        .map_err(|_| Errno(libc::ENOMEM))?;
    let mut from = SocketAddress::empty();
    let storage = (&raw mut from.storage).cast::<libc::sockaddr>();
    let length = &raw mut from.length;
    let target = data.as_mut_ptr();
    // SAFETY: (1), (2): `target` has room for `count` bytes.
    let got = retry(door, Reason::Socket, || unsafe {
        *length = size_of::<libc::sockaddr_storage>() as socklen_t;
        libc::recvfrom(fd, target.cast(), count, flags, storage, length)
    })?;
    // SAFETY: the kernel has filled in so many bytes; with MSG_TRUNC it may name more than fit.
    unsafe { data.set_len((got as usize).min(count)) };
    Ok((data, from))
}

/// Sends bytes, to an address if there is one; answers how many went.
pub fn send(
    door: Door<'_>,
    fd: Fd,
    data: &[u8],
    flags: i32,
    to: Option<&SocketAddress>,
) -> Result<usize, Failure> {
    let (pointer, length) = to.map_or((std::ptr::null(), 0), |a| (a.pointer(), a.length));
    // SAFETY: (1), (2)
    let sent = retry(door, Reason::Socket, || unsafe {
        libc::sendto(fd, data.as_ptr().cast(), data.len(), flags, pointer, length)
    })?;
    Ok(sent as usize)
}

/// Ends one or both directions.
pub fn shutdown(door: Door<'_>, fd: Fd, how: i32) -> Result<(), Errno> {
    // SAFETY: (1)
    door.blocking(Reason::Socket, || {
        at_once(unsafe { libc::shutdown(fd, how) })
    })
    .map(drop)
}

/// The socket's own address.
pub fn own_address(fd: Fd) -> Result<SocketAddress, Errno> {
    let mut address = SocketAddress::empty();
    let storage = (&raw mut address.storage).cast::<libc::sockaddr>();
    // SAFETY: (1), (2)
    at_once(unsafe { libc::getsockname(fd, storage, &raw mut address.length) })?;
    Ok(address)
}

/// The address of whom it is connected to.
pub fn peer_address(fd: Fd) -> Result<SocketAddress, Errno> {
    let mut address = SocketAddress::empty();
    let storage = (&raw mut address.storage).cast::<libc::sockaddr>();
    // SAFETY: (1), (2)
    at_once(unsafe { libc::getpeername(fd, storage, &raw mut address.length) })?;
    Ok(address)
}

/// An option that is a number.
pub fn get_option(fd: Fd, level: i32, option: i32) -> Result<i32, Errno> {
    let mut value: c_int = 0;
    let mut length = size_of::<c_int>() as socklen_t;
    // SAFETY: (1), (3)
    at_once(unsafe {
        libc::getsockopt(fd, level, option, (&raw mut value).cast(), &raw mut length)
    })?;
    Ok(value)
}

/// An option as bytes, no more than `count`.
pub fn get_option_bytes(fd: Fd, level: i32, option: i32, count: usize) -> Result<Vec<u8>, Errno> {
    let mut value = vec![0u8; count];
    let mut length = count as socklen_t;
    // SAFETY: (1), (2)
    at_once(unsafe {
        libc::getsockopt(
            fd,
            level,
            option,
            value.as_mut_ptr().cast(),
            &raw mut length,
        )
    })?;
    value.truncate(length as usize);
    Ok(value)
}

/// Sets an option to these bytes.
pub fn set_option(fd: Fd, level: i32, option: i32, value: &[u8]) -> Result<(), Errno> {
    // SAFETY: (1), (2)
    at_once(unsafe {
        libc::setsockopt(
            fd,
            level,
            option,
            value.as_ptr().cast(),
            value.len() as socklen_t,
        )
    })
    .map(drop)
}

/// Sets an option that takes no value but a length (`setsockopt(level, option, None, length)`).
pub fn set_option_length(fd: Fd, level: i32, option: i32, length: u32) -> Result<(), Errno> {
    // SAFETY: (1): with a null pointer the kernel reads nothing.
    at_once(unsafe { libc::setsockopt(fd, level, option, std::ptr::null(), length) }).map(drop)
}

/// A new epoll instance, not inherited by children.
pub fn epoll_create() -> Result<Fd, Errno> {
    // SAFETY: (1)
    at_once(unsafe { libc::epoll_create1(libc::EPOLL_CLOEXEC) })
}

/// Adds, changes or removes what an epoll instance waits for.
pub fn epoll_control(epoll: Fd, operation: i32, fd: Fd, events: u32) -> Result<(), Errno> {
    let mut event = libc::epoll_event {
        events,
        u64: fd as u64,
    };
    // SAFETY: (1), (2)
    at_once(unsafe { libc::epoll_ctl(epoll, operation, fd, &raw mut event) }).map(drop)
}

/// Waits for events of an epoll instance: descriptors with what came.
pub fn epoll_wait(
    door: Door<'_>,
    epoll: Fd,
    most: usize,
    deadline: super::blocking::Deadline,
) -> Result<Vec<(Fd, u32)>, Failure> {
    let mut events = vec![libc::epoll_event { events: 0, u64: 0 }; most.max(1)];
    let room = events.len().min(c_int::MAX as usize) as c_int;
    let target = events.as_mut_ptr();
    let mut wait = || {
        let left = deadline.remaining().map_or(-1, |left| {
            left.as_nanos().div_ceil(1_000_000).min(c_int::MAX as u128) as c_int
        });
        // SAFETY: (1), (2)
        unsafe { libc::epoll_wait(epoll, target, room, left) as isize }
    };
    let count = retry(door, Reason::Select, &mut wait)?;
    events.truncate(count as usize);
    Ok(events.iter().map(|e| (e.u64 as Fd, e.events)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_come_back_as_they_were() {
        let all = [
            Address::Inet(Ipv4Addr::new(127, 0, 0, 1), 8080),
            Address::Inet6(Ipv6Addr::LOCALHOST, 65535, 7, 3),
            Address::Unix(b"/tmp/s".to_vec()),
            Address::Unix(b"\0name".to_vec()),
            Address::Unix(Vec::new()),
        ];
        for address in all {
            let raw = SocketAddress::new(&address).expect("it fits");
            assert_eq!(raw.read(), address);
        }
        assert!(SocketAddress::new(&Address::Unix(vec![b'x'; 200])).is_none());
    }
}
