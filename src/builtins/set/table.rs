//! The set's table: open addressing, laid out and grown as CPython does it, so that sets of equal
//! hashes and history iterate in the same order.
//!
//! A probe looks at a slot and the nine behind it, then jumps to `5 i + 1 + perturb`. A removed
//! item leaves a dummy; a new item takes the last dummy that the probe for it came by.
//!
//! Invariants: the number of slots is a power of two, at least 8, or no slots are allocated yet,
//! which counts as 8 empty ones. `fill` slots are not empty, `used` of them hold an item; three
//! fifths are never exceeded, so every probe ends.
//!
//! As with dicts, [`SetTable::probe`] never runs Python: it stops at a candidate that only
//! `__eq__` can decide, and the caller resumes if `mutations` has not changed.
//! Next file to read: `mod.rs`.

use crate::objects::refcount::Ref;
use crate::objects::value::Value;

const LINEAR_PROBES: usize = 9;
const PERTURB_SHIFT: u32 = 5;
const MIN_SLOTS: usize = 8;
/// The hash that marks a dummy; no item has it.
const DUMMY_HASH: i64 = -1;

/// One place: an item with its hash, or a NULL key for an empty (0) or dummy slot.
#[derive(Clone)]
struct Slot {
    hash: i64,
    key: Ref,
}

impl Slot {
    const EMPTY: Slot = Slot {
        hash: 0,
        key: Ref::NULL,
    };

    fn is_empty(&self) -> bool {
        self.key.is_null() && self.hash == 0
    }
}

/// Where a probe goes on.
#[derive(Clone, Copy)]
pub struct Cursor {
    base: usize,
    step: usize,
    perturb: u64,
    /// The last dummy on the way.
    dummy: Option<usize>,
}

/// What a probe found.
pub enum Probe {
    /// The item stands in this slot.
    Found(usize),
    /// There is no such item; it would go to this slot.
    Missing(usize),
    /// Same hash, but only `__eq__` can tell.
    Undecided {
        /// The slot whose item is to be compared.
        slot: usize,
        /// Where to go on if it differs.
        resume: Cursor,
    },
}

/// See the top of the file.
#[derive(Default)]
pub struct SetTable {
    slots: Vec<Slot>,
    fill: usize,
    used: usize,
    /// Where `pop` looks next.
    finger: usize,
    mutations: u64,
}

impl SetTable {
    /// An empty table, nothing allocated.
    pub const fn new() -> SetTable {
        SetTable {
            slots: Vec::new(),
            fill: 0,
            used: 0,
            finger: 0,
            mutations: 0,
        }
    }

    /// How many items there are.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.used
    }

    /// Grows by one with every change of the items.
    #[inline(always)]
    pub fn mutations(&self) -> u64 {
        self.mutations
    }

    /// The highest slot number.
    pub fn mask(&self) -> usize {
        self.slots.len().max(MIN_SLOTS) - 1
    }

    /// Bytes that CPython allocates for such a table beside the set object.
    pub fn outer_bytes(&self) -> usize {
        if self.mask() < MIN_SLOTS {
            0
        } else {
            16 * (self.mask() + 1)
        }
    }

    /// Starts a probe.
    #[inline(always)]
    pub fn start(&self, hash: i64) -> Cursor {
        Cursor {
            base: hash as usize & self.mask(),
            step: 0,
            perturb: hash as u64,
            dummy: None,
        }
    }

    /// Looks for an item from `c` on. `same` decides equality where that needs no Python.
    #[inline]
    pub fn probe(
        &self,
        key: Value,
        hash: i64,
        mut c: Cursor,
        same: impl Fn(Value, Value) -> Option<bool>,
    ) -> Probe {
        if self.slots.is_empty() {
            return Probe::Missing(c.base);
        }
        let mask = self.slots.len() - 1;
        loop {
            let run = if c.base + LINEAR_PROBES <= mask {
                LINEAR_PROBES
            } else {
                0
            };
            while c.step <= run {
                let at = c.base + c.step;
                let slot = &self.slots[at];
                c.step += 1;
                if slot.key.is_null() {
                    if slot.is_empty() {
                        return Probe::Missing(c.dummy.unwrap_or(at));
                    }
                    c.dummy = Some(at);
                } else if slot.hash == hash {
                    if slot.key.value().is(key) {
                        return Probe::Found(at);
                    }
                    match same(slot.key.value(), key) {
                        Some(true) => return Probe::Found(at),
                        Some(false) => {}
                        None => {
                            return Probe::Undecided {
                                slot: at,
                                resume: c,
                            };
                        }
                    }
                }
            }
            c = self.jump(c, mask);
        }
    }

    #[inline(always)]
    fn jump(&self, c: Cursor, mask: usize) -> Cursor {
        let perturb = c.perturb >> PERTURB_SHIFT;
        let base = c
            .base
            .wrapping_mul(5)
            .wrapping_add(1)
            .wrapping_add(perturb as usize)
            & mask;
        Cursor {
            base,
            step: 0,
            perturb,
            dummy: c.dummy,
        }
    }

    /// The item in a slot.
    #[inline]
    pub fn item_at(&self, slot: usize) -> Option<&Ref> {
        self.slots.get(slot).and_then(|s| s.key.opt())
    }

    /// The first item at or after slot `pos`: its slot, hash and a borrow of it.
    #[inline]
    pub fn next_from(&self, pos: usize) -> Option<(usize, i64, &Ref)> {
        let found = self
            .slots
            .get(pos..)?
            .iter()
            .position(|s| !s.key.is_null())?;
        let slot = &self.slots[pos + found];
        Some((pos + found, slot.hash, &slot.key))
    }

    /// All items with their hashes, in order.
    pub fn items(&self) -> impl Iterator<Item = (i64, &Ref)> {
        self.slots
            .iter()
            .filter(|s| !s.key.is_null())
            .map(|s| (s.hash, &s.key))
    }

    /// Puts a new item into the slot a probe answered. False when memory is short: the item is
    /// then in the table all the same, but the table could not grow.
    #[must_use]
    pub fn insert_at(&mut self, slot: usize, hash: i64, key: Ref) -> bool {
        if self.slots.is_empty() && !self.allocate(MIN_SLOTS) {
            return false;
        }
        let reused = self.slots[slot].hash == DUMMY_HASH;
        self.slots[slot] = Slot { hash, key };
        self.used += 1;
        self.mutations += 1;
        if reused {
            return true;
        }
        self.fill += 1;
        self.fill * 5 < self.mask() * 3 || self.resize(self.grown())
    }

    fn grown(&self) -> usize {
        if self.used > 50_000 {
            self.used * 2
        } else {
            self.used * 4
        }
    }

    fn allocate(&mut self, slots: usize) -> bool {
        let mut fresh = Vec::new();
        if fresh.try_reserve_exact(slots).is_err() {
            return false;
        }
        fresh.extend(std::iter::repeat_with(|| Slot::EMPTY).take(slots));
        self.slots = fresh;
        true
    }

    /// Rebuilds the table with more than `min` slots and no dummies.
    pub fn resize(&mut self, min: usize) -> bool {
        let mut slots = MIN_SLOTS;
        while slots <= min {
            slots *= 2;
        }
        if slots == MIN_SLOTS && self.slots.len() == MIN_SLOTS && self.fill == self.used {
            return true;
        }
        let old = std::mem::take(&mut self.slots);
        if !self.allocate(slots) {
            self.slots = old;
            return false;
        }
        for slot in old {
            if !slot.key.is_null() {
                self.insert_clean(slot.hash, slot.key);
            }
        }
        self.fill = self.used;
        self.mutations += 1;
        true
    }

    /// Places an item that is known not to be there, in a table that is known to have room. The
    /// caller keeps the counts.
    fn insert_clean(&mut self, hash: i64, key: Ref) {
        let mask = self.mask();
        let mut c = self.start(hash);
        loop {
            let run = if c.base + LINEAR_PROBES <= mask {
                LINEAR_PROBES
            } else {
                0
            };
            if let Some(at) = (c.base..=c.base + run).find(|&at| self.slots[at].key.is_null()) {
                self.slots[at] = Slot { hash, key };
                return;
            }
            c = self.jump(c, mask);
        }
    }

    /// Makes room for `more` items at once, as before a merge.
    pub fn reserve(&mut self, more: usize) -> bool {
        (self.fill + more) * 5 < self.mask() * 3 || self.resize((self.used + more) * 2)
    }

    /// Takes the items of another table into this one, which holds none. False if it does.
    pub fn copy_into_empty(&mut self, other: &SetTable) -> bool {
        if self.fill != 0 {
            return false;
        }
        if other.used == 0 {
            return true;
        }
        self.mutations += 1;
        if self.mask() == other.mask() && other.fill == other.used {
            self.slots.clone_from(&other.slots);
        } else {
            if self.slots.is_empty() && !self.allocate(MIN_SLOTS) {
                return false;
            }
            for (hash, key) in other.items() {
                self.insert_clean(hash, key.clone());
            }
        }
        self.fill = other.used;
        self.used = other.used;
        true
    }

    /// Removes the item in a slot.
    pub fn remove_at(&mut self, slot: usize) -> Ref {
        self.used -= 1;
        self.mutations += 1;
        std::mem::replace(
            &mut self.slots[slot],
            Slot {
                hash: DUMMY_HASH,
                key: Ref::NULL,
            },
        )
        .key
    }

    /// Gives dummies up when they are many.
    pub fn shrink_dummies(&mut self) -> bool {
        self.fill - self.used <= self.mask() / 4 || self.resize(self.grown())
    }

    /// Removes the item `pop` answers: the next one from where the last was taken.
    pub fn pop(&mut self) -> Option<Ref> {
        if self.used == 0 {
            return None;
        }
        let mut at = self.finger & self.mask();
        while self.slots[at].key.is_null() {
            at = if at == self.mask() { 0 } else { at + 1 };
        }
        self.finger = at + 1;
        Some(self.remove_at(at))
    }

    /// Makes this the table of the set that has had `old`: changes go on being counted, and `pop`
    /// goes on where it was.
    pub fn succeed(&mut self, old: &SetTable) {
        self.mutations = old.mutations + 1;
        self.finger = old.finger;
    }

    /// Takes all items out, for the cycle collector.
    pub fn drain(self, sink: &mut Vec<Ref>) {
        sink.extend(
            self.slots
                .into_iter()
                .map(|s| s.key)
                .filter(|k| !k.is_null()),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn add(t: &mut SetTable, i: i64) {
        let key = Ref::small_int(i);
        if let Probe::Missing(slot) = t.probe(key.value(), i, t.start(i), |_, _| Some(false)) {
            assert!(t.insert_at(slot, i, key));
        }
    }

    fn order(t: &SetTable) -> Vec<i64> {
        t.items().map(|(hash, _)| hash).collect()
    }

    #[test]
    fn small_ints_come_in_order_and_large_ones_by_their_low_bits() {
        let mut t = SetTable::new();
        [3, 1, 2].into_iter().for_each(|i| add(&mut t, i));
        assert_eq!(order(&t), [1, 2, 3]);
        let mut t = SetTable::new();
        [8, 0, 16, 7].into_iter().for_each(|i| add(&mut t, i));
        assert_eq!(order(&t), [8, 0, 16, 7]);
    }

    #[test]
    fn every_item_is_found_after_growth_and_removal() {
        let mut t = SetTable::new();
        (0..1000).for_each(|i| add(&mut t, i * 97));
        for i in 0..500 {
            let hash = i * 97;
            match t.probe(Value::small_int(hash), hash, t.start(hash), |_, _| {
                Some(false)
            }) {
                Probe::Found(slot) => drop(t.remove_at(slot)),
                _ => panic!("{hash} is in the table"),
            }
        }
        assert_eq!(t.len(), 500);
        assert!(t.shrink_dummies());
        assert_eq!(t.items().count(), 500);
        let mut popped = 0;
        while t.pop().is_some() {
            popped += 1;
        }
        assert_eq!(popped, 500);
    }
}
