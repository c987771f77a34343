//! The `str` object: PEP 393 text behind a header, hash cached.
//!
//! Invariant: the text never changes once a second reference exists; only `append_in_place`
//! changes it, at a count of one.
//!
//! Why this is sound:
//! 1. `data` points to `len` units of `kind`'s size: behind the object itself when `cap` is 0,
//!    else into a `Vec` of that capacity which this object owns.
//! 2. The units were written by safe code as `StrView` units of that kind.
//!
//! Next file to read: `methods.rs`.

use super::storage::{StrBuf, StrView};
use crate::objects::context::Vm;
use crate::objects::hash::hash_bytes;
use crate::objects::header::{Header, flags};
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::{Type, type_flags};
use crate::objects::word::Word;
use crate::payload;
use std::sync::atomic::{AtomicI64, Ordering::Relaxed};

/// The text's unit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Kind {
    Ascii,
    Latin1,
    Ucs2,
    Ucs4,
}

crate::word_enum!(Kind: Ascii, Latin1, Ucs2, Ucs4);

/// A `str` object. See the top of the file.
#[repr(C)]
pub struct PyStr {
    pub(crate) header: Header,
    /// -1 until computed.
    hash: AtomicI64,
    len: Word<usize>,
    data: Word<*mut u8>,
    cap: Word<usize>,
    kind: Word<Kind>,
}

payload!(PyStr, super::STR);

impl Drop for PyStr {
    fn drop(&mut self) {
        if self.header.has(flags::INTERNED) {
            Vm::with_current(|vm| vm.forget_interned(self));
        }
        self.free_vec();
    }
}

impl PyStr {
    fn free_vec(&self) {
        let (p, cap) = (self.data.get(), self.cap.get());
        if cap != 0 {
            // SAFETY: (1).
            #[allow(unsafe_code)]
            unsafe {
                match self.kind.get() {
                    Kind::Ascii | Kind::Latin1 => drop(Vec::from_raw_parts(p, 0, cap)),
                    Kind::Ucs2 => drop(Vec::from_raw_parts(p.cast::<u16>(), 0, cap)),
                    Kind::Ucs4 => drop(Vec::from_raw_parts(p.cast::<u32>(), 0, cap)),
                }
            }
        }
    }

    /// The text.
    #[inline]
    pub fn view(&self) -> StrView<'_> {
        let (p, n) = (self.data.get(), self.len.get());
        // SAFETY: (1), (2).
        #[allow(unsafe_code)]
        unsafe {
            match self.kind.get() {
                Kind::Ascii => StrView::Ascii(std::slice::from_raw_parts(p, n)),
                Kind::Latin1 => StrView::Latin1(std::slice::from_raw_parts(p, n)),
                Kind::Ucs2 => StrView::Ucs2(std::slice::from_raw_parts(p.cast(), n)),
                Kind::Ucs4 => StrView::Ucs4(std::slice::from_raw_parts(p.cast(), n)),
            }
        }
    }

    /// Length in code points.
    #[inline]
    pub fn len(&self) -> usize {
        self.len.get()
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.len.get() == 0
    }

    /// The text, if it is all ASCII.
    #[inline]
    pub fn as_ascii(&self) -> Option<&str> {
        self.view().as_ascii_str()
    }

    /// The hash, computed on first use.
    #[inline]
    pub fn hash(&self, vm: &Vm) -> i64 {
        let h = self.hash.load(Relaxed);
        if h != -1 { h } else { self.compute_hash(vm) }
    }

    #[cold]
    fn compute_hash(&self, vm: &Vm) -> i64 {
        let size = match self.kind.get() {
            Kind::Ascii | Kind::Latin1 => 1,
            Kind::Ucs2 => 2,
            Kind::Ucs4 => 4,
        };
        // SAFETY: (1).
        #[allow(unsafe_code)]
        let bytes = unsafe { std::slice::from_raw_parts(self.data.get(), self.len.get() * size) };
        let h = hash_bytes(&vm.interp.hash_key, bytes);
        self.hash.store(h, Relaxed);
        h
    }

    /// Appends to the text without making a new object, if nobody else can see it and the units
    /// fit. The caller holds the only reference.
    pub fn append_in_place(&self, more: StrView) -> bool {
        if self.header.ref_count() != 1 || self.header.has(flags::INTERNED) {
            return false;
        }
        let n = self.len.get();
        // SAFETY: (1), and nobody else sees the text.
        #[allow(unsafe_code)]
        unsafe {
            match (self.kind.get(), more) {
                (Kind::Ascii, StrView::Ascii(m))
                | (Kind::Latin1, StrView::Ascii(m) | StrView::Latin1(m)) => self.extend(m, n),
                (Kind::Ucs2, StrView::Ucs2(m)) => self.extend(m, n),
                (Kind::Ucs4, StrView::Ucs4(m)) => self.extend(m, n),
                _ => return false,
            }
        }
        self.hash.store(-1, Relaxed);
        true
    }

    /// # Safety
    /// `T` is the unit of `kind`, and nobody else sees the text.
    #[allow(unsafe_code)]
    unsafe fn extend<T: Copy>(&self, more: &[T], n: usize) {
        // SAFETY: (1).
        unsafe {
            let mut v: Vec<T> = if self.cap.get() == 0 {
                let mut v = Vec::with_capacity((n + more.len()) * 2);
                v.extend_from_slice(std::slice::from_raw_parts(self.data.get().cast::<T>(), n));
                v
            } else {
                Vec::from_raw_parts(self.data.get().cast::<T>(), n, self.cap.get())
            };
            v.extend_from_slice(more);
            let mut v = std::mem::ManuallyDrop::new(v);
            self.data.set(v.as_mut_ptr().cast());
            self.cap.set(v.capacity());
            self.len.set(v.len());
        }
    }
}

/// Texts of up to this many bytes stand behind their object.
const INLINE_BYTES: usize = 512;

impl Vm {
    /// A `str` from UTF-8 text.
    pub fn new_str(&self, s: &str) -> Ref {
        if s.is_ascii() {
            self.str_from_view(StrView::Ascii(s.as_bytes()))
        } else {
            self.str_from_buf(StrBuf::from_utf8(s))
        }
    }

    /// A `str` that copies a view. A view wider than its text needs is narrowed.
    pub fn str_from_view(&self, v: StrView) -> Ref {
        match v {
            StrView::Ascii(b) => {
                if let Some(k) = self.interp.known.get() {
                    match b {
                        [] => return k.empty_str.clone(),
                        [c] => return k.latin1[*c as usize].clone(),
                        _ => {}
                    }
                }
                self.str_copy(Kind::Ascii, b, b.len())
            }
            _ => self.str_from_buf(StrBuf::from_view(v)),
        }
    }

    fn str_copy<T: Copy>(&self, kind: Kind, units: &[T], len: usize) -> Ref {
        self.str_copy_as(&super::STR, kind, units, len)
    }

    fn str_copy_as<T: Copy>(&self, ty: &Type, kind: Kind, units: &[T], len: usize) -> Ref {
        let bytes = std::mem::size_of_val(units);
        let payload = PyStr {
            header: Header::new(ty),
            hash: AtomicI64::new(-1),
            len: Word::new(len),
            data: Word::new(std::ptr::null_mut()),
            cap: Word::new(0),
            kind: Word::new(kind),
        };
        let made = if std::ptr::eq(ty, &super::STR) {
            self.alloc_with_extra(payload, bytes)
        } else {
            self.alloc_instance(ty, payload, bytes)
        };
        let Some(r) = made else {
            std::alloc::handle_alloc_error(std::alloc::Layout::new::<PyStr>())
        };
        // SAFETY: (1): the units stand right behind the instance, whose size is a multiple of 8.
        #[allow(unsafe_code)]
        unsafe {
            let p = r.value().ptr().cast::<u8>();
            let to = p.add(ty.instance_size().max(size_of::<PyStr>()));
            std::ptr::copy_nonoverlapping(units.as_ptr().cast::<u8>(), to, bytes);
            (*p.cast::<PyStr>()).data.set(to);
        }
        r
    }

    /// The `str` of all pieces one after the other. ASCII text is written once, into its object.
    pub fn str_from_pieces(&self, pieces: &[StrView]) -> Ref {
        let total = pieces.iter().map(|piece| piece.len()).sum();
        let ascii = pieces
            .iter()
            .all(|piece| matches!(piece, StrView::Ascii(_)));
        if ascii && (2..=INLINE_BYTES).contains(&total) {
            return self.ascii_from_pieces(pieces, total);
        }
        let widest = pieces
            .iter()
            .map(|piece| piece.max_char())
            .max()
            .unwrap_or(0);
        let mut out = StrBuf::with_kind(widest, total);
        pieces.iter().for_each(|piece| out.push_view(*piece));
        self.str_from_buf(out)
    }

    /// The `str` of ASCII pieces, `total` characters in all, written where they will stand.
    fn ascii_from_pieces(&self, pieces: &[StrView], total: usize) -> Ref {
        let payload = PyStr {
            header: Header::new(&super::STR),
            hash: AtomicI64::new(-1),
            len: Word::new(total),
            data: Word::new(std::ptr::null_mut()),
            cap: Word::new(0),
            kind: Word::new(Kind::Ascii),
        };
        let Some(r) = self.alloc_with_extra(payload, total) else {
            std::alloc::handle_alloc_error(std::alloc::Layout::new::<PyStr>())
        };
        // SAFETY: (1): there is room for `total` bytes behind the object, and the pieces have that
        // many.
        #[allow(unsafe_code)]
        unsafe {
            let p = r.value().ptr().cast::<PyStr>();
            let mut to = p.add(1).cast::<u8>();
            (*p).data.set(to);
            for piece in pieces {
                if let StrView::Ascii(bytes) = piece {
                    std::ptr::copy_nonoverlapping(bytes.as_ptr(), to, bytes.len());
                    to = to.add(bytes.len());
                }
            }
        }
        r
    }

    /// A `str` that takes over built text.
    pub fn str_from_buf(&self, buf: StrBuf) -> Ref {
        self.str_from_buf_as(&super::STR, buf)
    }

    /// As [`Vm::str_from_buf`], for a subclass of `str`.
    pub fn str_from_buf_as(&self, ty: &Type, buf: StrBuf) -> Ref {
        if std::ptr::eq(ty, &super::STR)
            && let Some(k) = self.interp.known.get()
        {
            match buf.view() {
                StrView::Ascii([]) => return k.empty_str.clone(),
                StrView::Ascii([c]) | StrView::Latin1([c]) => return k.latin1[*c as usize].clone(),
                _ => {}
            }
        }
        match buf {
            StrBuf::Ascii(b) => self.str_take(ty, Kind::Ascii, b),
            StrBuf::Latin1(b) => self.str_take(ty, Kind::Latin1, b),
            StrBuf::Ucs2(b) => self.str_take(ty, Kind::Ucs2, b),
            StrBuf::Ucs4(b) => self.str_take(ty, Kind::Ucs4, b),
        }
    }

    fn str_take<T: Copy>(&self, ty: &Type, kind: Kind, units: Vec<T>) -> Ref {
        let len = units.len();
        if std::mem::size_of_val(&units[..]) <= INLINE_BYTES {
            return self.str_copy_as(ty, kind, &units, len);
        }
        let mut units = std::mem::ManuallyDrop::new(units);
        let payload = PyStr {
            header: Header::new(ty),
            hash: AtomicI64::new(-1),
            len: Word::new(len),
            data: Word::new(units.as_mut_ptr().cast()),
            cap: Word::new(units.capacity()),
            kind: Word::new(kind),
        };
        match self.alloc_instance(ty, payload, 0) {
            Some(r) => r,
            None => std::alloc::handle_alloc_error(std::alloc::Layout::new::<PyStr>()),
        }
    }

    /// The `str` of one code point.
    pub fn str_from_code(&self, c: u32) -> Ref {
        match self.interp.known.get() {
            Some(k) if c < 256 => k.latin1[c as usize].clone(),
            _ => self.str_from_buf(StrBuf::from_code(c)),
        }
    }

    /// The text of a `str` for messages; lone surrogates become U+FFFD. Empty for other objects.
    pub fn str_lossy(&self, s: &Ref) -> String {
        s.as_str()
            .map_or_else(String::new, |s| s.view().to_utf8_lossy())
    }

    /// The text of a `str` argument, or a TypeError worded as CPython's argument parsing does.
    pub fn expect_str<'a>(&self, s: &'a Ref, what: &str) -> PyResult<&'a PyStr> {
        s.as_str().ok_or_else(|| {
            let got = if s.is_none() { "None" } else { s.ty().name() };
            self.type_error(format!("{what} must be str, not {got}"))
        })
    }
}

impl Ref {
    /// The string, if this is a `str` or an instance of a subclass.
    #[inline]
    pub fn as_str(&self) -> Option<&PyStr> {
        if self.ty().has(type_flags::STR) {
            self.downcast::<PyStr>()
        } else {
            None
        }
    }

    /// Whether this is a `str` with exactly this ASCII text.
    pub fn str_is(&self, text: &str) -> bool {
        self.as_str().is_some_and(|s| s.as_ascii() == Some(text))
    }
}
