//! Which subclass of `OSError` an error number becomes (PEP 3151).
//!
//! Invariant: numbers that share a class stand in one arm.
//! Next file to read: `os_error.rs`.

use super::*;

/// The subclass for an error number; `None` for plain `OSError`.
pub fn class_of(errno: i32) -> Option<&'static Type> {
    Some(match errno {
        libc::EAGAIN | libc::EALREADY | libc::EINPROGRESS => &BLOCKING_IO_ERROR,
        libc::EPIPE | libc::ESHUTDOWN => &BROKEN_PIPE_ERROR,
        libc::ECHILD => &CHILD_PROCESS_ERROR,
        libc::ECONNABORTED => &CONNECTION_ABORTED_ERROR,
        libc::ECONNREFUSED => &CONNECTION_REFUSED_ERROR,
        libc::ECONNRESET => &CONNECTION_RESET_ERROR,
        libc::EEXIST => &FILE_EXISTS_ERROR,
        libc::ENOENT => &FILE_NOT_FOUND_ERROR,
        libc::EISDIR => &IS_A_DIRECTORY_ERROR,
        libc::ENOTDIR => &NOT_A_DIRECTORY_ERROR,
        libc::EINTR => &INTERRUPTED_ERROR,
        libc::EACCES | libc::EPERM => &PERMISSION_ERROR,
        libc::ESRCH => &PROCESS_LOOKUP_ERROR,
        libc::ETIMEDOUT => &TIMEOUT_ERROR,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_become_their_classes() {
        assert!(std::ptr::eq(
            class_of(2).unwrap_or(&OS_ERROR),
            &FILE_NOT_FOUND_ERROR
        ));
        assert!(std::ptr::eq(
            class_of(libc::EPERM).unwrap_or(&OS_ERROR),
            &PERMISSION_ERROR
        ));
        assert!(class_of(libc::EINVAL).is_none());
    }
}
