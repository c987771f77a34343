//! Attributes of instances: inline while they are few and set in the usual order, else in a dict.
//!
//! A class keeps one append-only list of attribute names ([`SharedKeys`](super::types::SharedKeys)).
//! An instance's attribute `k` of that list stands in its inline word `k`, or is NULL.
//!
//! Invariants, while `INLINE_ATTRS` is set in the header: the `__dict__` word is NULL, no inline
//! word at or above `top` is set, and attributes were set in the order of their numbers (that is
//! `__dict__`'s order). Whatever would break this moves the attributes into a dict for good.
//!
//! Why this is sound:
//! 1. `alloc_instance` made `inline_capacity` words at `inline_offset`, all NULL at first, and
//!    clears `INLINE_ATTRS` never; each word owns what it holds. Where threads run in parallel,
//!    inline words and `__slots__` words are read and changed under the object's lock.
//! 2. A `__dict__` word owns its dict, which is replaced only while no other thread runs.
//!
//! Next file to read: `../vm/protocol.rs`.

use super::context::Vm;
use super::header::{Header, flags};
use super::refcount::{Exc, PyResult, Ref, is_parallel};
use super::types::{MAX_INLINE, Type, word_at};
use super::value::Value;
use std::sync::atomic::{AtomicU64, Ordering::*};

/// The `__dict__` word inside a payload: [`Value::NULL`] until the dict is made, once; after that it
/// is only replaced with the world stopped, so that it may be read without a lock.
#[repr(transparent)]
pub struct DictWord(AtomicU64);

impl DictWord {
    /// No dict yet.
    pub const fn new() -> DictWord {
        DictWord(AtomicU64::new(Value::NULL.bits()))
    }

    /// With a dict.
    pub fn with(dict: Ref) -> DictWord {
        DictWord(AtomicU64::new(dict.into_value().bits()))
    }

    fn value(&self) -> Value {
        Value::from_bits(self.0.load(Acquire))
    }

    /// The dict, if one was made.
    pub fn get(&self) -> Option<Ref> {
        let v = self.value();
        // SAFETY: (2).
        unsafe { v.as_ref().opt().cloned() }
    }

    /// Replaces the dict and returns the old one.
    pub fn replace(&self, dict: Ref) -> Ref {
        let new = dict.into_value().bits();
        let old = Vm::with_current(|vm| vm.stopped(|| self.0.swap(new, AcqRel)));
        // SAFETY: (2): the word gives up what it owned.
        unsafe { Ref::from_value(Value::from_bits(old)) }
    }

    /// Puts `dict` in unless there is one; the one that is there now.
    fn get_or_set(&self, dict: Ref) -> Ref {
        let new = dict.value().bits();
        let null = Value::NULL.bits();
        match self.0.compare_exchange(null, new, AcqRel, Acquire) {
            Ok(_) => {
                // The word owns the count of its own.
                let answer = dict.clone();
                std::mem::forget(dict);
                answer
            }
            // SAFETY: (2).
            Err(there) => unsafe { Ref::from_value(Value::from_bits(there).new_ref()) },
        }
    }

    /// Takes the dict out of an object nobody can reach any more.
    pub fn take(&self) -> Ref {
        let old = self.0.swap(Value::NULL.bits(), AcqRel);
        // SAFETY: (2): the word gives up what it owned.
        unsafe { Ref::from_value(Value::from_bits(old)) }
    }

    /// Shows the dict to the collector.
    pub fn visit(&self, visit: &mut dyn FnMut(&Ref)) {
        let dict = self.value();
        if !dict.is_null() {
            // SAFETY: (2).
            visit(unsafe { dict.as_ref() });
        }
    }
}

impl Drop for DictWord {
    fn drop(&mut self) {
        // SAFETY: (2): the word owns its dict, and nobody else reads it any more.
        unsafe { self.value().dec() }
    }
}

impl Default for DictWord {
    fn default() -> Self {
        DictWord::new()
    }
}

/// The number of an attribute among a class's shared keys.
#[inline]
pub fn key_index(ty: &Type, name: &Ref) -> Option<usize> {
    ty.keys.with(|k| k.iter().position(|n| n.is(name)))
}

/// The number of an attribute, appended to the shared keys if there is room.
fn key_index_or_add(ty: &Type, name: &Ref) -> Option<usize> {
    let cap = ty.inline_capacity().min(MAX_INLINE);
    ty.keys.with(|k| match k.iter().position(|n| n.is(name)) {
        Some(i) => Some(i),
        None if k.len() < cap => {
            k.push(name.clone());
            Some(k.len() - 1)
        }
        None => None,
    })
}

/// The `__dict__` word of an object that has one.
fn dict_word<'a>(h: &'a Header, ty: &Type) -> Option<&'a DictWord> {
    let offset = ty.dict_offset();
    if offset == 0 {
        return None;
    }
    // SAFETY: the type says that a `__dict__` word stands there.
    Some(unsafe { &*word_at(h, offset).cast::<DictWord>() })
}

/// Up to which inline word attributes have been set.
#[inline(always)]
pub fn inline_top(h: &Header) -> usize {
    (h.flags.load(Relaxed) >> flags::INLINE_TOP_SHIFT) as usize
}

/// Notes that inline words below `top` may have been set.
#[inline(always)]
pub(crate) fn set_inline_top(h: &Header, top: usize) {
    const LOW: u32 = (1 << flags::INLINE_TOP_SHIFT) - 1;
    let with_top = |bits: u32| bits & LOW | (top as u32) << flags::INLINE_TOP_SHIFT;
    if is_parallel() {
        let _ = h
            .flags
            .fetch_update(Relaxed, Relaxed, |b| Some(with_top(b)));
    } else {
        h.flags.store(with_top(h.flags.load(Relaxed)), Relaxed);
    }
}

/// Reads an object's value word as a whole.
///
/// # Safety
/// The object is alive and has a value word there.
#[inline(always)]
pub(crate) unsafe fn load_word(h: &Header, offset: usize) -> Value {
    // SAFETY: as the caller vouches; a `Value` is laid out like the number it is.
    unsafe { Value::from_bits((*word_at(h, offset).cast::<AtomicU64>()).load(Relaxed)) }
}

/// Writes an object's value word as a whole. Counts are the caller's business.
///
/// # Safety
/// As `load_word`, and the caller holds the object's lock.
#[inline(always)]
pub(crate) unsafe fn store_word(h: &Header, offset: usize, value: Value) {
    // SAFETY: as the caller vouches.
    unsafe { (*word_at(h, offset).cast::<AtomicU64>()).store(value.bits(), Relaxed) }
}

/// What [`set_inline`] found.
enum SetInline {
    /// It is done; this was there before.
    Done(Value),
    /// The attributes have to move into a dict first.
    NeedsDict,
}

/// Sets inline attribute `index`, if that keeps the order of attributes.
fn set_inline(h: &Header, ty: &Type, index: usize, value: &Ref) -> SetInline {
    let offset = ty.inline_offset() + 8 * index;
    let _lock = h.lock();
    if !h.has(flags::INLINE_ATTRS) {
        return SetInline::NeedsDict;
    }
    // SAFETY: (1): the index is below the capacity.
    unsafe {
        let old = load_word(h, offset);
        let top = inline_top(h);
        if old.is_null() && index < top {
            return SetInline::NeedsDict;
        }
        store_word(h, offset, value.clone().into_value());
        if index >= top {
            set_inline_top(h, index + 1);
        }
        SetInline::Done(old)
    }
}

impl Vm {
    /// Reads an attribute from the instance itself, not from its class. `name` must be interned.
    pub fn instance_get(&self, object: &Ref, name: &Ref) -> Option<Ref> {
        let h = object.header()?;
        let ty = object.ty();
        if h.has(flags::INLINE_ATTRS) {
            let index = key_index(ty, name)?;
            if index >= ty.inline_capacity() {
                return None;
            }
            let _lock = h.lock();
            if h.has(flags::INLINE_ATTRS) {
                // SAFETY: (1).
                unsafe {
                    let v = load_word(h, ty.inline_offset() + 8 * index);
                    return v.as_ref().opt().cloned();
                }
            }
        }
        crate::builtins::dict::get_str(&dict_word(h, ty)?.get()?, name)
    }

    /// Sets (or with `None` deletes) an attribute on the instance itself. `Ok(false)` when there
    /// is nothing to delete or the instance can't have attributes. `name` must be interned.
    pub fn instance_set(&self, object: &Ref, name: &Ref, value: Option<&Ref>) -> PyResult<bool> {
        let Some(h) = object.header() else {
            return Ok(false);
        };
        let ty = object.ty();
        if ty.dict_offset() == 0 {
            return Ok(false);
        }
        if h.has(flags::INLINE_ATTRS) {
            match value {
                Some(v) => {
                    if let Some(i) = key_index_or_add(ty, name)
                        && let SetInline::Done(old) = set_inline(h, ty, i, v)
                    {
                        // SAFETY: (1): the word owned it.
                        unsafe { old.dec() };
                        return Ok(true);
                    }
                }
                None => {
                    let Some(i) = key_index(ty, name).filter(|&i| i < ty.inline_capacity()) else {
                        return Ok(false);
                    };
                    let offset = ty.inline_offset() + 8 * i;
                    let lock = h.lock();
                    if h.has(flags::INLINE_ATTRS) {
                        // SAFETY: (1): what the word owned is given up once the lock is.
                        let old = unsafe {
                            let old = load_word(h, offset);
                            store_word(h, offset, Value::NULL);
                            Ref::from_value(old)
                        };
                        drop(lock);
                        return Ok(!old.is_null());
                    }
                }
            }
        }
        let dict = self.instance_dict(object)?;
        match value {
            Some(v) => {
                crate::builtins::dict::set_str(self, &dict, name, v.clone())?;
                Ok(true)
            }
            None => Ok(crate::builtins::dict::remove_str(&dict, name).is_some()),
        }
    }

    /// The instance's `__dict__`, made now if there was none. The type must have one.
    pub fn instance_dict(&self, object: &Ref) -> PyResult {
        let none = || -> Exc { self.attribute_error_for(object, "__dict__") };
        let h = object.header().ok_or_else(none)?;
        let ty = object.ty();
        let word = dict_word(h, ty).ok_or_else(none)?;
        if let Some(dict) = word.get() {
            return Ok(dict);
        }
        let dict = self.new_dict();
        if !h.has(flags::INLINE_ATTRS) {
            return Ok(word.get_or_set(dict));
        }
        let names: Vec<Ref> = ty.keys.with(|k| k.clone());
        let lock = h.lock();
        if let Some(dict) = word.get() {
            return Ok(dict);
        }
        for (i, name) in names.iter().enumerate().take(ty.inline_capacity()) {
            let offset = ty.inline_offset() + 8 * i;
            // SAFETY: (1).
            let v = unsafe { load_word(h, offset).as_ref().opt().cloned() };
            if let Some(v) = v {
                // The dict is new and its keys are interned: no Python code runs.
                crate::builtins::dict::set_str(self, &dict, name, v)?;
            }
        }
        h.clear(flags::INLINE_ATTRS);
        for i in 0..ty.inline_capacity() {
            let offset = ty.inline_offset() + 8 * i;
            // SAFETY: (1): the dict owns the value too, so this is not its last count.
            unsafe {
                let old = load_word(h, offset);
                store_word(h, offset, Value::NULL);
                old.dec();
            }
        }
        let dict = word.get_or_set(dict);
        drop(lock);
        Ok(dict)
    }

    /// Replaces `__dict__` (or, with `None`, drops it for an empty one).
    pub fn set_instance_dict(&self, object: &Ref, dict: Option<Ref>) -> PyResult<()> {
        drop(self.instance_dict(object)?);
        let new = dict.unwrap_or_else(|| self.new_dict());
        if let Some(h) = object.header()
            && let Some(word) = dict_word(h, object.ty())
        {
            drop(word.replace(new));
        }
        Ok(())
    }

    /// Whether the instance can have attributes of its own.
    pub fn has_instance_dict(&self, object: &Ref) -> bool {
        object.header().is_some() && object.ty().dict_offset() != 0
    }

    /// Shows the collector what the words behind an instance's payload hold.
    ///
    /// # Safety
    /// `h` is alive and its words are not changing.
    pub(crate) unsafe fn visit_instance_words(h: *const Header, visit: &mut dyn FnMut(&Ref)) {
        // SAFETY: (1); the words from the payload's end to `instance_size` are value words.
        unsafe {
            let ty = &*(*h).ty();
            let mut at = ty.layout().size.next_multiple_of(8);
            while at < ty.words_end(&*h) {
                let v = &*word_at(h, at);
                if !v.is_null() {
                    visit(v.as_ref());
                }
                at += 8;
            }
        }
    }

    /// Takes out what the words behind an instance's payload hold.
    ///
    /// # Safety
    /// As `visit_instance_words`.
    pub(crate) unsafe fn clear_instance_words(h: *const Header, sink: &mut Vec<Ref>) {
        // SAFETY: (1).
        unsafe {
            let ty = &*(*h).ty();
            let mut at = ty.layout().size.next_multiple_of(8);
            while at < ty.words_end(&*h) {
                sink.push(Ref::from_value(word_at(h, at).replace(Value::NULL)));
                at += 8;
            }
        }
    }
}

/// Whether instances of `owner` have a `__slots__` word at this offset, and the object is one.
fn has_slot(object: &Ref, owner: &Type, offset: usize) -> bool {
    let words = owner.layout().size.next_multiple_of(8)..owner.inline_offset();
    words.contains(&offset) && offset.is_multiple_of(8) && object.is_instance(owner)
}

/// Reads a `__slots__` word of an instance of `owner`.
pub fn slot_get(object: &Ref, owner: &Type, offset: usize) -> Option<Ref> {
    let h = object
        .header()
        .filter(|_| has_slot(object, owner, offset))?;
    let _lock = h.lock();
    // SAFETY: (1): `has_slot` found a value word there, which owns what it holds.
    unsafe { load_word(h, offset).as_ref().opt().cloned() }
}

/// Sets or clears a `__slots__` word of an instance of `owner`; returns what was there.
pub fn slot_set(object: &Ref, owner: &Type, offset: usize, value: Option<Ref>) -> Option<Ref> {
    let h = object
        .header()
        .filter(|_| has_slot(object, owner, offset))?;
    let _lock = h.lock();
    // SAFETY: as `slot_get`.
    unsafe {
        let old = load_word(h, offset);
        store_word(h, offset, value.map_or(Value::NULL, Ref::into_value));
        if old.is_null() {
            None
        } else {
            Some(Ref::from_value(old))
        }
    }
}

impl Vm {
    /// Gives an instance another class of the same layout; `false` if the layouts differ.
    pub(crate) fn change_class(&self, object: &Ref, new: &Type) -> PyResult<bool> {
        let old = object.ty().to_ref();
        let (Some(h), Some(ty)) = (object.header(), old.as_type()) else {
            return Ok(false);
        };
        let same = std::ptr::eq(ty.native_base(), new.native_base())
            && ty.dict_offset() == new.dict_offset()
            && (!ty.is_heap() || ty.words_end(h).min(ty.inline_offset()) == new.inline_offset());
        if !same {
            return Ok(false);
        }
        if h.has(flags::INLINE_ATTRS) {
            drop(self.instance_dict(object)?);
        }
        // The instance owns a count of its class.
        let new = new.to_ref().into_value();
        let old = self.stopped(|| {
            // The instance may be smaller than instances of the new class: its inline words don't
            // count any more.
            h.set(flags::NO_INLINE_WORDS);
            let old = h.ty();
            h.set_ty(new.ptr().cast());
            old
        });
        // SAFETY: the count the instance had of its old class is given up, and nobody else does so.
        unsafe { (*old).header.disown() };
        Ok(true)
    }
}

/// The number of an attribute among a class's shared keys, which takes the name up if there is
/// room: so that whether instances have it can be seen from one inline word.
pub fn reserve_key(ty: &Type, name: &Ref) -> Option<usize> {
    key_index_or_add(ty, name).filter(|&i| i < ty.inline_capacity())
}
