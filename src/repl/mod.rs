//! The prompt.
use crate::objects::context::Vm;
use crate::objects::refcount::PyResult;
/// How the prompt begins.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Start {
    Fresh,
    AfterProgram,
}
/// Runs.
pub fn run(_vm: &Vm, _start: Start) -> PyResult<()> {
    Ok(())
}
