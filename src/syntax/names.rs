//! Identifiers, each spelling kept once.
//!
//! Invariant: two names of one parse are the same allocation exactly if they are equal.
//! Deliberately absent: name mangling, which needs to know the class.
//! Next file to read: `syntax/actions/mod.rs`.

use super::ast::Name;
use crate::unicode::normalize::{Form, normalize};
use std::{
    collections::HashSet,
    hash::{BuildHasherDefault, Hasher},
};

/// The names met so far.
#[derive(Debug, Default)]
pub struct Names {
    known: HashSet<Name, BuildHasherDefault<NameHasher>>,
}

impl Names {
    /// The name that is spelled `text`, in normal form.
    pub fn intern(&mut self, text: &str) -> Name {
        if text.is_ascii() {
            return self.intern_normal(text);
        }
        let points = normalize(text.chars().map(u32::from), Form::Nfkc);
        let normal: String = points.into_iter().filter_map(char::from_u32).collect();
        self.intern_normal(&normal)
    }

    fn intern_normal(&mut self, text: &str) -> Name {
        if let Some(known) = self.known.get(text) {
            return known.clone();
        }
        let name = Name::from(text);
        self.known.insert(name.clone());
        name
    }
}

/// A quick hash for short texts: eight bytes at a time, mixed by multiplication.
#[derive(Debug, Default)]
struct NameHasher(u64);

impl Hasher for NameHasher {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            let mixed = self.0.rotate_left(5) ^ u64::from_le_bytes(word);
            self.0 = mixed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        }
    }

    fn write_u8(&mut self, _: u8) {}

    fn finish(&self) -> u64 {
        self.0.rotate_left(26)
    }
}

#[cfg(test)]
mod tests {
    use super::Names;
    use std::rc::Rc;

    #[test]
    fn equal_names_are_one() {
        let mut names = Names::default();
        let a = names.intern("alpha");
        assert!(Rc::ptr_eq(&a, &names.intern("alpha")));
        assert_eq!(&*names.intern("ﬁne"), "fine");
    }
}
