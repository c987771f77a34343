//! The `sys` module.
pub mod frames;

/// The module.
pub static SYS: super::modules::ModuleDef = super::modules::ModuleDef { name: "sys", doc: "", functions: &[], setup: None };

impl crate::objects::context::Vm {
    /// `sys.get_int_max_str_digits()`
    pub fn max_str_digits(&self) -> usize {
        4300
    }
}
