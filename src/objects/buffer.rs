//! The buffer protocol: bytes of an object, kept in place while someone looks at them.
//!
//! Invariant: while a [`Buffer`] lives, its exporter neither moves nor resizes the bytes: the
//! exporter counts its exports and refuses to resize while there are any.
//! Next file to read: `../builtins/memoryview/mod.rs`.

use super::refcount::Ref;

/// How an exporter lets its bytes be read and written without `unsafe` in the callers.
pub trait BufferSource {
    /// Copies `out.len()` bytes from `offset` on. The caller stays within the buffer's length.
    fn read(&self, offset: usize, out: &mut [u8]);
    /// Overwrites bytes from `offset` on. The caller stays within the length, and asks only of writable buffers.
    fn write(&self, offset: usize, bytes: &[u8]);
    /// The buffer is no longer used.
    fn release(&self);
}

/// A view of an object's bytes.
pub struct Buffer {
    /// The object the bytes belong to.
    pub owner: Ref,
    /// Bytes in all.
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
    /// Finds the source in `owner`.
    pub source: for<'a> fn(&'a Ref) -> Option<&'a dyn BufferSource>,
}

impl Buffer {
    /// A flat buffer of bytes.
    pub fn bytes(
        owner: &Ref,
        len: usize,
        readonly: bool,
        source: for<'a> fn(&'a Ref) -> Option<&'a dyn BufferSource>,
    ) -> Buffer {
        Buffer {
            owner: owner.clone(),
            len,
            readonly,
            itemsize: 1,
            format: "B".into(),
            shape: vec![len],
            strides: vec![1],
            offset: 0,
            source,
        }
    }

    /// Whether the elements stand one after the other without gaps.
    pub fn is_contiguous(&self) -> bool {
        let mut step = self.itemsize as isize;
        for (n, s) in self.shape.iter().zip(&self.strides).rev() {
            if *n > 1 && *s != step {
                return false;
            }
            step *= *n as isize;
        }
        true
    }

    /// Copies the bytes of a contiguous buffer.
    pub fn to_vec(&self) -> Vec<u8> {
        let mut out = vec![0; self.len];
        self.read(0, &mut out);
        out
    }

    /// Reads bytes of a contiguous buffer from `at` on.
    pub fn read(&self, at: usize, out: &mut [u8]) {
        if let Some(s) = (self.source)(&self.owner) {
            s.read(self.offset + at, out);
        }
    }

    /// Writes bytes of a contiguous buffer from `at` on.
    pub fn write(&self, at: usize, bytes: &[u8]) {
        if let Some(s) = (self.source)(&self.owner) {
            s.write(self.offset + at, bytes);
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
