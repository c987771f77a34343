//! The right side of `text % values`: what the conversions of text and of bytes share.
//!
//! Invariant: values are handed out in CPython's order; a single value counts as one argument, and
//! a mapping that was never asked by key is not missed at the end.
//! Next file to read: `../str/percent.rs`.

use super::Conversion;
use crate::builtins::exceptions as exc;
use crate::builtins::fault::Fault;
use crate::builtins::str::storage::StrBuf;
use crate::builtins::tuple::PyTuple;
use crate::objects::context::Vm;
use crate::objects::refcount::{Exc, PyResult, Ref};

/// How formatting fails: an exception, or a fault on its way to become one.
pub enum Failure {
    /// What Python code raised.
    Raised(Exc),
    /// What an algorithm reports.
    Fault(Fault),
}

impl From<Fault> for Failure {
    fn from(f: Fault) -> Failure {
        Failure::Fault(f)
    }
}

impl From<Exc> for Failure {
    fn from(e: Exc) -> Failure {
        Failure::Raised(e)
    }
}

impl Failure {
    /// The exception.
    pub fn into_exception(self, vm: &Vm) -> Exc {
        match self {
            Failure::Raised(e) => e,
            Failure::Fault(f) => vm.fault(f),
        }
    }
}

/// The values not used yet.
pub struct Values<'a> {
    /// The thread.
    pub vm: &'a Vm,
    /// A tuple's items, or the one value.
    items: Vec<Ref>,
    next: usize,
    /// What `%(key)` looks in.
    mapping: Option<Ref>,
}

impl<'a> Values<'a> {
    /// Takes the right operand apart. `is_text` tells values with a `__getitem__` that are no mappings.
    pub fn new(vm: &'a Vm, values: &Ref, is_text: fn(&Ref) -> bool) -> Values<'a> {
        if let Some(t) = values.downcast::<PyTuple>() {
            return Values {
                vm,
                items: t.items().to_vec(),
                next: 0,
                mapping: None,
            };
        }
        let is_mapping = values.ty().slots().getitem.is_some() && !is_text(values);
        Values {
            vm,
            items: vec![values.clone()],
            next: 0,
            mapping: is_mapping.then(|| values.clone()),
        }
    }

    /// The next value.
    pub fn take(&mut self) -> PyResult {
        let found = self.items.get(self.next).cloned();
        self.next += 1;
        found.ok_or_else(|| self.vm.type_error("not enough arguments for format string"))
    }

    /// `%(key)`: the value under the key becomes the only one.
    pub fn select(&mut self, key: &Ref) -> PyResult<()> {
        let Some(mapping) = &self.mapping else {
            return Err(self.vm.type_error("format requires a mapping"));
        };
        self.items = vec![self.vm.get_item(mapping, key)?];
        self.next = 0;
        Ok(())
    }

    /// `*`: the next value, which must be an int.
    pub fn star(&mut self) -> PyResult<i64> {
        let value = self.take()?;
        let Some(i) = value.as_int() else {
            return Err(self.vm.type_error("* wants int"));
        };
        i.to_i64().ok_or_else(|| {
            self.vm
                .overflow_error("Python int too large to convert to C ssize_t")
        })
    }

    /// The error at the end unless everything was used.
    pub fn check_all_used(&self, what: &str) -> PyResult<()> {
        if self.next < self.items.len() && self.mapping.is_none() {
            return Err(self.vm.type_error(format!(
                "not all arguments converted during {what} formatting"
            )));
        }
        Ok(())
    }
}

/// Appends a number as `d`, `i`, `u`, `o`, `x` or `X`.
pub fn push_int(
    vm: &Vm,
    conversion: &Conversion,
    value: &Ref,
    out: &mut StrBuf,
) -> Result<(), Failure> {
    let wrong = || Failure::Fault(conversion.wrong_type(value.ty().name()));
    let whole = match value.as_int() {
        Some(_) => value.clone(),
        None => {
            let slots = value.ty().slots();
            let any_number = !matches!(conversion.kind_byte(), b'o' | b'x' | b'X');
            let convert = if any_number {
                slots.int.or(slots.index)
            } else {
                slots.index
            };
            match convert.map(|f| f(vm, value)) {
                None => return Err(wrong()),
                Some(Err(e)) if e.matches(&exc::TYPE_ERROR) => return Err(wrong()),
                Some(r) => r?,
            }
        }
    };
    let Some(whole) = whole.as_int() else {
        return Err(wrong());
    };
    conversion.push_int(&whole, vm.max_str_digits(), &|| vm.interrupted(), out)?;
    Ok(())
}

/// The float a value stands for; `refusal` words the TypeError.
pub fn to_float(vm: &Vm, value: &Ref, refusal: fn(&str) -> String) -> PyResult<f64> {
    if let Some(f) = value.as_float() {
        return Ok(f);
    }
    if let Some(i) = value.as_int() {
        return i.to_f64().map_err(|f| vm.fault(f));
    }
    let slots = value.ty().slots();
    if let Some(f) = slots.float {
        let made = f(vm, value)?;
        return made.as_float().ok_or_else(|| {
            let (class, got) = (value.ty().name(), made.ty().name());
            vm.type_error(format!("{class}.__float__ returned non-float (type {got})"))
        });
    }
    if slots.index.is_some() {
        let whole = vm.index(value)?;
        return whole
            .as_int()
            .map_or(Ok(0.0), |i| i.to_f64().map_err(|f| vm.fault(f)));
    }
    Err(vm.type_error(refusal(value.ty().name())))
}
