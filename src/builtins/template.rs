//! Template strings (PEP 750): `string.templatelib.Template` and `Interpolation`.
//!
//! Invariant: a template has one string more than it has interpolations.
//! Next file to read: `typing/mod.rs`.

use super::function_methods::read_only;
use super::generic_alias::class_getitem_method;
use super::tuple;
use crate::objects::args::{Args, Callee, Signature, bind, classmethod, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef, getter, member_set};
use crate::objects::word::Word;
use crate::payload;

/// A template string.
#[repr(C)]
pub struct PyTemplate {
    pub(crate) header: Header,
    strings: Ref,
    interpolations: Ref,
}

payload!(
    PyTemplate,
    TEMPLATE,
    |this, visit| {
        visit(&this.strings);
        visit(&this.interpolations);
    },
    |_this, _sink| {}
);

static TEMPLATE_DEF: TypeDef = TypeDef {
    module: "string.templatelib",
    doc: "Template object",
    flags: 0,
    slots: Slots {
        new: Some(template_new),
        repr: Some(template_repr),
        iter: Some(template_iter),
        concat: Some(template_concat),
        ..Slots::NONE
    },
    methods: &[
        classmethod(
            "__class_getitem__",
            class_getitem_method,
            "cls, item, /",
            "See PEP 585",
        ),
        method("__reduce__", template_reduce, "self, /", ""),
    ],
    getset: &[
        member_set(
            "interpolations",
            template_interpolations,
            read_only,
            "Interpolations",
        ),
        member_set("strings", template_strings, read_only, "Strings"),
        getter("values", template_values, "Values of interpolations"),
    ],
    ..TypeDef::of::<PyTemplate>("Template")
};
/// The type `string.templatelib.Template`.
pub static TEMPLATE: Type = Type::builtin(&TEMPLATE_DEF);

/// What stands in braces in a template string.
#[repr(C)]
pub struct PyInterpolation {
    pub(crate) header: Header,
    value: Ref,
    expression: Ref,
    conversion: Ref,
    format_spec: Ref,
}

payload!(
    PyInterpolation,
    INTERPOLATION,
    |this, visit| [
        &this.value,
        &this.expression,
        &this.conversion,
        &this.format_spec
    ]
    .into_iter()
    .for_each(|r| visit(r)),
    |_this, _sink| {}
);

static INTERPOLATION_DEF: TypeDef = TypeDef {
    module: "string.templatelib",
    doc: "Interpolation object",
    flags: 0,
    slots: Slots {
        new: Some(interpolation_new),
        repr: Some(interpolation_repr),
        ..Slots::NONE
    },
    methods: &[
        classmethod(
            "__class_getitem__",
            class_getitem_method,
            "cls, item, /",
            "See PEP 585",
        ),
        method("__reduce__", interpolation_reduce, "self, /", ""),
    ],
    getset: &[
        member_set(
            "conversion",
            interpolation_conversion,
            read_only,
            "Conversion",
        ),
        member_set(
            "expression",
            interpolation_expression,
            read_only,
            "Expression",
        ),
        member_set(
            "format_spec",
            interpolation_format_spec,
            read_only,
            "Format specifier",
        ),
        member_set("value", interpolation_value, read_only, "Value"),
    ],
    setup: Some(interpolation_setup),
    ..TypeDef::of::<PyInterpolation>("Interpolation")
};
/// The type `string.templatelib.Interpolation`.
pub static INTERPOLATION: Type = Type::builtin(&INTERPOLATION_DEF);

/// Iterates over the parts of a template in order, empty strings left out.
#[repr(C)]
pub struct PyTemplateIter {
    pub(crate) header: Header,
    template: Ref,
    next: Word<usize>,
}

payload!(
    PyTemplateIter,
    TEMPLATE_ITER,
    |this, visit| visit(&this.template),
    |_this, _sink| {}
);

static TEMPLATE_ITER_DEF: TypeDef = TypeDef {
    module: "string.templatelib",
    doc: "Template iterator object",
    flags: 0,
    slots: Slots {
        iter: Some(template_iter_iter),
        next: Some(template_iter_next),
        ..Slots::NONE
    },
    ..TypeDef::of::<PyTemplateIter>("TemplateIter")
};
/// The type of iterators over templates.
pub static TEMPLATE_ITER: Type = Type::builtin(&TEMPLATE_ITER_DEF);

fn this(x: &Ref) -> &PyTemplate {
    match x.downcast::<PyTemplate>() {
        Some(t) => t,
        None => unreachable!("slots of Template get templates"),
    }
}

fn interpolation(x: &Ref) -> &PyInterpolation {
    match x.downcast::<PyInterpolation>() {
        Some(i) => i,
        None => unreachable!("slots of Interpolation get interpolations"),
    }
}

/// A template of these strings and interpolations, both tuples.
pub fn new_template(vm: &Vm, strings: &Ref, interpolations: &Ref) -> PyResult {
    Ok(vm.alloc(PyTemplate {
        header: Header::new(&TEMPLATE),
        strings: strings.clone(),
        interpolations: interpolations.clone(),
    }))
}

/// An interpolation.
pub fn new_interpolation(
    vm: &Vm,
    value: &Ref,
    expression: &Ref,
    conversion: &Ref,
    spec: &Ref,
) -> PyResult {
    Ok(vm.alloc(PyInterpolation {
        header: Header::new(&INTERPOLATION),
        value: value.clone(),
        expression: expression.clone(),
        conversion: conversion.clone(),
        format_spec: spec.clone(),
    }))
}

fn join(vm: &Vm, a: &Ref, b: &Ref) -> PyResult {
    match (a.as_str(), b.as_str()) {
        (Some(x), _) if x.is_empty() => Ok(b.clone()),
        (_, Some(y)) if y.is_empty() => Ok(a.clone()),
        _ => vm.call_method_str(
            &vm.new_str(""),
            "join",
            &[vm.new_tuple(vec![a.clone(), b.clone()])],
        ),
    }
}

fn template_new(vm: &Vm, _: &Type, args: Args) -> PyResult {
    if !args.kwnames.is_empty() {
        return Err(vm.type_error("Template.__new__ only accepts *args arguments"));
    }
    let mut strings = vec![vm.new_str("")];
    let mut interpolations = Vec::new();
    for x in args.values {
        if x.as_str().is_some() {
            let last = strings.pop().unwrap_or_else(|| vm.new_str(""));
            strings.push(join(vm, &last, x)?);
        } else if x.is_exactly(&INTERPOLATION) {
            interpolations.push(x.clone());
            strings.push(vm.new_str(""));
        } else {
            let got = x.ty().name();
            return Err(vm.type_error(format!(
                "Template.__new__ *args need to be of type 'str' or 'Interpolation', got {got}"
            )));
        }
    }
    new_template(vm, &vm.new_tuple(strings), &vm.new_tuple(interpolations))
}

fn template_repr(vm: &Vm, x: &Ref) -> PyResult {
    let t = this(x);
    let (strings, interpolations) = (vm.repr_text(&t.strings)?, vm.repr_text(&t.interpolations)?);
    Ok(vm.new_str(&format!(
        "Template(strings={strings}, interpolations={interpolations})"
    )))
}

fn template_iter(vm: &Vm, x: &Ref) -> PyResult {
    Ok(vm.alloc(PyTemplateIter {
        header: Header::new(&TEMPLATE_ITER),
        template: x.clone(),
        next: Word::new(0),
    }))
}

fn template_iter_iter(_: &Vm, x: &Ref) -> PyResult {
    Ok(x.clone())
}

fn template_iter_next(_: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let Some(it) = x.downcast::<PyTemplateIter>() else {
        return Ok(None);
    };
    let t = this(&it.template);
    let (strings, interpolations) = (tuple::items(&t.strings), tuple::items(&t.interpolations));
    loop {
        // Strings stand at even places, interpolations between them.
        let at = it.next.get();
        it.next.set(at + 1);
        if at % 2 == 1 {
            return Ok(interpolations.get(at / 2).cloned());
        }
        match strings.get(at / 2) {
            Some(s) if s.as_str().is_some_and(|s| s.is_empty()) => {}
            found => {
                if found.is_none() {
                    it.next.set(at);
                }
                return Ok(found.cloned());
            }
        }
    }
}

fn template_concat(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    let (Some(a), Some(b)) = (x.downcast::<PyTemplate>(), y.downcast::<PyTemplate>()) else {
        let got = y.ty().name();
        return Err(vm.type_error(format!(
            "can only concatenate string.templatelib.Template (not \"{got}\") to string.templatelib.Template"
        )));
    };
    let mut strings = tuple::items(&a.strings).to_vec();
    let more = tuple::items(&b.strings);
    if let (Some(last), Some(first)) = (strings.pop(), more.first()) {
        strings.push(join(vm, &last, first)?);
        strings.extend_from_slice(&more[1..]);
    }
    let mut interpolations = tuple::items(&a.interpolations).to_vec();
    interpolations.extend_from_slice(tuple::items(&b.interpolations));
    new_template(vm, &vm.new_tuple(strings), &vm.new_tuple(interpolations))
}

fn template_strings(_: &Vm, x: &Ref) -> PyResult {
    Ok(this(x).strings.clone())
}

fn template_interpolations(_: &Vm, x: &Ref) -> PyResult {
    Ok(this(x).interpolations.clone())
}

fn template_values(vm: &Vm, x: &Ref) -> PyResult {
    let values = tuple::items(&this(x).interpolations)
        .iter()
        .map(|i| interpolation(i).value.clone())
        .collect();
    Ok(vm.new_tuple(values))
}

fn template_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    let t = this(&args[0]);
    let library = crate::vm::import::import_module(vm, "string.templatelib")?;
    let unpickle = vm.get_attr_str(&library, "_template_unpickle")?;
    let parts = vm.new_tuple(vec![t.strings.clone(), t.interpolations.clone()]);
    Ok(vm.new_tuple(vec![unpickle, parts]))
}

fn interpolation_new(vm: &Vm, _: &Type, args: Args) -> PyResult {
    let sig = Signature::parse("value, expression='', conversion=None, format_spec=''");
    let mut slots = [const { Ref::NULL }; 4];
    bind(
        vm,
        &sig,
        Callee {
            name: "Interpolation",
            qualname: "Interpolation",
            has_self: false,
        },
        args,
        &mut slots,
    )?;
    let [value, expression, conversion, spec] = slots;
    let wrong = |name: &str, got: &Ref| {
        vm.type_error(format!(
            "Interpolation() argument '{name}' must be str, not {}",
            got.ty().name()
        ))
    };
    let empty = |r: Ref| if r.is_null() { vm.new_str("") } else { r };
    let (expression, spec) = (empty(expression), empty(spec));
    let conversion = if conversion.is_null() {
        Ref::none()
    } else {
        conversion
    };
    if expression.as_str().is_none() {
        return Err(wrong("expression", &expression));
    }
    if !conversion.is_none() {
        if conversion.as_str().is_none() {
            return Err(wrong("conversion", &conversion));
        }
        if !["s", "a", "r"].iter().any(|c| conversion.str_is(c)) {
            return Err(vm.value_error(
                "Interpolation() argument 'conversion' must be one of 's', 'a' or 'r'",
            ));
        }
    }
    if spec.as_str().is_none() {
        return Err(wrong("format_spec", &spec));
    }
    new_interpolation(vm, &value, &expression, &conversion, &spec)
}

fn interpolation_setup(vm: &Vm, ty: &Ref) -> PyResult<()> {
    let Some(t) = ty.as_type() else { return Ok(()) };
    let names = ["value", "expression", "conversion", "format_spec"]
        .iter()
        .map(|n| vm.intern_str(n))
        .collect();
    super::dict::set_str(
        vm,
        t.dict(vm),
        &vm.names().__match_args__,
        vm.new_tuple(names),
    )
}

fn interpolation_repr(vm: &Vm, x: &Ref) -> PyResult {
    let i = interpolation(x);
    let mut parts = Vec::new();
    for part in [&i.value, &i.expression, &i.conversion, &i.format_spec] {
        parts.push(vm.repr_text(part)?);
    }
    Ok(vm.new_str(&format!("Interpolation({})", parts.join(", "))))
}

fn interpolation_value(_: &Vm, x: &Ref) -> PyResult {
    Ok(interpolation(x).value.clone())
}

fn interpolation_expression(_: &Vm, x: &Ref) -> PyResult {
    Ok(interpolation(x).expression.clone())
}

fn interpolation_conversion(_: &Vm, x: &Ref) -> PyResult {
    Ok(interpolation(x).conversion.clone())
}

fn interpolation_format_spec(_: &Vm, x: &Ref) -> PyResult {
    Ok(interpolation(x).format_spec.clone())
}

fn interpolation_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    let i = interpolation(&args[0]);
    let parts = vec![
        i.value.clone(),
        i.expression.clone(),
        i.conversion.clone(),
        i.format_spec.clone(),
    ];
    Ok(vm.new_tuple(vec![args[0].ty().to_ref(), vm.new_tuple(parts)]))
}
