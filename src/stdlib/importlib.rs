//! Module specs.

use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};

/// The `__spec__` of a module.
pub fn new_spec(
    _vm: &Vm,
    _name: &str,
    _file: Option<&str>,
    _package: Option<&[String]>,
) -> PyResult {
    Ok(Ref::none())
}
