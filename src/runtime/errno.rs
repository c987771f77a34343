//! Error numbers of the system: names and texts.
//!
//! Invariant: the table holds every number Linux defines, sorted by number; where two names share
//! a number the one `errno.errorcode` shows comes last.
//! Deliberately absent: which Python exception a number becomes (`builtins/exceptions`).
//! Next file to read: `fd.rs`.

use std::fmt;
use std::io;

/// An error number as the system reports it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Errno(pub i32);

impl Errno {
    /// The number left by the last failed call of this thread.
    pub fn last() -> Errno {
        Errno::from(io::Error::last_os_error())
    }

    /// Its name, such as `ENOENT`.
    pub fn name(self) -> Option<&'static str> {
        TABLE
            .iter()
            .rev()
            .find(|(_, number)| *number == self.0)
            .map(|(name, _)| *name)
    }

    /// `os.strerror`: its text, such as `No such file or directory`.
    pub fn text(self) -> String {
        // The standard library's text is the system's with " (os error N)" appended.
        let full = io::Error::from_raw_os_error(self.0).to_string();
        match full.rfind(" (os error ") {
            Some(end) => full.get(..end).unwrap_or(&full).to_owned(),
            None => full,
        }
    }
}

impl From<io::Error> for Errno {
    fn from(error: io::Error) -> Errno {
        Errno(error.raw_os_error().unwrap_or(libc::EIO))
    }
}

impl fmt::Display for Errno {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[Errno {}] {}", self.0, self.text())
    }
}

macro_rules! errno_table {
    ($($name:ident)*) => {
        /// Names and numbers, for the `errno` module.
        pub static TABLE: &[(&str, i32)] = &[
            $((stringify!($name), libc::$name),)*
            ("EFTYPE", 134), // newer than the libc crate
        ];
    };
}

errno_table! {
    EPERM ENOENT ESRCH EINTR EIO ENXIO E2BIG ENOEXEC EBADF ECHILD EWOULDBLOCK EAGAIN ENOMEM EACCES
    EFAULT ENOTBLK EBUSY EEXIST EXDEV ENODEV ENOTDIR EISDIR EINVAL ENFILE EMFILE ENOTTY ETXTBSY
    EFBIG ENOSPC ESPIPE EROFS EMLINK EPIPE EDOM ERANGE EDEADLK EDEADLOCK ENAMETOOLONG ENOLCK ENOSYS
    ENOTEMPTY ELOOP ENOMSG EIDRM ECHRNG EL2NSYNC EL3HLT EL3RST ELNRNG EUNATCH ENOCSI EL2HLT EBADE
    EBADR EXFULL ENOANO EBADRQC EBADSLT EBFONT ENOSTR ENODATA ETIME ENOSR ENONET ENOPKG EREMOTE
    ENOLINK EADV ESRMNT ECOMM EPROTO EMULTIHOP EDOTDOT EBADMSG EOVERFLOW ENOTUNIQ EBADFD EREMCHG
    ELIBACC ELIBBAD ELIBSCN ELIBMAX ELIBEXEC EILSEQ ERESTART ESTRPIPE EUSERS ENOTSOCK EDESTADDRREQ
    EMSGSIZE EPROTOTYPE ENOPROTOOPT EPROTONOSUPPORT ESOCKTNOSUPPORT EOPNOTSUPP ENOTSUP EPFNOSUPPORT
    EAFNOSUPPORT EADDRINUSE EADDRNOTAVAIL ENETDOWN ENETUNREACH ENETRESET ECONNABORTED ECONNRESET
    ENOBUFS EISCONN ENOTCONN ESHUTDOWN ETOOMANYREFS ETIMEDOUT ECONNREFUSED EHOSTDOWN EHOSTUNREACH
    EALREADY EINPROGRESS ESTALE EUCLEAN ENOTNAM ENAVAIL EISNAM EREMOTEIO EDQUOT ENOMEDIUM
    EMEDIUMTYPE ECANCELED ENOKEY EKEYEXPIRED EKEYREVOKED EKEYREJECTED EOWNERDEAD ENOTRECOVERABLE
    ERFKILL EHWPOISON
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_named_as_in_cpython() {
        assert!(TABLE.is_sorted_by_key(|(_, number)| *number));
        assert_eq!(Errno(2).name(), Some("ENOENT"));
        assert_eq!(Errno(11).name(), Some("EAGAIN"));
        assert_eq!(Errno(35).name(), Some("EDEADLOCK"));
        assert_eq!(Errno(95).name(), Some("ENOTSUP"));
        assert_eq!(Errno(0).name(), None);
        assert_eq!(Errno(2).text(), "No such file or directory");
        assert_eq!(Errno(2).to_string(), "[Errno 2] No such file or directory");
    }
}
