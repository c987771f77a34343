//! Names of hosts and services: the system's resolver.
//!
//! Invariant: a look-up may ask the network, so it runs through the blocking door, on copies of its
//! arguments.
//! Next file to read: `socket.rs`.
//!
//! # Why the unsafe code here is sound
//!
//! 1. Strings handed over are `CStr`s that outlive the call; out-parameters are locals.
//! 2. The list `getaddrinfo` answers is read only before `freeaddrinfo`, and every address in it
//!    has the length the system names.
#![allow(unsafe_code)]

use super::blocking::Door;
use super::errno::Errno;
use super::event::Reason;
use super::socket::SocketAddress;
use std::ffi::{CStr, CString};
use std::mem::MaybeUninit;

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// The host's name or number; `None` for any.
    pub host: Option<CString>,
    /// The service's name or number.
    pub service: Option<CString>,
    /// Family, kind, protocol: 0 for any.
    pub family: i32,
    pub kind: i32,
    pub protocol: i32,
    /// `AI_` flags.
    pub flags: i32,
}

/// One answer.
#[derive(Clone)]
pub struct AddressInfo {
    pub family: i32,
    pub kind: i32,
    pub protocol: i32,
    pub canonical_name: Option<Vec<u8>>,
    pub address: SocketAddress,
}

/// Why the resolver did not answer.
#[derive(Clone, Debug)]
pub enum ResolveError {
    /// An `EAI_` number with its text.
    Resolver(i32, String),
    /// The system's error.
    System(Errno),
}

fn failure(code: i32) -> ResolveError {
    if code == libc::EAI_SYSTEM {
        return ResolveError::System(Errno::last());
    }
    // SAFETY: the system answers a string that is never freed.
    let text = unsafe { CStr::from_ptr(libc::gai_strerror(code)) };
    ResolveError::Resolver(code, text.to_string_lossy().into_owned())
}

/// `getaddrinfo`
pub fn lookup(door: Door<'_>, question: &Question) -> Result<Vec<AddressInfo>, ResolveError> {
    door.blocking(Reason::Socket, || {
        // SAFETY: all zeroes is a valid `addrinfo`.
        let mut hints: libc::addrinfo = unsafe { std::mem::zeroed() };
        hints.ai_family = question.family;
        hints.ai_socktype = question.kind;
        hints.ai_protocol = question.protocol;
        hints.ai_flags = question.flags;
        let pointer = |s: &Option<CString>| s.as_ref().map_or(std::ptr::null(), |s| s.as_ptr());
        let mut list: *mut libc::addrinfo = std::ptr::null_mut();
        // SAFETY: (1)
        let code = unsafe {
            libc::getaddrinfo(
                pointer(&question.host),
                pointer(&question.service),
                &raw const hints,
                &raw mut list,
            )
        };
        if code != 0 {
            return Err(failure(code));
        }
        let mut found = Vec::new();
        let mut at = list;
        while !at.is_null() {
            // SAFETY: (2)
            let info = unsafe { &*at };
            if !info.ai_addr.is_null() {
                // SAFETY: (2)
                let bytes = unsafe {
                    std::slice::from_raw_parts(info.ai_addr.cast::<u8>(), info.ai_addrlen as usize)
                };
                let name = (!info.ai_canonname.is_null())
                    // SAFETY: (2)
                    .then(|| {
                        unsafe { CStr::from_ptr(info.ai_canonname) }
                            .to_bytes()
                            .to_vec()
                    });
                found.push(AddressInfo {
                    family: info.ai_family,
                    kind: info.ai_socktype,
                    protocol: info.ai_protocol,
                    canonical_name: name,
                    address: SocketAddress::from_bytes(bytes),
                });
            }
            at = info.ai_next;
        }
        // SAFETY: (2): the list came from `getaddrinfo`, and nothing of it is kept.
        unsafe { libc::freeaddrinfo(list) };
        Ok(found)
    })
}

/// `getnameinfo`: the names of a host and a service.
pub fn name_of(
    door: Door<'_>,
    address: &SocketAddress,
    flags: i32,
) -> Result<(Vec<u8>, Vec<u8>), ResolveError> {
    door.blocking(Reason::Socket, || {
        let bytes = address.bytes();
        let (mut host, mut service) = ([0u8; 1025], [0u8; 32]);
        // SAFETY: (1)
        let code = unsafe {
            libc::getnameinfo(
                bytes.as_ptr().cast(),
                bytes.len() as libc::socklen_t,
                host.as_mut_ptr().cast(),
                host.len() as libc::socklen_t,
                service.as_mut_ptr().cast(),
                service.len() as libc::socklen_t,
                flags,
            )
        };
        if code != 0 {
            return Err(failure(code));
        }
        Ok((until_nul(&host), until_nul(&service)))
    })
}

fn until_nul(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().copied().take_while(|&b| b != 0).collect()
}

/// The host's own name.
pub fn host_name() -> Result<Vec<u8>, Errno> {
    let mut name = [0u8; 256];
    // SAFETY: (1)
    match unsafe { libc::gethostname(name.as_mut_ptr().cast(), name.len()) } {
        0 => Ok(until_nul(&name)),
        _ => Err(Errno::last()),
    }
}

/// The number of a network interface; `None` if there is none of that name.
pub fn interface_index(name: &CStr) -> Option<u32> {
    // SAFETY: (1)
    match unsafe { libc::if_nametoindex(name.as_ptr()) } {
        0 => None,
        index => Some(index),
    }
}

/// The name of a network interface.
pub fn interface_name(index: u32) -> Option<Vec<u8>> {
    let mut name = MaybeUninit::<[u8; libc::IF_NAMESIZE]>::zeroed();
    // SAFETY: (1); all zeroes is a valid array.
    unsafe {
        if libc::if_indextoname(index, name.as_mut_ptr().cast()).is_null() {
            return None;
        }
        Some(until_nul(&name.assume_init()))
    }
}
