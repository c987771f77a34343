//! What `sys` tells about the interpreter, the machine and the command line.
//!
//! Invariant: `version_info` and `hexversion` are those of the Python that minipy is compatible
//! with; `implementation` says that it is minipy.
//! Next file to read: `mod.rs`.

use crate::builtins::simple_namespace::SIMPLE_NAMESPACE;
use crate::builtins::structseq::{self, StructInfo, describe, item};
use crate::objects::args::Args;
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref, gil_off};
use crate::objects::types::{GetSetDef, Type, TypeDef, getter};

/// `sys.version`.
pub const VERSION: &str = concat!("3.14.0 (minipy ", env!("CARGO_PKG_VERSION"), ") [Rust]");
/// `sys.hexversion`.
pub const HEX_VERSION: i64 = 0x030e_00f0;

macro_rules! struct_type {
    ($(#[$doc:meta])* $ty:ident $def:ident $info:ident $maker:ident $name:literal $visible:literal $text:literal:
     $($index:literal $field:literal $help:literal,)*) => {
        $(#[$doc])*
        pub static $ty: Type = Type::builtin(&$def);
        static $def: TypeDef = structseq::$maker(
            $name,
            "sys",
            $text,
            const { &[$(getter($field, item::<$index>, $help),)*] as &[GetSetDef] },
            |vm, class| describe(vm, class, &$info),
        );
        static $info: StructInfo =
            StructInfo { ty: &$ty, name: concat!("sys.", $name), fields: &[$($field,)*], visible: $visible };
    };
}

struct_type! {
    /// `sys.flags`
    FLAGS FLAGS_DEF FLAGS_INFO closed_definition "flags" 18
    "sys.flags\n\nFlags provided through command line arguments or environment vars.":
    0 "debug" "-d",
    1 "inspect" "-i",
    2 "interactive" "-i",
    3 "optimize" "-O or -OO",
    4 "dont_write_bytecode" "-B",
    5 "no_user_site" "-s",
    6 "no_site" "-S",
    7 "ignore_environment" "-E",
    8 "verbose" "-v",
    9 "bytes_warning" "-b",
    10 "quiet" "-q",
    11 "hash_randomization" "-R",
    12 "isolated" "-I",
    13 "dev_mode" "-X dev",
    14 "utf8_mode" "-X utf8",
    15 "warn_default_encoding" "-X warn_default_encoding",
    16 "safe_path" "-P",
    17 "int_max_str_digits" "-X int_max_str_digits",
    18 "gil" "-X gil",
    19 "thread_inherit_context" "-X thread_inherit_context",
    20 "context_aware_warnings" "-X context_aware_warnings",
}

struct_type! {
    /// `sys.version_info`
    VERSION_INFO VERSION_INFO_DEF VERSION_INFO_INFO closed_definition "version_info" 5
    "sys.version_info\n\nVersion information as a named tuple.":
    0 "major" "Major release number",
    1 "minor" "Minor release number",
    2 "micro" "Patch release number",
    3 "releaselevel" "'alpha', 'beta', 'candidate', or 'final'",
    4 "serial" "Serial release number",
}

struct_type! {
    /// `sys.float_info`
    FLOAT_INFO FLOAT_INFO_DEF FLOAT_INFO_INFO definition "float_info" 11
    "sys.float_info\n\nA named tuple holding information about the float type.":
    0 "max" "DBL_MAX -- maximum representable finite float",
    1 "max_exp" "DBL_MAX_EXP -- maximum int e such that radix**(e-1) is representable",
    2 "max_10_exp" "DBL_MAX_10_EXP -- maximum int e such that 10**e is representable",
    3 "min" "DBL_MIN -- Minimum positive normalized float",
    4 "min_exp" "DBL_MIN_EXP -- minimum int e such that radix**(e-1) is a normalized float",
    5 "min_10_exp" "DBL_MIN_10_EXP -- minimum int e such that 10**e is a normalized float",
    6 "dig" "DBL_DIG -- maximum number of decimal digits that can be faithfully represented in a float",
    7 "mant_dig" "DBL_MANT_DIG -- mantissa digits",
    8 "epsilon" "DBL_EPSILON -- Difference between 1 and the next representable float",
    9 "radix" "FLT_RADIX -- radix of exponent",
    10 "rounds" "FLT_ROUNDS -- rounding mode used for arithmetic operations",
}

struct_type! {
    /// `sys.int_info`
    INT_INFO INT_INFO_DEF INT_INFO_INFO definition "int_info" 4
    "sys.int_info\n\nA named tuple that holds information about Python's\ninternal representation of integers.  The attributes are read only.":
    0 "bits_per_digit" "size of a digit in bits",
    1 "sizeof_digit" "size in bytes of the C type used to represent a digit",
    2 "default_max_str_digits" "maximum string conversion digits limitation",
    3 "str_digits_check_threshold" "minimum positive value for int_max_str_digits",
}

struct_type! {
    /// `sys.hash_info`
    HASH_INFO HASH_INFO_DEF HASH_INFO_INFO definition "hash_info" 9
    "hash_info\n\nA named tuple providing parameters used for computing\nhashes. The attributes are read only.":
    0 "width" "width of the type used for hashing, in bits",
    1 "modulus" "prime number giving the modulus on which the hash function is based",
    2 "inf" "value to be used for hash of a positive infinity",
    3 "nan" "value to be used for hash of a nan",
    4 "imag" "multiplier used for the imaginary part of a complex number",
    5 "algorithm" "name of the algorithm for hashing of str, bytes and memoryviews",
    6 "hash_bits" "internal output size of hash algorithm",
    7 "seed_bits" "seed size of hash algorithm",
    8 "cutoff" "small string optimization cutoff",
}

struct_type! {
    /// `sys.thread_info`
    THREAD_INFO THREAD_INFO_DEF THREAD_INFO_INFO definition "thread_info" 3
    "sys.thread_info\n\nA named tuple holding information about the thread implementation.":
    0 "name" "name of the thread implementation",
    1 "lock" "name of the lock implementation",
    2 "version" "name and version of the thread library",
}

fn flags(vm: &Vm) -> PyResult {
    let c = &vm.interp.config;
    let int = |b: bool| vm.int(b.into());
    let values = vec![
        vm.int(c.parser_debug.into()),
        int(c.inspect),
        int(c.interactive),
        vm.int(c.optimize.into()),
        int(c.dont_write_bytecode),
        int(c.no_user_site || c.isolated),
        int(c.no_site),
        int(c.ignore_environment || c.isolated),
        vm.int(c.verbose.into()),
        vm.int(c.bytes_warning.into()),
        int(c.quiet),
        int(c.hash_seed != Some(0)),
        int(c.isolated),
        Ref::bool(c.dev_mode),
        int(c.utf8_mode),
        int(c.warn_default_encoding),
        Ref::bool(c.safe_path || c.isolated),
        vm.int(vm.max_str_digits() as i64),
        int(!gil_off()),
        int(c.thread_inherit_context),
        int(c.context_aware_warnings),
    ];
    structseq::register(vm, &FLAGS_INFO);
    structseq::make(vm, &FLAGS_INFO, values)
}

fn float_info(vm: &Vm) -> PyResult {
    structseq::register(vm, &FLOAT_INFO_INFO);
    let values = vec![
        vm.float(f64::MAX),
        vm.int(f64::MAX_EXP.into()),
        vm.int(f64::MAX_10_EXP.into()),
        vm.float(f64::MIN_POSITIVE),
        vm.int(f64::MIN_EXP.into()),
        vm.int(f64::MIN_10_EXP.into()),
        vm.int(f64::DIGITS.into()),
        vm.int(f64::MANTISSA_DIGITS.into()),
        vm.float(f64::EPSILON),
        vm.int(f64::RADIX.into()),
        vm.int(1),
    ];
    structseq::make(vm, &FLOAT_INFO_INFO, values)
}

fn int_info(vm: &Vm) -> PyResult {
    structseq::register(vm, &INT_INFO_INFO);
    structseq::make(
        vm,
        &INT_INFO_INFO,
        [30, 4, 4300, 640].map(|n| vm.int(n)).to_vec(),
    )
}

fn hash_info(vm: &Vm) -> PyResult {
    structseq::register(vm, &HASH_INFO_INFO);
    let int = |n| vm.int(n);
    let values = vec![
        int(64),
        int((1 << 61) - 1),
        int(314_159),
        int(0),
        int(1_000_003),
        vm.new_str("siphash13"),
        int(64),
        int(128),
        int(0),
    ];
    structseq::make(vm, &HASH_INFO_INFO, values)
}

fn version_info(vm: &Vm) -> PyResult {
    structseq::register(vm, &VERSION_INFO_INFO);
    let values = vec![
        vm.int(3),
        vm.int(14),
        vm.int(0),
        vm.new_str("final"),
        vm.int(0),
    ];
    structseq::make(vm, &VERSION_INFO_INFO, values)
}

fn thread_info(vm: &Vm) -> PyResult {
    structseq::register(vm, &THREAD_INFO_INFO);
    let values = vec![vm.new_str("pthread"), vm.new_str("futex"), Ref::none()];
    structseq::make(vm, &THREAD_INFO_INFO, values)
}

fn implementation(vm: &Vm, version: &Ref) -> PyResult {
    let rows = [
        ("name", vm.new_str("minipy")),
        ("cache_tag", vm.new_str("minipy-314")),
        ("version", version.clone()),
        ("hexversion", vm.int(HEX_VERSION)),
        ("_multiarch", vm.new_str(concat_multiarch())),
        ("supports_isolated_interpreters", Ref::bool(false)),
    ];
    let names: Vec<Ref> = rows.iter().map(|(n, _)| vm.intern_str(n)).collect();
    let values: Vec<Ref> = rows.into_iter().map(|(_, v)| v).collect();
    vm.call_args(
        &SIMPLE_NAMESPACE.to_ref(),
        Args {
            values: &values,
            kwnames: &names,
        },
    )
}

fn concat_multiarch() -> &'static str {
    match std::env::consts::ARCH {
        "aarch64" => "aarch64-linux-gnu",
        _ => "x86_64-linux-gnu",
    }
}

fn executable() -> String {
    std::env::current_exe()
        .map(|p| p.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// Enters everything in the namespace of `sys`.
pub(super) fn fill(vm: &Vm, dict: &Ref) -> PyResult<()> {
    if let Some(digits) = vm.interp.config.int_max_str_digits {
        vm.set_max_str_digits(digits);
    }
    let version = version_info(vm)?;
    let strings = |all: &[String]| vm.new_list(all.iter().map(|s| vm.new_str(s)).collect());
    let config = &vm.interp.config;
    let mut path: Vec<String> = config.script_folder.iter().cloned().collect();
    path.extend(config.python_path.iter().cloned());
    path.extend(config.user_site());
    let options = vm.new_dict();
    for (name, value) in &config.xoptions {
        let value = value
            .as_ref()
            .map_or_else(|| Ref::bool(true), |v| vm.new_str(v));
        vm.dict_set(&options, name, value)?;
    }
    let executable = executable();
    let prefix = vm.new_str("/usr");
    let text = |s: &str| vm.new_str(s);
    let rows = [
        ("version", text(VERSION)),
        ("version_info", version.clone()),
        ("hexversion", vm.int(HEX_VERSION)),
        ("api_version", vm.int(1013)),
        ("implementation", implementation(vm, &version)?),
        ("copyright", text("Copyright (c) the minipy authors.")),
        ("platform", text(std::env::consts::OS)),
        (
            "byteorder",
            text(if cfg!(target_endian = "little") {
                "little"
            } else {
                "big"
            }),
        ),
        ("maxsize", vm.int(i64::MAX)),
        ("maxunicode", vm.int(0x10_ffff)),
        ("float_info", float_info(vm)?),
        ("int_info", int_info(vm)?),
        ("hash_info", hash_info(vm)?),
        ("thread_info", thread_info(vm)?),
        ("flags", flags(vm)?),
        ("float_repr_style", text("short")),
        ("abiflags", text("")),
        ("platlibdir", text("lib")),
        ("executable", text(&executable)),
        ("_base_executable", text(&executable)),
        ("prefix", prefix.clone()),
        ("exec_prefix", prefix.clone()),
        ("base_prefix", prefix.clone()),
        ("base_exec_prefix", prefix),
        ("_framework", text("")),
        ("_home", Ref::none()),
        ("_stdlib_dir", Ref::none()),
        (
            "_git",
            vm.new_tuple(vec![text("minipy"), text(""), text("")]),
        ),
        ("argv", arguments(vm, &config.argv)),
        ("orig_argv", arguments(vm, &config.orig_argv)),
        ("path", strings(&path)),
        ("warnoptions", strings(&config.warnings)),
        ("_xoptions", options),
        (
            "meta_path",
            crate::stdlib::importlib::bootstrap::initial_meta_path(vm),
        ),
        ("path_hooks", vm.new_list(Vec::new())),
        ("path_importer_cache", vm.new_dict()),
        ("modules", vm.known().modules.clone()),
        ("dont_write_bytecode", Ref::bool(config.dont_write_bytecode)),
        ("pycache_prefix", Ref::none()),
    ];
    for (name, value) in rows {
        vm.dict_set(dict, name, value)?;
    }
    Ok(())
}

/// Command-line arguments as a list. Those that are not UTF-8 were read with replacement characters; they
/// come out as the process got them, their strange bytes as surrogates.
fn arguments(vm: &Vm, all: &[String]) -> Ref {
    use std::os::unix::ffi::OsStrExt;
    let given: Vec<_> = std::env::args_os().collect();
    let first = given.len().saturating_sub(all.len());
    let exact = |(i, text): (usize, &String)| {
        let at = (i + given.len()).checked_sub(all.len());
        let original = at.filter(|&at| at >= first).and_then(|at| given.get(at));
        match original {
            Some(o) if o.to_str().is_none() && o.to_string_lossy() == text.as_str() => {
                crate::stdlib::posix::path::decode(vm, o.as_bytes())
            }
            _ => vm.new_str(text),
        }
    };
    vm.new_list(all.iter().enumerate().map(exact).collect())
}
