//! `pwd` and `grp`: the accounts and groups of the system.
//!
//! Invariant: the files are read afresh at every call; a line that does not parse is passed over.
//! Deliberately absent: accounts that only a name service knows.
//! Next file to read: `resource.rs`.

use super::modules::ModuleDef;
use super::posix::path::decode;
use crate::builtins::structseq::{self, StructInfo, item};
use crate::objects::args::{MethodDef, function};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::{GetSetDef, Type, TypeDef, getter};
use crate::runtime::event::Reason;

/// The module `pwd`.
pub static PWD: ModuleDef = ModuleDef {
    name: "pwd",
    doc: "This module provides access to the Unix password database.\nIt is available on all Unix versions.\n\nPassword database entries are reported as 7-tuples containing the following\nitems from the password database (see `<pwd.h>'), in order:\npw_name, pw_passwd, pw_uid, pw_gid, pw_gecos, pw_dir, pw_shell.\nThe uid and gid items are integers, all others are strings. An\nexception is raised if the entry asked for cannot be found.",
    functions: PWD_FUNCTIONS,
    setup: Some(pwd_setup),
};

/// The module `grp`.
pub static GRP: ModuleDef = ModuleDef {
    name: "grp",
    doc: "Access to the Unix group database.\n\nGroup entries are reported as 4-tuples containing the following fields\nfrom the group database, in order:\n\n  name   - name of the group\n  passwd - group password (encrypted); often empty\n  gid    - numeric ID of the group\n  mem    - list of members\n\nThe gid is an integer, name and password are strings.  (Note that most\nusers are not explicitly listed as members of the groups they are in\naccording to the password database.  Check both databases to get\ncomplete membership information.)",
    functions: GRP_FUNCTIONS,
    setup: Some(grp_setup),
};

#[rustfmt::skip]
const PWD_FUNCTIONS: &[MethodDef] = &[
    function("getpwall", getpwall, "", "Return a list of all available password database entries, in arbitrary order."),
    function("getpwnam", getpwnam, "name, /", "Return the password database entry for the given user name."),
    function("getpwuid", getpwuid, "uidobj, /", "Return the password database entry for the given numeric user ID."),
];

#[rustfmt::skip]
const GRP_FUNCTIONS: &[MethodDef] = &[
    function("getgrall", getgrall, "", "Return a list of all available group entries, in arbitrary order."),
    function("getgrgid", getgrgid, "id", "Return the group database entry for the given numeric group ID."),
    function("getgrnam", getgrnam, "name", "Return the group database entry for the given group name."),
];

/// `pwd.struct_passwd`
pub static PASSWD: Type = Type::builtin(&PASSWD_DEF);
static PASSWD_DEF: TypeDef = structseq::definition(
    "struct_passwd",
    "pwd",
    "pwd.struct_passwd: Results from getpw*() routines.\n\nThis object may be accessed either as a tuple of\n  (pw_name,pw_passwd,pw_uid,pw_gid,pw_gecos,pw_dir,pw_shell)\nor via the object attributes as named in the above tuple.",
    PASSWD_FIELDS,
    |vm, class| structseq::describe(vm, class, &PASSWD_INFO),
);
const PASSWD_FIELDS: &[GetSetDef] = &[
    getter("pw_name", item::<0>, "user name"),
    getter("pw_passwd", item::<1>, "password"),
    getter("pw_uid", item::<2>, "user id"),
    getter("pw_gid", item::<3>, "group id"),
    getter("pw_gecos", item::<4>, "real name"),
    getter("pw_dir", item::<5>, "home directory"),
    getter("pw_shell", item::<6>, "shell program"),
];
static PASSWD_INFO: StructInfo = StructInfo {
    ty: &PASSWD,
    name: "pwd.struct_passwd",
    fields: &[
        "pw_name",
        "pw_passwd",
        "pw_uid",
        "pw_gid",
        "pw_gecos",
        "pw_dir",
        "pw_shell",
    ],
    visible: 7,
};

/// `grp.struct_group`
pub static GROUP: Type = Type::builtin(&GROUP_DEF);
static GROUP_DEF: TypeDef = structseq::definition(
    "struct_group",
    "grp",
    "grp.struct_group: Results from getgr*() routines.\n\nThis object may be accessed either as a tuple of\n  (gr_name,gr_passwd,gr_gid,gr_mem)\nor via the object attributes as named in the above tuple.\n",
    GROUP_FIELDS,
    |vm, class| structseq::describe(vm, class, &GROUP_INFO),
);
const GROUP_FIELDS: &[GetSetDef] = &[
    getter("gr_name", item::<0>, "group name"),
    getter("gr_passwd", item::<1>, "password"),
    getter("gr_gid", item::<2>, "group id"),
    getter("gr_mem", item::<3>, "group members"),
];
static GROUP_INFO: StructInfo = StructInfo {
    ty: &GROUP,
    name: "grp.struct_group",
    fields: &["gr_name", "gr_passwd", "gr_gid", "gr_mem"],
    visible: 4,
};

fn pwd_setup(vm: &Vm, dict: &Ref) -> PyResult<()> {
    super::add_type(vm, dict, &PASSWD)?;
    structseq::register(vm, &PASSWD_INFO);
    Ok(())
}

fn grp_setup(vm: &Vm, dict: &Ref) -> PyResult<()> {
    super::add_type(vm, dict, &GROUP)?;
    structseq::register(vm, &GROUP_INFO);
    Ok(())
}

/// The lines of a file of the system, each split at its colons.
fn rows(vm: &Vm, path: &str) -> Vec<Vec<Vec<u8>>> {
    let text = vm.blocking(Reason::File, || std::fs::read(path).unwrap_or_default());
    text.split(|&b| b == b'\n')
        .filter(|line| !line.is_empty() && line[0] != b'#')
        .map(|line| line.split(|&b| b == b':').map(<[u8]>::to_vec).collect())
        .collect()
}

fn number(bytes: &[u8]) -> Option<i64> {
    std::str::from_utf8(bytes).ok()?.parse().ok()
}

/// The accounts: name, number, and the object.
fn accounts(vm: &Vm) -> Vec<(Vec<u8>, i64, Ref)> {
    let made = rows(vm, "/etc/passwd").into_iter().filter_map(|row| {
        let [name, password, uid, gid, real, home, shell] = <[Vec<u8>; 7]>::try_from(row).ok()?;
        let (uid, gid) = (number(&uid)?, number(&gid)?);
        let text = |b: &[u8]| decode(vm, b);
        let fields = vec![
            text(&name),
            text(&password),
            vm.int(uid),
            vm.int(gid),
            text(&real),
            text(&home),
            text(&shell),
        ];
        Some((name, uid, structseq::make(vm, &PASSWD_INFO, fields).ok()?))
    });
    made.collect()
}

fn groups(vm: &Vm) -> Vec<(Vec<u8>, i64, Ref)> {
    let made = rows(vm, "/etc/group").into_iter().filter_map(|row| {
        let [name, password, gid, members] = <[Vec<u8>; 4]>::try_from(row).ok()?;
        let gid = number(&gid)?;
        let members = members
            .split(|&b| b == b',')
            .filter(|m| !m.is_empty())
            .map(|m| decode(vm, m))
            .collect();
        let fields = vec![
            decode(vm, &name),
            decode(vm, &password),
            vm.int(gid),
            vm.new_list(members),
        ];
        Some((name, gid, structseq::make(vm, &GROUP_INFO, fields).ok()?))
    });
    made.collect()
}

type Entries = Vec<(Vec<u8>, i64, Ref)>;

fn by_name(vm: &Vm, function: &str, entries: Entries, name: &Ref) -> PyResult {
    let Some(s) = name.as_str() else {
        let got = name.ty().name();
        return Err(vm.type_error(format!("{function}() argument must be str, not {got}")));
    };
    let wanted = super::posix::path::encode(vm, name, s)?;
    match entries.into_iter().find(|(n, _, _)| *n == wanted) {
        Some((_, _, entry)) => Ok(entry),
        None => {
            let shown = vm.repr_text(name)?;
            Err(vm.key_error(vm.new_str(&format!("{function}(): name not found: {shown}"))))
        }
    }
}

fn by_number(vm: &Vm, function: &str, what: &str, entries: Entries, x: &Ref) -> PyResult {
    if x.ty().slots().index.is_none() {
        let got = x.ty().name();
        return Err(vm.type_error(format!("{what} should be integer, not {got}")));
    }
    let wanted = vm.index(x)?;
    match entries
        .into_iter()
        .find(|(_, n, _)| wanted.as_i64() == Some(*n))
    {
        Some((_, _, entry)) => Ok(entry),
        None => {
            let shown = vm.str_text(&wanted)?;
            Err(vm.key_error(vm.new_str(&format!("{function}(): {what} not found: {shown}"))))
        }
    }
}

fn all(vm: &Vm, entries: Entries) -> PyResult {
    Ok(vm.new_list(entries.into_iter().map(|(_, _, e)| e).collect()))
}

fn getpwall(vm: &Vm, _args: &[Ref]) -> PyResult {
    all(vm, accounts(vm))
}

fn getpwnam(vm: &Vm, args: &[Ref]) -> PyResult {
    by_name(vm, "getpwnam", accounts(vm), &args[0])
}

fn getpwuid(vm: &Vm, args: &[Ref]) -> PyResult {
    by_number(vm, "getpwuid", "uid", accounts(vm), &args[0])
}

fn getgrall(vm: &Vm, _args: &[Ref]) -> PyResult {
    all(vm, groups(vm))
}

fn getgrnam(vm: &Vm, args: &[Ref]) -> PyResult {
    by_name(vm, "getgrnam", groups(vm), &args[0])
}

fn getgrgid(vm: &Vm, args: &[Ref]) -> PyResult {
    by_number(vm, "getgrgid", "gid", groups(vm), &args[0])
}
