//! Reading files inside zip archives: programs packed into one file, and modules on `sys.path`.
//!
//! A path such as `app.zip/pkg/mod.py` names a file in the archive `app.zip`, which may have
//! anything in front of it (a `#!` line).
//! Invariant: a broken archive is treated as one without the file; nothing is read past its end.
//! Deliberately absent: writing, encryption, and archives of more than 4 GB.
//! Next file to read: `../vm/import.rs`.

use std::path::Path;

/// The longest comment an archive may end with.
const MAX_COMMENT: usize = 0xffff;
/// Length of the record at an archive's end, without its comment.
const END_LENGTH: usize = 22;
/// Length of an entry of the directory, without its name.
const ENTRY_LENGTH: usize = 46;

fn u16_at(bytes: &[u8], at: usize) -> Option<usize> {
    let b = bytes.get(at..at + 2)?;
    Some(usize::from(u16::from_le_bytes([b[0], b[1]])))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<usize> {
    let b = bytes.get(at..at + 4)?;
    usize::try_from(u32::from_le_bytes([b[0], b[1], b[2], b[3]])).ok()
}

/// An archive's bytes, where its directory starts, how many entries that has, and how much stands
/// in front of the archive.
struct Archive {
    bytes: Vec<u8>,
    directory: usize,
    count: usize,
    prefix: usize,
}

impl Archive {
    fn new(bytes: Vec<u8>) -> Option<Archive> {
        let last = bytes.len().checked_sub(END_LENGTH)?;
        let end = (last.saturating_sub(MAX_COMMENT)..=last)
            .rev()
            .find(|at| bytes[*at..].starts_with(b"PK\x05\x06"))?;
        let size = u32_at(&bytes, end + 12)?;
        let directory = end.checked_sub(size)?;
        let prefix = directory.checked_sub(u32_at(&bytes, end + 16)?)?;
        let count = u16_at(&bytes, end + 10)?;
        Some(Archive {
            bytes,
            directory,
            count,
            prefix,
        })
    }

    fn read(&self, wanted: &str) -> Option<Vec<u8>> {
        let mut at = self.directory;
        for _ in 0..self.count {
            let entry = self.bytes.get(at..at + ENTRY_LENGTH)?;
            if !entry.starts_with(b"PK\x01\x02") {
                return None;
            }
            let name_length = u16_at(entry, 28)?;
            let name = self
                .bytes
                .get(at + ENTRY_LENGTH..at + ENTRY_LENGTH + name_length)?;
            if name == wanted.as_bytes() {
                return self.unpack(entry);
            }
            at += ENTRY_LENGTH + name_length + u16_at(entry, 30)? + u16_at(entry, 32)?;
        }
        None
    }

    fn unpack(&self, entry: &[u8]) -> Option<Vec<u8>> {
        let (packed, raw) = (u32_at(entry, 20)?, u32_at(entry, 24)?);
        let header = self.prefix + u32_at(entry, 42)?;
        let start =
            header + 30 + u16_at(&self.bytes, header + 26)? + u16_at(&self.bytes, header + 28)?;
        let data = self.bytes.get(start..start.checked_add(packed)?)?;
        match u16_at(entry, 10)? {
            0 => Some(data.to_vec()),
            8 => miniz_oxide::inflate::decompress_to_vec_with_limit(data, raw).ok(),
            _ => None,
        }
    }
}

/// Whether a file is a zip archive.
pub fn is_archive(path: &Path) -> bool {
    path.is_file() && std::fs::read(path).ok().and_then(Archive::new).is_some()
}

/// The bytes of a file inside an archive; `None` if there is no such archive or file.
pub fn read(path: &Path) -> Option<Vec<u8>> {
    let archive = path.ancestors().skip(1).find(|p| p.exists())?;
    if !archive.is_file() {
        return None;
    }
    let inside = path.strip_prefix(archive).ok()?.to_str()?;
    Archive::new(std::fs::read(archive).ok()?)?.read(inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An archive with one stored file, as `zip -0` writes it.
    fn sample() -> Vec<u8> {
        let (name, text) = (b"a/b.py", b"x = 1\n");
        let mut out = b"#!/bin/sh\n".to_vec();
        let mut local = b"PK\x03\x04".to_vec();
        local.extend([0; 22]);
        local.extend([name.len() as u8, 0, 0, 0]);
        local.extend(name);
        local.extend(text);
        let mut entry = b"PK\x01\x02".to_vec();
        entry.extend([0; 16]);
        entry.extend([text.len() as u8, 0, 0, 0, text.len() as u8, 0, 0, 0]);
        entry.extend([name.len() as u8, 0]);
        entry.extend([0; 16]);
        entry.extend(name);
        let mut end = b"PK\x05\x06".to_vec();
        end.extend([0, 0, 0, 0, 1, 0, 1, 0]);
        end.extend([entry.len() as u8, 0, 0, 0, local.len() as u8, 0, 0, 0, 0, 0]);
        out.extend(local);
        out.extend(entry);
        out.extend(end);
        out
    }

    #[test]
    fn files_are_found_behind_a_prefix() {
        let archive = Archive::new(sample()).expect("an archive");
        assert_eq!(archive.read("a/b.py").as_deref(), Some(&b"x = 1\n"[..]));
        assert_eq!(archive.read("a/c.py"), None);
    }

    #[test]
    fn broken_archives_have_no_files() {
        let whole = sample();
        for cut in 0..whole.len() {
            let found = Archive::new(whole[..cut].to_vec()).and_then(|a| a.read("a/b.py"));
            assert_eq!(found, None);
            let mut broken = whole.clone();
            broken[cut] ^= 0xff;
            let _ = Archive::new(broken).and_then(|a| a.read("a/b.py"));
        }
    }
}
