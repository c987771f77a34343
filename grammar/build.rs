//! Cargo's build script: generates the parser from `python.lalrpop`, packs the standard library, and
//! orders the program's code.
//!
//! The library is CPython 3.14's own Python files, from the crate `rustpython-pylib` (PSF licence).
//! Each file is compressed on its own, so that importing one unpacks one; a sorted table of names
//! becomes Rust code that `src/stdlib/packed.rs` includes.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Top-level entries that are not packed: they need a window system, an installer or a test run.
const LEFT_OUT: &[&str] = &[
    "_aix_support.py",
    "_android_support.py",
    "_apple_support.py",
    "_dummy_os.py",
    "_ios_support.py",
    "_osx_support.py",
    "__phello__",
    "ensurepip",
    "idlelib",
    "lib2to3",
    "msilib",
    "pydoc_data",
    "test",
    "tkinter",
    "turtle.py",
    "turtledemo",
    "venv",
];

/// One packed file.
struct Entry {
    module: String,
    path: String,
    package: bool,
    start: usize,
    packed: usize,
    raw: usize,
}

fn main() {
    println!("cargo:rerun-if-changed=grammar/build.rs");
    println!("cargo:rerun-if-changed=grammar/python.lalrpop");
    let generated = lalrpop::Configuration::new()
        .emit_rerun_directives(false)
        .emit_comments(false)
        .emit_report(false)
        .set_in_dir("grammar")
        .process();
    if let Err(error) = generated {
        eprintln!("{error}");
        std::process::exit(1);
    }
    order_startup();
    if let Err(error) = pack_library() {
        eprintln!("packing the standard library: {error}");
        std::process::exit(1);
    }
}

/// Has the linker put the functions that run at every start side by side, which keeps what is
/// resident after start-up small (see `scripts/startup_order`). Only where the linker is known to
/// understand it; a missing name does no harm.
fn order_startup() {
    println!("cargo:rerun-if-changed=grammar/startup.ld");
    println!("cargo:rerun-if-env-changed=MINIPY_UNORDERED");
    let target = |key: &str| env::var(format!("CARGO_CFG_TARGET_{key}")).unwrap_or_default();
    let flags = env::var("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default();
    let known = target("OS") == "linux" && target("ENV") == "gnu" && !flags.contains("mold");
    if known && env::var_os("MINIPY_UNORDERED").is_none() {
        let root = env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
        println!("cargo:rustc-link-arg-bins=-Wl,-T,{root}/grammar/startup.ld");
    }
}

fn pack_library() -> std::io::Result<()> {
    let root = PathBuf::from(rustpython_pylib::LIB_PATH);
    let out = PathBuf::from(env::var("OUT_DIR").unwrap_or_default());
    let mut files = Vec::new();
    collect(&root, &root, &mut files)?;
    files.sort();
    let (mut data, mut entries) = (Vec::new(), Vec::new());
    for path in files {
        let raw = fs::read(root.join(&path))?;
        let packed = miniz_oxide::deflate::compress_to_vec(&raw, 9);
        let name = path.trim_end_matches(".py").replace('/', ".");
        let module = name.trim_end_matches(".__init__").to_string();
        let package = module != name;
        entries.push(Entry {
            module,
            package,
            path,
            start: data.len(),
            packed: packed.len(),
            raw: raw.len(),
        });
        data.extend_from_slice(&packed);
    }
    entries.sort_by(|a, b| a.module.cmp(&b.module));
    let mut code = String::from("&[\n");
    for e in &entries {
        let _ = writeln!(
            code,
            "    Row {{ module: {:?}, path: {:?}, package: {}, start: {}, packed: {}, raw: {} }},",
            e.module, e.path, e.package, e.start, e.packed, e.raw
        );
    }
    code.push_str("]\n");
    fs::write(out.join("library.bin"), data)?;
    fs::write(out.join("library.rs"), code)
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<String>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path
            .file_name()
            .map(|n| n.to_string_lossy().into_owned())
            .unwrap_or_default();
        if (folder == root && LEFT_OUT.contains(&name.as_str()))
            || name == "tests"
            || name == "__pycache__"
        {
            continue;
        }
        if path.is_dir() {
            collect(root, &path, files)?;
        } else if name.ends_with(".py")
            && let Ok(relative) = path.strip_prefix(root)
        {
            files.push(relative.to_string_lossy().into_owned());
        }
    }
    Ok(())
}
