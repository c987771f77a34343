//! Native modules of the standard library.

pub mod codecs;
