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
//!    clears `INLINE_ATTRS` never; each word owns what it holds.
//!
//! Next file to read: `../vm/protocol.rs`.

use super::context::Vm;
use super::header::{Header, flags};
use super::refcount::{Exc, PyResult, Ref};
use super::types::{MAX_INLINE, Type, word_at};
use super::value::Value;
use std::cell::UnsafeCell;
use std::sync::atomic::Ordering::Relaxed;

/// The `__dict__` word inside a payload.
#[repr(transparent)]
pub struct DictWord(UnsafeCell<Ref>);

// SAFETY: it is only touched through the functions of this file, under the object's protection.
unsafe impl Sync for DictWord {}

impl DictWord {
    /// No dict yet.
    pub const fn new() -> DictWord {
        DictWord(UnsafeCell::new(Ref::NULL))
    }

    /// With a dict.
    pub fn with(dict: Ref) -> DictWord {
        DictWord(UnsafeCell::new(dict))
    }

    /// The dict, if one was made.
    pub fn get(&self) -> Option<Ref> {
        // SAFETY: the word is only replaced, never borrowed across calls.
        unsafe { (*self.0.get()).opt().cloned() }
    }

    /// Replaces the dict and returns the old one.
    pub fn replace(&self, dict: Ref) -> Ref {
        // SAFETY: as `get`.
        unsafe { std::mem::replace(&mut *self.0.get(), dict) }
    }

    /// Shows the dict to the collector.
    pub fn visit(&self, visit: &mut dyn FnMut(&Ref)) {
        if let Some(d) = self.get() {
            visit(&d);
        }
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

/// Up to which inline word attributes have been set.
#[inline(always)]
pub fn inline_top(h: &Header) -> usize {
    (h.flags.load(Relaxed) >> flags::INLINE_TOP_SHIFT) as usize
}

/// Notes that inline word `index`, the highest so far, has been set.
#[inline(always)]
pub(crate) fn set_inline_top(h: &Header, top: usize) {
    let bits = h.flags.load(Relaxed) & ((1 << flags::INLINE_TOP_SHIFT) - 1);
    h.flags
        .store(bits | (top as u32) << flags::INLINE_TOP_SHIFT, Relaxed);
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
            // SAFETY: (1).
            let v = unsafe { *word_at(h, ty.inline_offset() + 8 * index) };
            // SAFETY: the word owns what it holds.
            return if v.is_null() {
                None
            } else {
                Some(unsafe { Ref::from_value(v.new_ref()) })
            };
        }
        crate::builtins::dict::get_str(self.dict_word(h, ty)?.opt()?, name)
    }

    /// The `__dict__` word of an object that has one.
    fn dict_word<'a>(&self, h: &'a Header, ty: &Type) -> Option<&'a Ref> {
        let offset = ty.dict_offset();
        // SAFETY: the type says that a value word stands there.
        if offset == 0 {
            None
        } else {
            Some(unsafe { (*word_at(h, offset)).as_ref_in_place() })
        }
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
                    if let Some(i) = key_index_or_add(ty, name) {
                        // SAFETY: (1): the index is below the capacity.
                        let word = unsafe { word_at(h, ty.inline_offset() + 8 * i) };
                        // SAFETY: (1).
                        let old = unsafe { *word };
                        let top = inline_top(h);
                        if !old.is_null() || i >= top {
                            // SAFETY: (1); the old value is dropped after the word is replaced.
                            unsafe { *word = v.clone().into_value() };
                            if i >= top {
                                set_inline_top(h, i + 1);
                            }
                            // SAFETY: (1).
                            unsafe { old.dec() };
                            return Ok(true);
                        }
                    }
                }
                None => {
                    let Some(i) = key_index(ty, name).filter(|&i| i < ty.inline_capacity()) else {
                        return Ok(false);
                    };
                    // SAFETY: (1).
                    let old =
                        unsafe { word_at(h, ty.inline_offset() + 8 * i).replace(Value::NULL) };
                    // SAFETY: (1).
                    unsafe { old.dec() };
                    return Ok(!old.is_null());
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
        let offset = ty.dict_offset();
        if offset == 0 {
            return Err(none());
        }
        // SAFETY: the type says that a value word stands there.
        let word = unsafe { word_at(h, offset) };
        // SAFETY: as above; the word owns what it holds.
        unsafe {
            if !(*word).is_null() {
                return Ok(Ref::from_value((*word).new_ref()));
            }
        }
        let dict = self.new_dict();
        if h.has(flags::INLINE_ATTRS) {
            let names: Vec<Ref> = ty.keys.with(|k| k.clone());
            h.clear(flags::INLINE_ATTRS);
            for (i, name) in names.iter().enumerate().take(ty.inline_capacity()) {
                // SAFETY: (1): the value's count moves into the dict.
                let v = unsafe {
                    Ref::from_value(word_at(h, ty.inline_offset() + 8 * i).replace(Value::NULL))
                };
                if !v.is_null() {
                    crate::builtins::dict::set_str(self, &dict, name, v)?;
                }
            }
        }
        // SAFETY: the word was NULL, so nothing is lost.
        unsafe { *word = dict.clone().into_value() };
        Ok(dict)
    }

    /// Replaces `__dict__` (or, with `None`, drops it for an empty one).
    pub fn set_instance_dict(&self, object: &Ref, dict: Option<Ref>) -> PyResult<()> {
        drop(self.instance_dict(object)?);
        let new = dict.unwrap_or_else(|| self.new_dict());
        if let Some(h) = object.header() {
            // SAFETY: `instance_dict` found the word; the old dict is dropped after the swap.
            unsafe {
                word_at(h, object.ty().dict_offset())
                    .replace(new.into_value())
                    .dec()
            };
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

impl Value {
    /// As `as_ref`, for a word that stands inside an object.
    ///
    /// # Safety
    /// As `as_ref`.
    unsafe fn as_ref_in_place<'a>(&self) -> &'a Ref {
        // SAFETY: as the caller vouches.
        unsafe { &*std::ptr::from_ref(self).cast::<Ref>() }
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
    // SAFETY: (1): `has_slot` found a value word there, which owns what it holds.
    unsafe {
        let v = *word_at(h, offset);
        if v.is_null() {
            None
        } else {
            Some(Ref::from_value(v.new_ref()))
        }
    }
}

/// Sets or clears a `__slots__` word of an instance of `owner`; returns what was there.
pub fn slot_set(object: &Ref, owner: &Type, offset: usize, value: Option<Ref>) -> Option<Ref> {
    let h = object
        .header()
        .filter(|_| has_slot(object, owner, offset))?;
    // SAFETY: as `slot_get`.
    unsafe {
        let old = word_at(h, offset).replace(value.map_or(Value::NULL, Ref::into_value));
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
            && ty.words_end(h).min(ty.inline_offset()) == new.inline_offset();
        if !same {
            return Ok(false);
        }
        if h.has(flags::INLINE_ATTRS) {
            drop(self.instance_dict(object)?);
        }
        // The instance may be smaller than instances of the new class: its inline words don't count any more.
        h.set(flags::NO_INLINE_WORDS);
        // The instance owns a count of its class.
        std::mem::forget(new.to_ref());
        h.set_ty(new);
        // SAFETY: the count the instance had of its old class is given up, and nobody else does so.
        drop(unsafe { Ref::from_value(old.value()) });
        Ok(true)
    }
}

/// The number of an attribute among a class's shared keys, which takes the name up if there is
/// room: so that whether instances have it can be seen from one inline word.
pub fn reserve_key(ty: &Type, name: &Ref) -> Option<usize> {
    key_index_or_add(ty, name).filter(|&i| i < ty.inline_capacity())
}
