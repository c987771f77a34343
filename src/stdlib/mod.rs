//! Native modules of the standard library: the table of all of them.
//!
//! A module is a [`ModuleDef`](modules::ModuleDef) in a file or folder of its own and one row in
//! [`MODULES`]. `import` looks here before it looks anywhere else.
//! Invariant: nothing runs for a module that is not imported.
//! Next file to read: `modules.rs`.

use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::Type;
pub use calling::{bind_init, call_with, full_type_name, qualified_type_name, type_name};
pub use calling::{bind_new, only_positional};
pub use finalize::shutdown;
use modules::ModuleDef;

pub mod abc;
pub mod accounts;
pub mod array;
pub mod ast_module;
pub mod atexit;
pub mod binascii;
pub mod bisect;
mod calling;
pub mod cmath;
pub mod codecs;
pub mod collections;
pub mod contextvars;
mod detached;
pub mod disassembly;
pub mod errno;
pub mod fcntl;
mod finalize;
pub mod functools;
pub mod gc;
pub mod hashes;
pub mod heapq;
pub mod importlib;
pub mod io;
pub mod itertools;
pub mod marshal;
pub mod math;
pub mod modules;
pub mod names;
pub mod opcode_module;
pub mod operator;
pub mod packed;
pub mod posix;
pub mod posixsubprocess;
pub mod queue;
pub mod random;
pub mod resource;
pub mod select_module;
pub mod signal_module;
pub mod socket;
pub mod sre;
pub mod statistics_module;
pub mod string_module;
pub mod struct_pack;
pub mod structure;
pub mod sys;
pub mod threading;
pub mod time;
pub mod tokenizer;
pub mod types;
pub mod typing;
pub mod unicodedata;
pub mod warnings;
pub mod weakref;
pub mod zip_archive;
pub mod zlib;

/// Every native module.
pub static MODULES: &[&ModuleDef] = &[
    &io::IO,
    &itertools::ITERTOOLS,
    &importlib::imp::IMP,
    &marshal::MARSHAL,
    &math::module::MATH,
    &cmath::module::CMATH,
    &random::module::RANDOM,
    &hashes::BLAKE2,
    &hashes::HASHLIB,
    &hashes::MD5,
    &hashes::SHA1,
    &hashes::SHA2,
    &hashes::SHA3,
    &binascii::BINASCII,
    &zlib::ZLIB,
    &statistics_module::STATISTICS,
    &operator::OPERATOR,
    &threading::low_level::THREAD_MODULE,
    &ast_module::AST_MODULE,
    &opcode_module::OPCODE,
    &tokenizer::TOKENIZE,
    &abc::ABC,
    &array::ARRAY_MODULE,
    &atexit::ATEXIT,
    &collections::COLLECTIONS,
    &contextvars::CONTEXTVARS,
    &bisect::BISECT,
    &disassembly::DISASSEMBLY,
    &errno::ERRNO,
    &fcntl::FCNTL,
    &accounts::GRP,
    &accounts::PWD,
    &resource::RESOURCE,
    &functools::FUNCTOOLS,
    &gc::GC,
    &heapq::HEAPQ,
    &posix::POSIX,
    &posixsubprocess::POSIX_SUBPROCESS,
    &queue::QUEUE,
    &select_module::SELECT,
    &signal_module::SIGNAL,
    &socket::SOCKET,
    &sys::SYS,
    &threading::THREADING,
    &time::module::TIME,
    &types::TYPES,
    &typing::TYPING,
    &warnings::WARNINGS,
    &codecs::module::CODECS,
    &string_module::STRING,
    &structure::STRUCT,
    &sre::SRE,
    &unicodedata::module::UNICODEDATA,
    &weakref::WEAKREF_MODULE,
];

/// The native module of this name.
pub fn find(name: &str) -> Option<&'static ModuleDef> {
    MODULES.iter().copied().find(|m| m.name == name)
}

/// Enters a builtin type in a module's namespace under its own name, making it ready for use.
pub fn add_type(vm: &Vm, dict: &Ref, ty: &'static Type) -> PyResult<()> {
    ty.ready(vm);
    vm.dict_set(dict, type_name(ty), ty.to_ref())
}

/// Enters whole numbers in a module's namespace.
pub fn add_ints(vm: &Vm, dict: &Ref, rows: &[(&str, i64)]) -> PyResult<()> {
    rows.iter()
        .try_for_each(|(name, value)| vm.dict_set(dict, name, vm.int(*value)))
}

/// Docstring of `builtins`.
pub const BUILTINS_DOC: &str = "Built-in functions, types, exceptions, and other objects.";

/// The status that asks `main` to die of SIGINT, as a program does that ends by Ctrl-C.
pub const INTERRUPTED: i32 = 0x1_0082;

/// What start-up does once `builtins` and `sys` exist.
pub fn after_boot(vm: &Vm) -> PyResult<()> {
    // Without our handler of SIGINT, Ctrl-C ends the process with nothing said.
    let _ = crate::runtime::signal::install_at_start();
    vm.set_archive_reader(|name| {
        packed::read(
            name.strip_prefix(crate::vm::import::LIBRARY)?
                .strip_prefix('/')?,
        )
    });
    io::standard_streams(vm)?;
    warnings::apply_options(vm, &vm.interp.config.warnings)
}
