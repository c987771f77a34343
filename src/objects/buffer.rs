//! The buffer protocol: bytes of an object, kept in place while someone looks at them.
//!
//! An exporter implements [`BufferSource`]; its `buffer` slot answers a [`Buffer`], which says
//! which of the bytes are meant and how they are to be read. Slices and casts of a memoryview are
//! further buffers over the same source.
//!
//! Invariant: every living [`Buffer`] has called `acquire` of its source once, and calls `release`
//! when it dies: while there are any, the exporter neither moves nor resizes its bytes.
//! Deliberately absent: suboffsets (arrays of pointers), and request flags: whoever needs a
//! writable or contiguous buffer asks the buffer.
//! Next file to read: `../builtins/memoryview/mod.rs`.

use super::context::Vm;
use super::refcount::{PyResult, Ref};

/// How an exporter lets its bytes be read and written without `unsafe` in the callers.
///
/// Nothing here runs Python code. Callers stay within the buffer's length, and write to writable
/// buffers only.
pub trait BufferSource {
    /// Copies `out.len()` bytes from `offset` on.
    fn read(&self, offset: usize, out: &mut [u8]);
    /// Overwrites bytes from `offset` on.
    fn write(&self, offset: usize, bytes: &[u8]);
    /// One more buffer looks at the bytes.
    fn acquire(&self);
    /// One buffer less does.
    fn release(&self);
    /// Shows `len` bytes from `offset` on. A source that has them in one piece shows them without a copy;
    /// `look` must not touch the source.
    fn view(&self, offset: usize, len: usize, look: &mut dyn FnMut(&[u8])) {
        let mut copy = vec![0; len];
        self.read(offset, &mut copy);
        look(&copy);
    }
}

/// Finds the source in the object that owns the bytes.
pub type SourceFn = for<'a> fn(&'a Ref) -> Option<&'a dyn BufferSource>;

/// A view of an object's bytes.
pub struct Buffer {
    /// The object the bytes belong to.
    pub owner: Ref,
    /// Bytes of all elements together.
    pub len: usize,
    /// Whether the bytes may not be written.
    pub readonly: bool,
    /// Size of an element.
    pub itemsize: usize,
    /// Struct-module format of an element.
    pub format: String,
    /// The shape; one dimension for flat buffers.
    pub shape: Vec<usize>,
    /// Byte distance between elements, by dimension.
    pub strides: Vec<isize>,
    /// Where in the source element 0 starts.
    pub offset: usize,
    source: SourceFn,
}

impl Buffer {
    /// A flat buffer of bytes, format `B`.
    pub fn bytes(owner: &Ref, len: usize, readonly: bool, source: SourceFn) -> Buffer {
        Buffer::items(owner, len, 1, "B", readonly, source)
    }

    /// A flat buffer of `count` elements.
    pub fn items(
        owner: &Ref,
        count: usize,
        itemsize: usize,
        format: &str,
        readonly: bool,
        source: SourceFn,
    ) -> Buffer {
        if let Some(s) = source(owner) {
            s.acquire();
        }
        Buffer {
            owner: owner.clone(),
            len: count * itemsize,
            readonly,
            itemsize,
            format: format.into(),
            shape: vec![count],
            strides: vec![itemsize as isize],
            offset: 0,
            source,
        }
    }

    /// The number of dimensions.
    pub fn ndim(&self) -> usize {
        self.shape.len()
    }

    /// Whether the elements stand one after the other without gaps, the last index varying fastest.
    pub fn is_contiguous(&self) -> bool {
        self.is_packed(self.shape.iter().zip(&self.strides).rev())
    }

    /// Whether they do with the first index varying fastest.
    pub fn is_fortran_contiguous(&self) -> bool {
        self.is_packed(self.shape.iter().zip(&self.strides))
    }

    fn is_packed<'a>(&self, dimensions: impl Iterator<Item = (&'a usize, &'a isize)>) -> bool {
        let mut step = self.itemsize as isize;
        for (n, s) in dimensions {
            if *n == 0 {
                return true;
            }
            if *n > 1 && *s != step {
                return false;
            }
            step *= *n as isize;
        }
        true
    }

    /// Sets `len` and C-contiguous strides from the shape.
    pub fn set_shape(&mut self, shape: Vec<usize>) {
        let mut step = self.itemsize as isize;
        self.strides = vec![0; shape.len()];
        for (stride, n) in self.strides.iter_mut().zip(&shape).rev() {
            *stride = step;
            step *= *n as isize;
        }
        self.len = step.max(0) as usize;
        self.shape = shape;
    }

    /// The bytes of all elements, the last index varying fastest.
    pub fn to_vec(&self) -> Vec<u8> {
        let mut out = vec![0; self.len];
        if self.is_contiguous() {
            self.read(0, &mut out);
            return out;
        }
        let size = self.itemsize;
        for (place, at) in out.chunks_mut(size.max(1)).zip(self.places()) {
            self.read_raw(at, place);
        }
        out
    }

    /// Shows the bytes of all elements, without copying them if the buffer is contiguous.
    pub fn view<R>(&self, look: impl FnOnce(&[u8]) -> R) -> Option<R> {
        let mut look = Some(look);
        let mut result = None;
        let mut once = |bytes: &[u8]| {
            if let Some(look) = look.take() {
                result = Some(look(bytes));
            }
        };
        match (self.source)(&self.owner) {
            Some(s) if self.is_contiguous() => s.view(self.offset, self.len, &mut once),
            _ => once(&self.to_vec()),
        }
        result
    }

    /// Where in the source each element starts, the last index varying fastest.
    pub fn places(&self) -> Vec<usize> {
        let mut places = vec![self.offset as isize];
        for (n, stride) in self.shape.iter().zip(&self.strides) {
            places = places
                .iter()
                .flat_map(|at| (0..*n as isize).map(move |i| at + i * stride))
                .collect();
        }
        places.into_iter().map(|at| at as usize).collect()
    }

    /// Reads bytes of a contiguous buffer from `at` on.
    pub fn read(&self, at: usize, out: &mut [u8]) {
        self.read_raw(self.offset + at, out);
    }

    /// Writes bytes of a contiguous buffer from `at` on.
    pub fn write(&self, at: usize, bytes: &[u8]) {
        self.write_raw(self.offset + at, bytes);
    }

    /// Reads bytes from a place in the source.
    pub fn read_raw(&self, place: usize, out: &mut [u8]) {
        if let Some(s) = (self.source)(&self.owner)
            && !out.is_empty()
        {
            s.read(place, out);
        }
    }

    /// Writes bytes to a place in the source.
    pub fn write_raw(&self, place: usize, bytes: &[u8]) {
        if let Some(s) = (self.source)(&self.owner)
            && !bytes.is_empty()
        {
            s.write(place, bytes);
        }
    }
}

impl Clone for Buffer {
    fn clone(&self) -> Buffer {
        if let Some(s) = (self.source)(&self.owner) {
            s.acquire();
        }
        Buffer {
            owner: self.owner.clone(),
            format: self.format.clone(),
            shape: self.shape.clone(),
            strides: self.strides.clone(),
            ..*self
        }
    }
}

impl Drop for Buffer {
    fn drop(&mut self) {
        if let Some(s) = (self.source)(&self.owner) {
            s.release();
        }
    }
}

impl Vm {
    /// The buffer of a bytes-like object; `None` if it is none.
    pub fn buffer_opt(&self, x: &Ref) -> PyResult<Option<Buffer>> {
        match x.ty().slots().buffer {
            Some(f) => f(self, x).map(Some),
            None => Ok(None),
        }
    }

    /// The buffer of a bytes-like object, or the usual TypeError.
    pub fn buffer(&self, x: &Ref) -> PyResult<Buffer> {
        match self.buffer_opt(x)? {
            Some(b) => Ok(b),
            None => Err(self.type_error(format!(
                "a bytes-like object is required, not '{}'",
                x.ty().name()
            ))),
        }
    }

    /// The buffer of an argument that is to be written to; `what` names it as in `readinto() argument`.
    pub fn writable_buffer(&self, x: &Ref, what: &str) -> PyResult<Buffer> {
        match self.buffer_opt(x)? {
            Some(b) if !b.readonly => Ok(b),
            _ => {
                let got = x.ty().name();
                Err(self.type_error(format!(
                    "{what} must be read-write bytes-like object, not {got}"
                )))
            }
        }
    }

    /// The buffer of a bytes-like object whose bytes stand in one piece, as most functions want it.
    pub fn simple_buffer(&self, x: &Ref) -> PyResult<Buffer> {
        let buffer = self.buffer(x)?;
        if !buffer.is_contiguous() {
            return Err(self.buffer_error("memoryview: underlying buffer is not C-contiguous"));
        }
        Ok(buffer)
    }

    /// A copy of the bytes of a bytes-like object, or the usual TypeError.
    pub fn bytes_of(&self, x: &Ref) -> PyResult<Vec<u8>> {
        self.simple_buffer(x).map(|b| b.to_vec())
    }
}
