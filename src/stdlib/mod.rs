//! Native modules of the standard library.

pub mod cmath;
pub mod codecs;
pub mod io;
pub mod math;
pub mod random;
pub mod struct_pack;
pub mod time;
pub mod unicodedata;
