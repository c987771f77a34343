//! The part of the standard library that is Python: CPython 3.14's own files, packed into the binary.
//!
//! Modules of ours in Python stand beside them and win over a packed file of the same name.
//! Invariant: [`ROWS`] is sorted by module; nothing is unpacked before it is imported.
//! Next file to read: `../vm/import.rs`.

use std::borrow::Cow;

/// A packed file: its place in [`DATA`].
struct Row {
    module: &'static str,
    path: &'static str,
    package: bool,
    start: usize,
    packed: usize,
    raw: usize,
}

static ROWS: &[Row] = include!(concat!(env!("OUT_DIR"), "/library.rs"));
static DATA: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/library.bin"));

/// Modules of ours written in Python: name and source.
static OURS: &[(&str, &str)] = &[
    ("_minipy_importlib", include_str!("py/import_machinery.py")),
    (
        "_sysconfigdata__linux_aarch64-linux-gnu",
        include_str!("py/sysconfig_data.py"),
    ),
    (
        "_sysconfigdata__linux_x86_64-linux-gnu",
        include_str!("py/sysconfig_data.py"),
    ),
    ("decimal", include_str!("py/decimal.py")),
    ("_csv", include_str!("py/csv_core.py")),
    ("dis", include_str!("py/dis.py")),
];

/// A file found in the binary.
pub struct Packed {
    /// Its path in the library.
    pub file: String,
    /// Whether it is a package's `__init__.py`.
    pub is_package: bool,
    place: Place,
}

enum Place {
    Ours(&'static str),
    Row(&'static Row),
}

impl Packed {
    /// Its text.
    pub fn source(&self) -> Cow<'static, [u8]> {
        match self.place {
            Place::Ours(text) => Cow::Borrowed(text.as_bytes()),
            Place::Row(row) => {
                let packed = &DATA[row.start..row.start + row.packed];
                // The data was packed by the build script, so unpacking it does not fail.
                Cow::Owned(
                    miniz_oxide::inflate::decompress_to_vec_with_limit(packed, row.raw)
                        .unwrap_or_default(),
                )
            }
        }
    }
}

/// The file of a module.
pub fn find(name: &str) -> Option<Packed> {
    if let Some((module, text)) = OURS.iter().find(|(module, _)| *module == name) {
        let file = format!("{}.py", module.replace('.', "/"));
        return Some(Packed {
            file,
            is_package: false,
            place: Place::Ours(text),
        });
    }
    let at = ROWS.binary_search_by(|r| r.module.cmp(name)).ok()?;
    let row = &ROWS[at];
    Some(Packed {
        file: row.path.to_string(),
        is_package: row.package,
        place: Place::Row(row),
    })
}

/// The text of a packed file by its path, for tracebacks.
pub fn read(path: &str) -> Option<String> {
    let row = ROWS.iter().find(|r| r.path == path)?;
    let found = Packed {
        file: path.to_string(),
        is_package: row.package,
        place: Place::Row(row),
    };
    String::from_utf8(found.source().into_owned()).ok()
}

/// The names of the modules directly inside a package, for `pkgutil`.
pub fn children(package: &str) -> impl Iterator<Item = (&'static str, bool)> {
    let prefix = if package.is_empty() {
        String::new()
    } else {
        format!("{package}.")
    };
    ROWS.iter().filter_map(move |r| {
        let rest = r.module.strip_prefix(prefix.as_str())?;
        (!rest.is_empty() && !rest.contains('.')).then_some((r.module, r.package))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_unpacks_to_its_size() {
        assert!(ROWS.is_sorted_by(|a, b| a.module < b.module));
        for row in ROWS {
            let found = find(row.module).expect("a row is found by its name");
            match found.place {
                Place::Row(found) => assert_eq!(found.module, row.module),
                Place::Ours(text) => assert!(!text.is_empty()),
            }
            let text = read(row.path).expect("library files are UTF-8");
            assert_eq!(text.len(), row.raw, "{}", row.module);
        }
        assert!(find("collections").is_some_and(|p| p.is_package));
        assert!(find("no_such_module").is_none());
    }
}
