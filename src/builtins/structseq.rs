//! Struct sequences: tuples whose items have names, such as `os.stat_result` and `time.struct_time`.
//!
//! A struct sequence has `visible` items, and may have more fields that only exist as attributes.
//! The latter stand in the object's `__dict__` word as one tuple, so that the rest is a plain tuple.
//! To make one: a [`StructInfo`], a `TypeDef` made by [`definition`] whose getset rows are
//! `getter("st_mode", item::<0>, "...")`, and a call of [`register`] where its module is set up.
//!
//! Invariant: an instance of a registered type has exactly `info.fields.len()` fields.
//! Deliberately absent: subclassing, as in CPython.
//! Next file to read: `../stdlib/time/calendar.rs` for a user.

use crate::builtins::tuple::{self, PyTuple, TUPLE};
use crate::objects::args::{Args, Callee, MethodDef, Signature, bind, method};
use crate::objects::context::Vm;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{GetSetDef, Type, TypeDef, type_flags};
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a struct sequence type is made of.
pub struct StructInfo {
    /// The type.
    pub ty: &'static Type,
    /// Its name with its module, as `repr` shows it.
    pub name: &'static str,
    /// All fields in order; an empty name for items that have none.
    pub fields: &'static [&'static str],
    /// How many of them are items of the tuple.
    pub visible: usize,
}

#[derive(Default)]
struct Registry(Locked<HashMap<usize, &'static StructInfo>>);

/// The name under which the fields that are not items stand in the object.
const HIDDEN: &str = "\u{1}hidden";

/// The `TypeDef` of a struct sequence.
pub const fn definition(
    name: &'static str,
    module: &'static str,
    doc: &'static str,
    getset: &'static [GetSetDef],
    setup: fn(&Vm, &Ref) -> PyResult<()>,
) -> TypeDef {
    TypeDef {
        module,
        base: Some(&TUPLE),
        doc,
        flags: type_flags::TUPLE | type_flags::SEQUENCE,
        slots: Slots {
            new: Some(struct_new),
            repr: Some(struct_repr),
            setattro: Some(struct_setattro),
            ..Slots::NONE
        },
        methods: METHODS,
        getset,
        setup: Some(setup),
        ..TypeDef::of::<PyTuple>(name)
    }
}

/// As [`definition`], for types that scripts can't make instances of (`sys.flags`).
pub const fn closed_definition(
    name: &'static str,
    module: &'static str,
    doc: &'static str,
    getset: &'static [GetSetDef],
    setup: fn(&Vm, &Ref) -> PyResult<()>,
) -> TypeDef {
    let mut def = definition(name, module, doc, getset, setup);
    def.flags |= type_flags::NO_NEW;
    def.slots.new = Some(refuse_new);
    def
}

const METHODS: &[MethodDef] = &[
    method(
        "__reduce__",
        struct_reduce,
        "self, /",
        "Return what pickling needs.",
    ),
    method(
        "__replace__",
        struct_replace,
        "self, /, **changes",
        "Return a copy of the structure with new values for the specified fields.",
    ),
];

/// Fills in what every struct sequence type says about itself: for `TypeDef::setup`.
pub fn describe(vm: &Vm, ty: &Ref, info: &StructInfo) -> PyResult<()> {
    let Some(dict) = ty.as_type().map(|t| t.dict(vm)) else {
        return Ok(());
    };
    let unnamed = info.fields.iter().filter(|f| f.is_empty()).count();
    vm.dict_set(dict, "n_sequence_fields", vm.int(info.visible as i64))?;
    vm.dict_set(dict, "n_fields", vm.int(info.fields.len() as i64))?;
    vm.dict_set(dict, "n_unnamed_fields", vm.int(unnamed as i64))?;
    let names = info
        .fields
        .iter()
        .take(info.visible)
        .filter(|f| !f.is_empty())
        .map(|f| vm.intern_str(f))
        .collect();
    vm.dict_set(dict, "__match_args__", vm.new_tuple(names))
}

/// Makes a struct sequence type ready for use; call it before the first instance is made.
pub fn register(vm: &Vm, info: &'static StructInfo) {
    info.ty.ready(vm);
    let key = std::ptr::from_ref(info.ty) as usize;
    let known = vm
        .interp
        .state::<Registry>()
        .0
        .with(|r| r.insert(key, info).is_some());
    if !known && info.fields.len() > info.visible {
        let size = size_of::<PyTuple>().next_multiple_of(8);
        info.ty
            .set_instance_layout(size, size + size_of::<Ref>(), 0);
    }
}

fn info_of(vm: &Vm, ty: &Type) -> PyResult<&'static StructInfo> {
    let key = std::ptr::from_ref(ty) as usize;
    let found = vm
        .interp
        .state::<Registry>()
        .0
        .with(|r| r.get(&key).copied());
    found
        .ok_or_else(|| vm.system_error(format!("'{}' is no registered struct sequence", ty.name())))
}

/// An instance; `values` has one value for each field.
pub fn make(vm: &Vm, info: &StructInfo, mut values: Vec<Ref>) -> PyResult {
    values.resize(info.fields.len(), Ref::none());
    let hidden = values.split_off(info.visible);
    let object = vm
        .new_tuple_as(info.ty, values)
        .ok_or_else(|| vm.memory_error())?;
    if !hidden.is_empty() {
        vm.instance_set(&object, &vm.intern_str(HIDDEN), Some(&vm.new_tuple(hidden)))?;
    }
    Ok(object)
}

/// Field `index` of an instance.
pub fn get(vm: &Vm, object: &Ref, index: usize) -> Option<Ref> {
    let items = tuple::items(object);
    if let Some(item) = items.get(index) {
        return Some(item.clone());
    }
    let hidden = vm.instance_get(object, &vm.intern_str(HIDDEN))?;
    tuple::items(&hidden).get(index - items.len()).cloned()
}

/// The getter of field `N`.
pub fn item<const N: usize>(vm: &Vm, object: &Ref) -> PyResult {
    Ok(get(vm, object, N).unwrap_or_else(Ref::none))
}

fn refuse_new(vm: &Vm, ty: &Type, _args: Args) -> PyResult {
    let name = info_of(vm, ty).map_or(ty.name(), |i| i.name);
    Err(vm.type_error(format!("cannot create '{name}' instances")))
}

fn struct_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    static SIGNATURE: LazyLock<Signature> =
        LazyLock::new(|| Signature::parse("sequence, dict=None"));
    let info = info_of(vm, ty)?;
    let mut slots = [const { Ref::NULL }; 2];
    let name = ty.def().map_or_else(|| ty.name(), |d| d.name);
    let callee = Callee {
        name,
        qualname: name,
        has_self: false,
    };
    bind(vm, &SIGNATURE, callee, args, &mut slots)?;
    let [sequence, extra] = slots;
    if sequence.ty().slots().iter.is_none() && sequence.ty().slots().getitem.is_none() {
        return Err(vm.type_error("constructor requires a sequence"));
    }
    let extra = extra.opt().filter(|d| !d.is_none());
    if extra.is_some_and(|d| !d.ty().has(type_flags::DICT)) {
        return Err(vm.type_error(format!(
            "{}() takes a dict as second arg, if any",
            info.name
        )));
    }
    let mut values = vm.collect_items(&sequence)?;
    let (given, min, max) = (values.len(), info.visible, info.fields.len());
    if given < min || given > max {
        let which = match (min == max, given < min) {
            (true, _) => format!("a {min}"),
            (false, true) => format!("an at least {min}"),
            (false, false) => format!("an at most {max}"),
        };
        return Err(vm.type_error(format!(
            "{}() takes {which}-sequence ({given}-sequence given)",
            info.name
        )));
    }
    let mut used = 0;
    for field in &info.fields[given..] {
        let value = extra.and_then(|d| vm.dict_get(d, field));
        used += usize::from(value.is_some());
        values.push(value.unwrap_or_else(Ref::none));
    }
    if let Some(d) = extra
        && vm.len(d)? > used
    {
        return Err(vm.type_error(format!(
            "{}() got duplicate or unexpected field name(s)",
            info.name
        )));
    }
    make(vm, info, values)
}

fn struct_repr(vm: &Vm, object: &Ref) -> PyResult {
    let info = info_of(vm, object.ty())?;
    let mut text = format!("{}(", info.name);
    // As in CPython, fields without a name lend theirs from the named ones further on.
    let mut names = info.fields.iter().filter(|f| !f.is_empty());
    for (i, value) in tuple::items(object).iter().enumerate() {
        if i > 0 {
            text.push_str(", ");
        }
        let shown = vm.repr_text(value)?;
        match names.next() {
            Some(name) => text.push_str(&format!("{name}={shown}")),
            None => text.push_str(&shown),
        }
    }
    text.push(')');
    Ok(vm.new_str(&text))
}

fn struct_setattro(vm: &Vm, object: &Ref, name: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let text = vm.str_lossy(name);
    if object.ty().lookup(vm, name).is_some() {
        return crate::builtins::object::generic_set_attr(vm, object, name, value);
    }
    let ty = info_of(vm, object.ty()).map_or(object.ty().name(), |i| i.name);
    let text = format!(
        "'{ty}' object has no attribute '{text}' and no __dict__ for setting new attributes"
    );
    Err(vm.attribute_error_with(text, object, name))
}

fn struct_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    let info = info_of(vm, args[0].ty())?;
    let extra = vm.new_dict();
    for (i, name) in info.fields.iter().enumerate().skip(info.visible) {
        vm.dict_set(&extra, name, get(vm, &args[0], i).unwrap_or_else(Ref::none))?;
    }
    let items = vm.new_tuple(tuple::items(&args[0]).to_vec());
    Ok(vm.new_tuple(vec![info.ty.to_ref(), vm.new_tuple(vec![items, extra])]))
}

fn struct_replace(vm: &Vm, args: &[Ref]) -> PyResult {
    let info = info_of(vm, args[0].ty())?;
    if info.fields.iter().any(|f| f.is_empty()) {
        return Err(vm.type_error(format!(
            "__replace__() is not supported for {} because it has unnamed field(s)",
            info.name
        )));
    }
    let mut used = 0;
    let mut values = Vec::with_capacity(info.fields.len());
    for (i, field) in info.fields.iter().enumerate() {
        let new = vm.dict_get(&args[1], field);
        used += usize::from(new.is_some());
        values.push(
            new.or_else(|| get(vm, &args[0], i))
                .unwrap_or_else(Ref::none),
        );
    }
    if vm.len(&args[1])? > used {
        let known = |k: &Ref| info.fields.iter().any(|f| k.str_is(f));
        let unexpected: Vec<Ref> = vm
            .collect_items(&args[1])?
            .into_iter()
            .filter(|k| !known(k))
            .collect();
        let shown = vm.repr_text(&vm.new_list(unexpected))?;
        return Err(vm.type_error(format!("Got unexpected field name(s): {shown}")));
    }
    make(vm, info, values)
}
