//! `str.format`, `str.format_map` and `str.__format__`: replacement fields meet objects.
//!
//! Invariant: fields are handled from left to right, each completely (look-up, conversion, nested
//! spec, formatting) before the next, so the first of several errors is CPython's.
//! Next file to read: `percent.rs`.

use super::format_fields::{
    Argument, Chunks, Field, Numbering, Step, Steps, TOO_DEEP, resolve_field_name,
    unknown_conversion,
};
use super::slots::text;
use super::storage::{StrBuf, StrView};
use super::{STR, object::PyStr};
use crate::builtins::dict::PyDict;
use crate::builtins::fault::Fault;
use crate::builtins::float::FLOAT;
use crate::builtins::format_spec;
use crate::builtins::int::INT;
use crate::builtins::tuple;
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};

/// How deep templates nest: a template, and one in the specs of its fields.
const MAX_DEPTH: u32 = 2;

/// `format(text, spec)` for a string whose type is called `type_name`, appended to `out`.
pub fn format_text(
    vm: &Vm,
    text: StrView,
    spec: StrView,
    type_name: &str,
    out: &mut StrBuf,
) -> PyResult<()> {
    format_spec::format_str(text, spec, type_name, out).map_err(|f| vm.fault(f))
}

/// `format(x, spec)` where `x` is an exact `str`, `int` or `float`: nobody can have given those another
/// `__format__`. `None` for anything else.
#[inline]
pub fn format_builtin(vm: &Vm, x: &Ref, spec: StrView) -> Option<PyResult> {
    let ty = x.ty();
    let known = [&STR, &INT, &FLOAT].iter().any(|t| std::ptr::eq(*t, ty));
    if !known {
        return None;
    }
    if spec.is_empty() {
        return Some(vm.str(x));
    }
    let mut out = StrBuf::new();
    Some(push_builtin(vm, x, spec, &mut out).map(|()| vm.str_from_buf(out)))
}

/// Appends `format(x, spec)` for an exact `str`, `int` or `float`.
fn push_builtin(vm: &Vm, x: &Ref, spec: StrView, out: &mut StrBuf) -> PyResult<()> {
    let made = match (x.as_str(), x.as_float(), x.as_int()) {
        (Some(s), ..) => format_spec::format_str(s.view(), spec, "str", out),
        (_, Some(f), _) => format_spec::format_float(f, spec, "float", out),
        (_, _, Some(i)) => format_spec::format_int(
            &i,
            spec,
            "int",
            vm.max_str_digits(),
            &|| vm.interrupted(),
            out,
        ),
        _ => Ok(()),
    };
    made.map_err(|f| vm.fault(f))
}

pub(super) fn str_dunder_format(vm: &Vm, args: &[Ref]) -> PyResult {
    let Some(spec) = args[1].as_str() else {
        let got = args[1].ty().name();
        return Err(vm.type_error(format!("__format__() argument must be str, not {got}")));
    };
    if spec.is_empty() {
        return vm.str(&args[0]);
    }
    let mut out = StrBuf::new();
    format_text(
        vm,
        text(&args[0]).view(),
        spec.view(),
        args[0].ty().name(),
        &mut out,
    )?;
    if out.len() == text(&args[0]).len() {
        return Ok(args[0].clone());
    }
    Ok(vm.str_from_buf(out))
}

pub(super) fn str_format(vm: &Vm, args: &[Ref]) -> PyResult {
    let mut formatter = Formatter {
        vm,
        args: Some(tuple::items(&args[1])),
        names: &args[2],
        numbering: Numbering::default(),
    };
    formatter.run(&args[0])
}

pub(super) fn str_format_map(vm: &Vm, args: &[Ref]) -> PyResult {
    let mut formatter = Formatter {
        vm,
        args: None,
        names: &args[1],
        numbering: Numbering::default(),
    };
    formatter.run(&args[0])
}

/// The arguments of one call, and how its fields are numbered so far.
struct Formatter<'a> {
    vm: &'a Vm,
    /// Positional arguments; `None` in `format_map`.
    args: Option<&'a [Ref]>,
    /// Keyword arguments, or the mapping of `format_map`.
    names: &'a Ref,
    numbering: Numbering,
}

impl Formatter<'_> {
    fn run(&mut self, template: &Ref) -> PyResult {
        let view = text(template).view();
        if !view.iter().any(|code| matches!(code, 0x7B | 0x7D)) {
            return Ok(template.clone());
        }
        let mut out = StrBuf::with_capacity(view.len() + 16);
        self.expand(view, MAX_DEPTH, &mut out)?;
        Ok(self.vm.str_from_buf(out))
    }

    fn fault(&self, f: impl Into<Fault>) -> crate::objects::refcount::Exc {
        self.vm.fault(f.into())
    }

    fn expand(&mut self, template: StrView, depth: u32, out: &mut StrBuf) -> PyResult<()> {
        if depth == 0 {
            return Err(self.fault(TOO_DEEP));
        }
        for chunk in Chunks::new(template) {
            let chunk = chunk.map_err(|e| self.fault(e))?;
            out.push_view(template.slice(chunk.literal.start, chunk.literal.end));
            if let Some(field) = chunk.field {
                self.field(template, &field, depth, out)?;
            }
        }
        Ok(())
    }

    fn field(
        &mut self,
        template: StrView,
        field: &Field,
        depth: u32,
        out: &mut StrBuf,
    ) -> PyResult<()> {
        let vm = self.vm;
        let mut value = self.look_up(template.slice(field.name.start, field.name.end))?;
        // A NUL counts as no conversion at all.
        if let Some(conversion) = field.conversion.filter(|&code| code != 0) {
            value = match u8::try_from(conversion) {
                Ok(b'r') => vm.repr(&value)?,
                Ok(b's') => vm.str(&value)?,
                Ok(b'a') => vm.ascii(&value)?,
                _ => return Err(vm.value_error(unknown_conversion(conversion))),
            };
        }
        let spec = template.slice(field.spec.start, field.spec.end);
        if !field.spec_is_template {
            return push_formatted(vm, &value, spec, out);
        }
        let mut expanded = StrBuf::new();
        self.expand(spec, depth - 1, &mut expanded)?;
        push_formatted(vm, &value, expanded.view(), out)
    }

    /// The value a field's name stands for.
    fn look_up(&mut self, name: StrView) -> PyResult {
        let vm = self.vm;
        let (argument, rest) =
            resolve_field_name(name, &mut self.numbering).map_err(|e| self.fault(e))?;
        let mut value = match argument {
            Argument::Index(index) => {
                let Some(args) = self.args else {
                    return Err(vm.value_error("Format string contains positional fields"));
                };
                let Some(value) = args.get(index) else {
                    let text =
                        format!("Replacement index {index} out of range for positional args tuple");
                    return Err(vm.index_error(text));
                };
                value.clone()
            }
            Argument::Name(range) => {
                let key = vm.str_from_view(name.slice(range.start, range.end));
                match self.names.downcast_exact::<PyDict>() {
                    Some(d) => d.get(vm, &key)?.ok_or_else(|| vm.key_error(key))?,
                    None => vm.get_item(self.names, &key)?,
                }
            }
        };
        for step in Steps::new(name, rest) {
            let part = |range: std::ops::Range<usize>| {
                vm.str_from_view(name.slice(range.start, range.end))
            };
            value = match step.map_err(|e| self.fault(e))? {
                Step::Attribute(range) => vm.get_attr(&value, &vm.intern(part(range)))?,
                Step::Index(index) => vm.get_item(&value, &vm.uint(index as u64))?,
                Step::Key(range) => vm.get_item(&value, &part(range))?,
            };
        }
        Ok(value)
    }
}

/// Appends `format(value, spec)`.
fn push_formatted(vm: &Vm, value: &Ref, spec: StrView, out: &mut StrBuf) -> PyResult<()> {
    if let Some(s) = value.downcast_exact::<PyStr>() {
        if spec.is_empty() {
            out.push_view(s.view());
            return Ok(());
        }
        return format_text(vm, s.view(), spec, STR.name(), out);
    }
    let spec = if spec.is_empty() {
        vm.known().empty_str.clone()
    } else {
        vm.str_from_view(spec)
    };
    let shown = vm.format(value, &spec)?;
    if let Some(s) = shown.as_str() {
        out.push_view(s.view());
    }
    Ok(())
}
