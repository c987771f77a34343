//! The dict's table: compact, ordered, with a version of its key set.
//!
//! ```text
//! block: | entry 0 | entry 1 | ... | entry cap-1 | index[0 ..= mask] |
//! ```
//! Entries stand in insertion order; the index holds entry numbers of 1, 2 or 4 bytes and is
//! probed as CPython probes (`i = 5 i + perturb + 1`).
//!
//! Invariants: `used` entries have been filled, `live` of them hold a key; a removed entry keeps
//! its place with a NULL key until the next resize. `filled` insertions were made since the last
//! resize, at most `cap`, so that EMPTY cells are left for every probe to end at. `keys_version` is zeroed whenever the key set
//! or an entry's position changes; a cache that saw version `v` at entry `i` may read entry `i`
//! for as long as the version is `v`.
//!
//! Looking a key up can need `__eq__`, which can change the table in mid-probe. Therefore
//! [`DictTable::probe`] never calls Python: it stops at a candidate it can't decide, and the
//! caller resumes after it has compared and found the table's `mutations` unchanged.
//!
//! Why this is sound:
//! 1. `block` has room for `cap` entries and `mask + 1` index cells, all initialised; it is null
//!    only when `cap` is 0.
//! 2. Entries below `used` own their key and value, unless the key is NULL.
//! 3. Index cells hold EMPTY, DUMMY or a number below `used`.
//!
//! Next file to read: `../builtins/dict/mod.rs`.

use super::refcount::Ref;
use super::value::Value;
use std::alloc::{Layout, alloc, dealloc};

/// One key with its value.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Entry {
    /// The key's hash.
    pub hash: i64,
    /// The key; NULL when removed.
    pub key: Value,
    /// The value.
    pub value: Value,
}

/// What a probe found.
pub enum Probe {
    /// The key stands at this entry.
    Found(usize),
    /// No such key.
    Missing,
    /// Same hash, but only `__eq__` can tell: compare with this entry's key, then call
    /// [`DictTable::probe`] again with `resume`.
    Undecided { entry: usize, resume: Cursor },
}

/// Where a probe goes on.
#[derive(Clone, Copy)]
pub struct Cursor {
    slot: usize,
    perturb: u64,
}

/// See the top of the file.
#[repr(C)]
pub struct DictTable {
    pub(crate) entries: *mut Entry,
    pub(crate) keys_version: u32,
    width: u8,
    used: u32,
    live: u32,
    cap: u32,
    filled: u32,
    /// No entry below this one is live.
    first: u32,
    mask: usize,
    mutations: u64,
}

// SAFETY: the table owns what it points to; access is governed by the `Locked` around it.
unsafe impl Send for DictTable {}

const EMPTY: u32 = u32::MAX;
const DUMMY: u32 = u32::MAX - 1;
const MIN_SLOTS: usize = 8;
/// More entries than this are refused with `MemoryError`.
pub const MAX_ENTRIES: usize = (u32::MAX - 2) as usize;

impl Default for DictTable {
    fn default() -> Self {
        DictTable::new()
    }
}

impl DictTable {
    /// An empty table, nothing allocated.
    pub const fn new() -> DictTable {
        DictTable {
            entries: std::ptr::null_mut(),
            keys_version: 0,
            width: 1,
            used: 0,
            live: 0,
            cap: 0,
            filled: 0,
            first: 0,
            mask: 0,
            mutations: 0,
        }
    }

    /// An empty table with room for `n` entries.
    pub fn with_capacity(n: usize) -> DictTable {
        let mut t = DictTable::new();
        if n > 0 {
            t.resize(n);
        }
        t
    }

    /// How many keys there are.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.live as usize
    }

    /// Whether there is no key.
    pub fn is_empty(&self) -> bool {
        self.live == 0
    }

    /// How many entry positions have been used: the bound of [`DictTable::entry_at`].
    #[inline(always)]
    pub fn used(&self) -> usize {
        self.used as usize
    }

    /// Grows by one with every change of the key set; iterators and probes watch it.
    pub fn mutations(&self) -> u64 {
        self.mutations
    }

    /// Carries the count of changes on when one table replaces another.
    pub(crate) fn set_mutations(&mut self, mutations: u64) {
        self.mutations = mutations;
    }

    /// Bytes allocated, for `__sizeof__`.
    pub fn block_size(&self) -> usize {
        if self.cap == 0 {
            0
        } else {
            Self::layout(self.cap as usize, self.mask, self.width).size()
        }
    }

    /// How many entries there is room for.
    pub fn capacity(&self) -> usize {
        self.cap as usize
    }

    /// Bytes of the index.
    pub fn index_size(&self) -> usize {
        (self.mask + 1) * self.width as usize
    }

    fn layout(cap: usize, mask: usize, width: u8) -> Layout {
        let bytes = cap * size_of::<Entry>() + (mask + 1) * width as usize;
        // The sizes are bounded by MAX_ENTRIES, far below the limit `Layout` checks.
        Layout::from_size_align(bytes, 16).unwrap_or(Layout::new::<Entry>())
    }

    #[inline(always)]
    fn index(&self, slot: usize) -> u32 {
        // SAFETY: (1); `slot` is masked by every caller.
        unsafe {
            let p = self.entries.add(self.cap as usize).cast::<u8>();
            match self.width {
                1 => match *p.add(slot) {
                    0xff => EMPTY,
                    0xfe => DUMMY,
                    v => v as u32,
                },
                2 => match *p.cast::<u16>().add(slot) {
                    0xffff => EMPTY,
                    0xfffe => DUMMY,
                    v => v as u32,
                },
                _ => *p.cast::<u32>().add(slot),
            }
        }
    }

    #[inline(always)]
    fn set_index(&mut self, slot: usize, v: u32) {
        // SAFETY: (1).
        unsafe {
            let p = self.entries.add(self.cap as usize).cast::<u8>();
            match self.width {
                1 => *p.add(slot) = v as u8,
                2 => *p.cast::<u16>().add(slot) = v as u16,
                _ => *p.cast::<u32>().add(slot) = v,
            }
        }
    }

    #[inline(always)]
    fn raw(&self, entry: usize) -> &Entry {
        debug_assert!(entry < self.used as usize);
        // SAFETY: (1), (3).
        unsafe { &*self.entries.add(entry) }
    }

    /// Starts a probe for `hash`.
    #[inline(always)]
    pub fn start(&self, hash: i64) -> Cursor {
        Cursor {
            slot: hash as usize & self.mask,
            perturb: hash as u64,
        }
    }

    /// Looks for `key` from `cursor` on. `same` decides equality of two keys without running
    /// Python: `Some(bool)` when it can.
    #[inline(always)]
    pub fn probe(
        &self,
        key: Value,
        hash: i64,
        mut cursor: Cursor,
        same: impl Fn(Value, Value) -> Option<bool>,
    ) -> Probe {
        if self.cap == 0 {
            return Probe::Missing;
        }
        loop {
            let ix = self.index(cursor.slot);
            if ix == EMPTY {
                return Probe::Missing;
            }
            let here = cursor;
            cursor.perturb >>= 5;
            cursor.slot = (here
                .slot
                .wrapping_mul(5)
                .wrapping_add(cursor.perturb as usize)
                .wrapping_add(1))
                & self.mask;
            if ix != DUMMY {
                let e = self.raw(ix as usize);
                if e.key.is(key) {
                    return Probe::Found(ix as usize);
                }
                if e.hash == hash {
                    match same(e.key, key) {
                        Some(true) => return Probe::Found(ix as usize),
                        Some(false) => {}
                        None => {
                            return Probe::Undecided {
                                entry: ix as usize,
                                resume: cursor,
                            };
                        }
                    }
                }
            }
        }
    }

    /// The key and value at an entry position, or `None` where one was removed or never was.
    #[inline(always)]
    pub fn entry_at(&self, entry: usize) -> Option<(&Ref, &Ref)> {
        if entry >= self.used as usize {
            return None;
        }
        let e = self.raw(entry);
        if e.key.is_null() {
            return None;
        }
        // SAFETY: (2).
        unsafe { Some((e.key.as_ref(), e.value.as_ref())) }
    }

    /// The hash stored at an entry position.
    pub fn hash_at(&self, entry: usize) -> i64 {
        self.raw(entry).hash
    }

    /// The first live entry at or after `pos`: its position, key and value.
    #[inline]
    pub fn next_from(&self, pos: usize) -> Option<(usize, &Ref, &Ref)> {
        let mut pos = pos.max(self.first as usize);
        while pos < self.used as usize {
            if let Some((k, v)) = self.entry_at(pos) {
                return Some((pos, k, v));
            }
            pos += 1;
        }
        None
    }

    /// The last live entry before `end`.
    pub fn prev_before(&self, end: usize) -> Option<(usize, &Ref, &Ref)> {
        let mut pos = end.min(self.used as usize);
        while pos > 0 {
            pos -= 1;
            if let Some((k, v)) = self.entry_at(pos) {
                return Some((pos, k, v));
            }
        }
        None
    }

    /// Appends a key that a probe has found missing. Refuses beyond [`MAX_ENTRIES`].
    pub fn insert_new(&mut self, hash: i64, key: Ref, value: Ref) -> Result<(), (Ref, Ref)> {
        if self.filled == self.cap {
            let want = (self.live as usize * 2).max(5);
            if want > MAX_ENTRIES || !self.resize(want) {
                return Err((key, value));
            }
        }
        let mut c = self.start(hash);
        while self.index(c.slot) < DUMMY {
            c.perturb >>= 5;
            c.slot = (c
                .slot
                .wrapping_mul(5)
                .wrapping_add(c.perturb as usize)
                .wrapping_add(1))
                & self.mask;
        }
        let at = self.used;
        self.set_index(c.slot, at);
        // SAFETY: (1): `used <= filled < cap`.
        unsafe {
            self.entries.add(at as usize).write(Entry {
                hash,
                key: key.into_value(),
                value: value.into_value(),
            })
        };
        self.used += 1;
        self.filled += 1;
        self.live += 1;
        self.changed();
        Ok(())
    }

    #[inline(always)]
    fn changed(&mut self) {
        self.keys_version = 0;
        self.mutations += 1;
    }

    /// Puts another value at an entry and returns the old one.
    #[inline(always)]
    pub fn set_value(&mut self, entry: usize, value: Ref) -> Ref {
        debug_assert!(entry < self.used as usize);
        // SAFETY: (1), (2): the old value's count moves to the caller.
        unsafe {
            let e = &mut *self.entries.add(entry);
            Ref::from_value(std::mem::replace(&mut e.value, value.into_value()))
        }
    }

    /// Removes the entry a probe found and returns its key and value.
    pub fn remove_at(&mut self, entry: usize) -> (Ref, Ref) {
        let hash = self.raw(entry).hash;
        let mut c = self.start(hash);
        while self.index(c.slot) != entry as u32 {
            c.perturb >>= 5;
            c.slot = (c
                .slot
                .wrapping_mul(5)
                .wrapping_add(c.perturb as usize)
                .wrapping_add(1))
                & self.mask;
        }
        self.set_index(c.slot, DUMMY);
        self.live -= 1;
        if entry == self.first as usize {
            // Taking keys from the front on and on must not walk over the gaps each time.
            self.first += 1;
        }
        self.changed();
        // SAFETY: (2): the entry's counts move to the caller.
        unsafe {
            let e = &mut *self.entries.add(entry);
            let key = std::mem::replace(&mut e.key, Value::NULL);
            let value = std::mem::replace(&mut e.value, Value::NULL);
            (Ref::from_value(key), Ref::from_value(value))
        }
    }

    /// Removes the last entry and returns its key and value.
    pub fn pop_last(&mut self) -> Option<(Ref, Ref)> {
        let at = self.prev_before(self.used())?.0;
        let popped = self.remove_at(at);
        // The places behind it are free again, so that popping on does not walk over them.
        self.used = at as u32;
        self.first = self.first.min(self.used);
        Some(popped)
    }

    /// Makes the entry a probe found the last one. False when memory is short; the key is then gone.
    pub fn move_to_back(&mut self, entry: usize) -> bool {
        if self
            .prev_before(self.used())
            .is_some_and(|(last, _, _)| last == entry)
        {
            return true;
        }
        let hash = self.raw(entry).hash;
        let (key, value) = self.remove_at(entry);
        self.insert_new(hash, key, value).is_ok()
    }

    /// Makes the entry a probe found the first one. False when memory is short; nothing has changed
    /// then. A gap is kept in front, so that this takes constant time on average.
    pub fn move_to_front(&mut self, mut entry: usize) -> bool {
        let Some((front, _, _)) = self.next_from(0) else {
            return true;
        };
        if front == entry {
            return true;
        }
        self.first = front as u32;
        if front == 0 {
            let rank = (0..entry).filter(|&e| self.entry_at(e).is_some()).count();
            let gap = self.len().max(8);
            if !self.rebuild(self.len() * 2 + gap, gap) {
                return false;
            }
            entry = gap + rank;
        }
        let to = self.first - 1;
        let moved = *self.raw(entry);
        let mut c = self.start(moved.hash);
        while self.index(c.slot) != entry as u32 {
            c.perturb >>= 5;
            c.slot = (c
                .slot
                .wrapping_mul(5)
                .wrapping_add(c.perturb as usize)
                .wrapping_add(1))
                & self.mask;
        }
        self.set_index(c.slot, to);
        // SAFETY: (1), (2): both places are below `used`; the key's and value's counts move along.
        unsafe {
            self.entries.add(to as usize).write(moved);
            (*self.entries.add(entry)).key = Value::NULL;
            (*self.entries.add(entry)).value = Value::NULL;
        }
        self.first = to;
        self.changed();
        true
    }

    /// Rebuilds the table with room for at least `want` entries, closing the gaps. False when
    /// memory is short; the table is then as it was.
    pub fn resize(&mut self, want: usize) -> bool {
        self.rebuild(want, 0)
    }

    /// As [`DictTable::resize`], with `gap` unused entries in front, which `want` includes.
    fn rebuild(&mut self, want: usize, gap: usize) -> bool {
        if want > MAX_ENTRIES {
            return false;
        }
        let mut slots = MIN_SLOTS;
        while slots * 2 / 3 < want {
            slots *= 2;
        }
        let cap = slots * 2 / 3;
        let width = if slots <= 128 {
            1
        } else if slots <= 0x8000 {
            2
        } else {
            4
        };
        let layout = Self::layout(cap, slots - 1, width);
        // SAFETY: the layout's size is not zero. The new block satisfies (1) once filled below.
        unsafe {
            let block = alloc(layout).cast::<Entry>();
            if block.is_null() {
                return false;
            }
            block
                .add(cap)
                .cast::<u8>()
                .write_bytes(0xff, slots * width as usize);
            let old = std::mem::replace(
                self,
                DictTable {
                    entries: block,
                    width,
                    cap: cap as u32,
                    mask: slots - 1,
                    ..DictTable::new()
                },
            );
            self.mutations = old.mutations + 1;
            for i in 0..gap {
                self.entries.add(i).write(Entry {
                    hash: 0,
                    key: Value::NULL,
                    value: Value::NULL,
                });
            }
            self.used = gap as u32;
            self.first = gap as u32;
            for i in 0..old.used as usize {
                let e = *old.entries.add(i);
                if e.key.is_null() {
                    continue;
                }
                let mut c = self.start(e.hash);
                while self.index(c.slot) != EMPTY {
                    c.perturb >>= 5;
                    c.slot = (c
                        .slot
                        .wrapping_mul(5)
                        .wrapping_add(c.perturb as usize)
                        .wrapping_add(1))
                        & self.mask;
                }
                self.set_index(c.slot, self.used);
                self.entries.add(self.used as usize).write(e);
                self.used += 1;
            }
            self.live = self.used - gap as u32;
            self.filled = self.used;
            if old.cap > 0 {
                dealloc(
                    old.entries.cast(),
                    Self::layout(old.cap as usize, old.mask, old.width),
                );
            }
            std::mem::forget(old);
        }
        true
    }

    /// Shows all keys and values to the cycle collector.
    pub fn visit(&self, visit: &mut dyn FnMut(&Ref)) {
        let mut pos = 0;
        while let Some((at, k, v)) = self.next_from(pos) {
            visit(k);
            visit(v);
            pos = at + 1;
        }
    }

    /// Moves all keys and values out.
    pub fn drain_into(mut self, sink: &mut Vec<Ref>) {
        let mut pos = 0;
        while let Some(at) = self.next_from(pos).map(|(at, _, _)| at) {
            let (k, v) = self.remove_at(at);
            sink.extend([k, v]);
            pos = at + 1;
        }
    }

    /// A table with the same keys and values.
    pub fn duplicate(&self) -> DictTable {
        let mut t = DictTable::with_capacity(self.live as usize);
        let mut pos = 0;
        while let Some((at, k, v)) = self.next_from(pos) {
            // The table was made large enough, so nothing is refused.
            let _ = t.insert_new(self.raw(at).hash, k.clone(), v.clone());
            pos = at + 1;
        }
        t
    }
}

impl Drop for DictTable {
    fn drop(&mut self) {
        if self.cap == 0 {
            return;
        }
        // SAFETY: (1), (2). The block is taken out before anything is dropped, so whatever a
        // `__del__` does finds an empty table.
        unsafe {
            let old = std::mem::take(self);
            for i in 0..old.used as usize {
                let e = *old.entries.add(i);
                if !e.key.is_null() {
                    e.key.dec();
                    e.value.dec();
                }
            }
            dealloc(
                old.entries.cast(),
                Self::layout(old.cap as usize, old.mask, old.width),
            );
            std::mem::forget(old);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(a: Value, b: Value) -> Option<bool> {
        Some(a.bits() == b.bits())
    }

    fn find(t: &DictTable, i: i64) -> Option<usize> {
        match t.probe(Value::small_int(i), i, t.start(i), same) {
            Probe::Found(e) => Some(e),
            _ => None,
        }
    }

    #[test]
    fn keeps_order_and_finds_all() {
        let mut t = DictTable::new();
        for i in 0..1000 {
            assert!(find(&t, i * 7).is_none());
            t.insert_new(i * 7, Ref::small_int(i * 7), Ref::small_int(i))
                .expect("room");
        }
        for i in 0..1000 {
            let e = find(&t, i * 7).expect("present");
            assert_eq!(
                t.entry_at(e).map(|(_, v)| v.value().as_small_int()),
                Some(i)
            );
        }
        for i in (0..1000).step_by(2) {
            let e = find(&t, i * 7).expect("present");
            t.remove_at(e);
        }
        assert_eq!(t.len(), 500);
        let (mut pos, mut seen) = (0, Vec::new());
        while let Some((at, _, v)) = t.next_from(pos) {
            seen.push(v.value().as_small_int());
            pos = at + 1;
        }
        assert!(seen.iter().copied().eq((1..1000).step_by(2)));
    }

    #[test]
    fn keys_move_to_both_ends() {
        let mut t = DictTable::new();
        let mut model = Vec::new();
        for i in 0..100 {
            t.insert_new(i, Ref::small_int(i), Ref::small_int(i))
                .expect("room");
            model.push(i);
        }
        for step in 0..1000i64 {
            let key = step * 37 % 101;
            let Some(at) = model.iter().position(|&k| k == key) else {
                continue;
            };
            model.remove(at);
            let entry = find(&t, key).expect("present");
            if step % 3 == 0 {
                assert!(t.move_to_back(entry));
                model.push(key);
            } else {
                assert!(t.move_to_front(entry));
                model.insert(0, key);
            }
            if step % 10 == 9 {
                let first = t.next_from(0).expect("not empty").0;
                t.remove_at(first);
                model.remove(0);
            }
            let (mut pos, mut seen) = (0, Vec::new());
            while let Some((at, k, _)) = t.next_from(pos) {
                seen.push(k.value().as_small_int());
                pos = at + 1;
            }
            assert_eq!(seen, model);
            assert_eq!(t.len(), model.len());
        }
    }

    #[test]
    fn version_falls_when_keys_change_but_not_when_values_do() {
        let mut t = DictTable::new();
        t.insert_new(1, Ref::small_int(1), Ref::small_int(1))
            .expect("room");
        t.keys_version = 77;
        t.set_value(0, Ref::small_int(2));
        assert_eq!(t.keys_version, 77);
        t.insert_new(2, Ref::small_int(2), Ref::small_int(2))
            .expect("room");
        assert_eq!(t.keys_version, 0);
    }
}
