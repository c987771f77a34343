//! The `posix` module, which Python's own `os` is made of.
//!
//! Invariant: everything that may block runs with the GIL released; errors are the subclass of
//! `OSError` the number asks for, and name the paths as they were given.
//! Deliberately absent: paths relative to a descriptor (`dir_fd`), so `os.supports_dir_fd` is empty;
//! and starting processes (`fork`, `exec`, `posix_spawn`).
//! Files in reading order: `path.rs`, `files.rs`, `stat.rs`, `scandir.rs`, `descriptors.rs`,
//! `processes.rs`, `constants.rs`.

pub mod constants;
pub mod descriptors;
pub mod files;
pub mod path;
pub mod processes;
pub mod scandir;
pub mod stat;

use crate::builtins::exceptions as exc;
use crate::builtins::structseq::{self, StructInfo};
use crate::objects::args::{MethodDef, function};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::stdlib::add_ints;
use crate::stdlib::modules::ModuleDef;
use descriptors as d;
use files as f;
use processes as p;

/// The module.
pub static POSIX: ModuleDef = ModuleDef {
    name: "posix",
    doc: "This module provides access to operating system functionality that is\nstandardized by the C Standard and the POSIX standard (a thinly\ndisguised Unix interface).  Refer to the library manual and\ncorresponding Unix manual entries for more information on calls.",
    functions: FUNCTIONS,
    setup: Some(setup),
};

const MOVE: &str = "src, dst, *, src_dir_fd=None, dst_dir_fd=None";
const NEW_PROCESS: &str = "Not in minipy yet.";

#[rustfmt::skip]
const FUNCTIONS: &[MethodDef] = &[
    function("WCOREDUMP", p::dumped_core, "status, /", "Return True if the process returning status was dumped to a core file."),
    function("WEXITSTATUS", p::exit_code, "status", "Return the process return code from status."),
    function("WIFCONTINUED", p::was_continued, "status", "Return True if a particular process was continued from a job control stop."),
    function("WIFEXITED", p::was_exited, "status", "Return True if the process returning status exited via the exit() system call."),
    function("WIFSIGNALED", p::was_signaled, "status", "Return True if the process returning status was terminated by a signal."),
    function("WIFSTOPPED", p::was_stopped, "status", "Return True if the process returning status was stopped."),
    function("WSTOPSIG", p::stop_signal, "status", "Return the signal that stopped the process that provided the status value."),
    function("WTERMSIG", p::term_signal, "status", "Return the signal that terminated the process that provided the status value."),
    function("_create_environ", p::create_environ, "", "Create the environment dictionary."),
    function("_exit", p::exit_now, "status", "Exit to the system with specified status, without normal exit processing."),
    function("_path_normpath", f::path_normpath, "path", "Normalize path, eliminating double slashes, etc."),
    function("_path_splitroot_ex", f::path_splitroot, "p", "Split a pathname into drive, root and tail."),
    function("abort", p::abort, "", "Abort the interpreter immediately."),
    function("access", f::access, "path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True", "Use the real uid/gid to test for access to a path."),
    function("chdir", f::chdir, "path", "Change the current working directory to the specified path."),
    function("chmod", f::chmod, "path, mode, *, dir_fd=None, follow_symlinks=True", "Change the access permissions of a file."),
    function("chown", f::chown, "path, uid, gid, *, dir_fd=None, follow_symlinks=True", "Change the owner and group id of path to the numeric uid and gid."),
    function("close", d::close, "fd", "Close a file descriptor."),
    function("closerange", d::closerange, "fd_low, fd_high, /", "Closes all file descriptors in [fd_low, fd_high), ignoring errors."),
    function("confstr", p::confstr, "name, /", "Return a string-valued system configuration variable."),
    function("cpu_count", p::cpu_count, "", "Return the number of logical CPUs in the system."),
    function("ctermid", p::ctermid, "", "Return the name of the controlling terminal for this process."),
    function("device_encoding", f::device_encoding, "fd", "Return a string describing the encoding of a terminal's file descriptor."),
    function("dup", d::dup, "fd, /", "Return a duplicate of a file descriptor."),
    function("dup2", d::dup2, "fd, fd2, inheritable=True", "Duplicate file descriptor."),
    function("execv", p::no_new_process, "path, argv, /", NEW_PROCESS),
    function("execve", p::no_new_process, "path, argv, env", NEW_PROCESS),
    function("fchdir", f::fchdir, "fd", "Change to the directory of the given file descriptor."),
    function("fchmod", f::fchmod, "fd, mode", "Change the access permissions of the file given by file descriptor fd."),
    function("fdatasync", d::fsync, "fd", "Force write of fd to disk without forcing update of metadata."),
    function("fork", p::no_new_process, "", NEW_PROCESS),
    function("fspath", f::posix_fspath, "path", "Return the file system path representation of the object."),
    function("fstat", stat::fstat, "fd", "Perform a stat system call on the given file descriptor."),
    function("fsync", d::fsync, "fd", "Force write of fd to disk."),
    function("ftruncate", d::ftruncate, "fd, length, /", "Truncate a file, specified by file descriptor, to a specific length."),
    function("get_blocking", d::get_blocking, "fd, /", "Get the blocking mode of the file descriptor."),
    function("get_inheritable", d::get_inheritable, "fd, /", "Get the close-on-exe flag of the specified file descriptor."),
    function("get_terminal_size", d::get_terminal_size, "fd=1, /", "Return the size of the terminal window as (columns, lines)."),
    function("getcwd", scandir::getcwd, "", "Return a unicode string representing the current working directory."),
    function("getcwdb", scandir::getcwdb, "", "Return a bytes string representing the current working directory."),
    function("getegid", p::getegid, "", "Return the current process's effective group id."),
    function("geteuid", p::geteuid, "", "Return the current process's effective user id."),
    function("getgid", p::getgid, "", "Return the current process's group id."),
    function("getgroups", p::getgroups, "", "Return list of supplemental group IDs for the process."),
    function("getloadavg", p::getloadavg, "", "Return average recent system load information."),
    function("getlogin", p::getlogin, "", "Return the actual login name."),
    function("getpgid", p::getpgid, "pid", "Call the system call getpgid(), and return the result."),
    function("getpgrp", p::getpgrp, "", "Return the current process group id."),
    function("getpid", p::getpid, "", "Return the current process id."),
    function("getppid", p::getppid, "", "Return the parent's process id."),
    function("getrandom", d::urandom, "size, flags=0", "Obtain a series of random bytes."),
    function("getsid", p::getsid, "pid, /", "Call the system call getsid(pid) and return the result."),
    function("getuid", p::getuid, "", "Return the current process's user id."),
    function("isatty", d::isatty, "fd, /", "Return True if the fd is connected to a terminal."),
    function("kill", p::kill, "pid, signal, /", "Kill a process with a signal."),
    function("killpg", p::killpg, "pgid, signal, /", "Kill a process group with a signal."),
    function("lchown", f::lchown, "path, uid, gid", "Change the owner and group id of path to the numeric uid and gid."),
    function("link", f::link, "src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True", "Create a hard link to a file."),
    function("listdir", scandir::listdir, "path=None", "Return a list containing the names of the files in the directory."),
    function("lseek", d::lseek, "fd, position, whence, /", "Set the position of a file descriptor.  Return the new position."),
    function("lstat", stat::lstat, "path, *, dir_fd=None", "Perform a stat system call on the given path, without following symbolic links."),
    function("major", p::major, "device, /", "Extracts a device major number from a raw device number."),
    function("makedev", p::makedev, "major, minor, /", "Composes a raw device number from the major and minor device numbers."),
    function("minor", p::minor, "device, /", "Extracts a device minor number from a raw device number."),
    function("mkdir", f::mkdir, "path, mode=511, *, dir_fd=None", "Create a directory."),
    function("mkfifo", f::mkfifo, "path, mode=438, *, dir_fd=None", "Create a named pipe."),
    function("nice", p::nice, "increment, /", "Add increment to the priority of process and return the new priority."),
    function("open", d::open, "path, flags, mode=511, *, dir_fd=None", "Open a file for low level IO.  Returns a file descriptor (integer)."),
    function("pipe", d::pipe, "", "Create a pipe."),
    function("posix_spawn", p::no_new_process, "path, argv, env, /, **kwargs", NEW_PROCESS),
    function("posix_spawnp", p::no_new_process, "path, argv, env, /, **kwargs", NEW_PROCESS),
    function("pread", d::pread, "fd, length, offset, /", "Read a number of bytes from a file descriptor starting at a particular offset."),
    function("putenv", p::putenv, "name, value, /", "Change or add an environment variable."),
    function("pwrite", d::pwrite, "fd, buffer, offset, /", "Write bytes to a file descriptor starting at a particular offset."),
    function("read", d::read, "fd, length, /", "Read from a file descriptor.  Returns a bytes object."),
    function("readinto", d::readinto, "fd, buffer, /", "Read into a buffer object from a file descriptor."),
    function("readlink", f::readlink, "path, *, dir_fd=None", "Return a string representing the path to which the symbolic link points."),
    function("register_at_fork", p::register_at_fork, "*, before=None, after_in_child=None, after_in_parent=None", "Register callables to be called when forking a new process."),
    function("remove", f::remove, "path, *, dir_fd=None", "Remove a file (same as unlink())."),
    function("rename", f::rename, MOVE, "Rename a file or directory."),
    function("replace", f::replace, MOVE, "Rename a file or directory, overwriting the destination."),
    function("rmdir", f::rmdir, "path, *, dir_fd=None", "Remove a directory."),
    function("scandir", scandir::scandir, "path=None", "Return an iterator of DirEntry objects for given path."),
    function("sched_getaffinity", p::sched_getaffinity, "pid, /", "Return the affinity of the process identified by pid (or the current process if zero)."),
    function("sched_setaffinity", p::sched_setaffinity, "pid, mask, /", "Set the CPU affinity of the process identified by pid to mask."),
    function("sched_yield", p::sched_yield, "", "Voluntarily relinquish the CPU."),
    function("sendfile", d::sendfile, "out_fd, in_fd, offset, count", "Copy count bytes from file descriptor in_fd to file descriptor out_fd."),
    function("set_blocking", d::set_blocking, "fd, blocking, /", "Set the blocking mode of the specified file descriptor."),
    function("set_inheritable", d::set_inheritable, "fd, inheritable, /", "Set the inheritable flag of the specified file descriptor."),
    function("setpgid", p::setpgid, "pid, pgrp, /", "Call the system call setpgid(pid, pgrp)."),
    function("setsid", p::setsid, "", "Call the system call setsid()."),
    function("stat", stat::stat, "path, *, dir_fd=None, follow_symlinks=True", "Perform a stat system call on the given path."),
    function("statvfs", stat::statvfs, "path", "Perform a statvfs system call on the given path."),
    function("strerror", f::strerror, "code, /", "Translate an error code to a message string."),
    function("symlink", f::symlink, "src, dst, target_is_directory=False, *, dir_fd=None", "Create a symbolic link pointing to src named dst."),
    function("sync", f::sync, "", "Force write of everything to disk."),
    function("sysconf", p::sysconf, "name, /", "Return an integer-valued system configuration variable."),
    function("system", p::shell, "command", "Execute the command in a subshell."),
    function("times", p::times, "", "Return a collection containing process timing information."),
    function("truncate", f::truncate, "path, length", "Truncate a file, specified by path, to a specific length."),
    function("ttyname", f::ttyname, "fd, /", "Return the name of the terminal device connected to 'fd'."),
    function("umask", p::umask, "mask, /", "Set the current numeric umask and return the previous umask."),
    function("uname", p::uname, "", "Return an object identifying the current operating system."),
    function("unlink", f::unlink, "path, *, dir_fd=None", "Remove a file (same as remove())."),
    function("unsetenv", p::unsetenv, "name, /", "Delete an environment variable."),
    function("urandom", d::urandom, "size, /", "Return a bytes object containing random bytes suitable for cryptographic use."),
    function("utime", f::utime, "path, times=None, *, ns=NULL, dir_fd=None, follow_symlinks=True", "Set the access and modified time of path."),
    function("wait", p::wait, "", "Wait for completion of a child process."),
    function("waitpid", p::waitpid, "pid, options, /", "Wait for completion of a given child process."),
    function("waitstatus_to_exitcode", p::to_exit_code, "status", "Convert a wait status to an exit code."),
    function("write", d::write, "fd, data, /", "Write a bytes object to a file descriptor."),
];

/// The features `os` looks for: functions that take a descriptor in place of a path.
const FEATURES: &[&str] = &[
    "HAVE_FCHDIR",
    "HAVE_FCHMOD",
    "HAVE_FCHOWN",
    "HAVE_FDOPENDIR",
    "HAVE_FTRUNCATE",
    "HAVE_FUTIMENS",
    "HAVE_LCHOWN",
    "HAVE_LSTAT",
    "HAVE_LUTIMES",
];

fn setup(vm: &Vm, dict: &Ref) -> PyResult<()> {
    let structs: [&'static StructInfo; 5] = [
        &stat::STAT_INFO,
        &stat::STATVFS_INFO,
        &d::TERMINAL_SIZE_INFO,
        &p::UNAME_INFO,
        &p::TIMES_INFO,
    ];
    for info in structs {
        structseq::register(vm, info);
        vm.dict_set(dict, crate::stdlib::type_name(info.ty), info.ty.to_ref())?;
    }
    scandir::SCANDIR.ready(vm);
    scandir::DIR_ENTRY.ready(vm);
    vm.dict_set(dict, "DirEntry", scandir::DIR_ENTRY.to_ref())?;
    vm.dict_set(dict, "error", exc::OS_ERROR.to_ref())?;
    vm.dict_set(dict, "environ", p::environ(vm)?)?;
    let features = FEATURES.iter().map(|f| vm.intern_str(f)).collect();
    vm.dict_set(dict, "_have_functions", vm.new_list(features))?;
    let names = vm.new_dict();
    for (name, number) in p::SYSCONF {
        vm.dict_set(&names, name, vm.int((*number).into()))?;
    }
    vm.dict_set(dict, "sysconf_names", names)?;
    let names = vm.new_dict();
    vm.dict_set(&names, "CS_PATH", vm.int(0))?;
    vm.dict_set(dict, "confstr_names", names)?;
    vm.dict_set(dict, "pathconf_names", vm.new_dict())?;
    add_ints(vm, dict, constants::CONSTANTS)
}
