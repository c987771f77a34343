//! `ast.AST`: how nodes are made, shown, copied and pickled.
//!
//! Invariant: what a node has for fields is asked of its class every time, so classes that scripts
//! derive work as the built-in ones do.
//! Next file to read: `from_tree.rs`.

use super::classes::{self, same_name};
use crate::builtins::exceptions as exc;
use crate::builtins::{generic_alias, list, tuple, union};
use crate::objects::args::{Args, MethodDef, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::instance::DictWord;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{GetSetDef, Type, TypeDef, getset, type_flags};
use crate::payload;

/// A node.
#[repr(C)]
pub struct PyNode {
    pub(crate) header: Header,
    pub(crate) dict: DictWord,
}

payload!(
    PyNode,
    AST,
    |this, visit| this.dict.visit(visit),
    |this, sink| sink.push(this.dict.replace(Ref::NULL))
);

static AST_DEF: TypeDef = TypeDef {
    module: "ast",
    flags: type_flags::BASE | type_flags::WEAKREF,
    dict_offset: std::mem::offset_of!(PyNode, dict),
    slots: Slots {
        new: Some(node_new),
        init: Some(node_init),
        repr: Some(node_repr),
        ..Slots::NONE
    },
    methods: NODE_METHODS,
    getset: NODE_GETSET,
    setup: Some(setup),
    ..TypeDef::of::<PyNode>("AST")
};
/// The type `ast.AST`.
pub static AST: Type = Type::builtin(&AST_DEF);

const NODE_METHODS: &[MethodDef] = &[
    method("__reduce__", node_reduce, "self, /", ""),
    method(
        "__replace__",
        node_replace,
        "self, /, *args, **fields",
        "Return a copy of the AST node with new values for the specified fields.",
    ),
];

const NODE_GETSET: &[GetSetDef] = &[getset(
    "__dict__",
    node_dict,
    crate::builtins::typeobject::attributes::instance_set_dict,
    "",
)];

fn setup(vm: &Vm, ty: &Ref) -> PyResult<()> {
    let Some(ty) = ty.as_type() else {
        return Ok(());
    };
    for name in ["_fields", "__match_args__", "_attributes"] {
        vm.dict_set(ty.dict(vm), name, vm.known().empty_tuple.clone())?;
    }
    Ok(())
}

fn node_dict(vm: &Vm, x: &Ref) -> PyResult {
    vm.instance_dict(x)
}

fn node_new(vm: &Vm, ty: &Type, _: Args) -> PyResult {
    let node = PyNode {
        header: Header::new(ty),
        dict: DictWord::new(),
    };
    vm.alloc_instance(ty, node, 0)
        .ok_or_else(|| vm.memory_error())
}

/// The class's name, as messages show it.
fn shown_name(x: &Ref) -> &str {
    if x.is_exactly(&AST) {
        "ast.AST"
    } else {
        x.ty().name()
    }
}

/// A tuple of names that the class of a node has under `attribute`.
fn names_of(vm: &Vm, x: &Ref, attribute: &str) -> PyResult<Vec<Ref>> {
    let class = x.ty().to_ref();
    match vm.get_attr_opt(&class, &vm.intern_str(attribute))? {
        Some(names) => vm.collect_items(&names),
        None => Ok(Vec::new()),
    }
}

fn position(vm: &Vm, names: &[Ref], name: &Ref) -> PyResult<Option<usize>> {
    for (i, known) in names.iter().enumerate() {
        if same_name(vm, known, name)? {
            return Ok(Some(i));
        }
    }
    Ok(None)
}

fn node_init(vm: &Vm, x: &Ref, args: Args) -> PyResult<()> {
    let fields = names_of(vm, x, "_fields")?;
    let mut given = vec![false; fields.len()];
    let values = args.pos();
    if values.len() > fields.len() {
        let (name, n) = (crate::stdlib::type_name(x.ty()), fields.len());
        let s = if n == 1 { "" } else { "s" };
        return Err(vm.type_error(format!(
            "{name} constructor takes at most {n} positional argument{s}"
        )));
    }
    for ((value, field), given) in values.iter().zip(&fields).zip(&mut given) {
        vm.set_attr(x, field, value)?;
        *given = true;
    }
    for (name, value) in args.keywords() {
        match position(vm, &fields, name)? {
            Some(i) if given[i] => {
                let (class, name) = (crate::stdlib::type_name(x.ty()), vm.repr_text(name)?);
                return Err(
                    vm.type_error(format!("{class} got multiple values for argument {name}"))
                );
            }
            Some(i) => given[i] = true,
            None if position(vm, &names_of(vm, x, "_attributes")?, name)?.is_none() => {
                let text = format!(
                    "{}.__init__ got an unexpected keyword argument {}. Support for arbitrary keyword arguments is deprecated and will be removed in Python 3.15.",
                    shown_name(x),
                    vm.repr_text(name)?
                );
                vm.warn(&exc::DEPRECATION_WARNING, &text, 1)?;
            }
            None => {}
        }
        vm.set_attr(x, name, value)?;
    }
    let missing: Vec<Ref> = fields
        .into_iter()
        .zip(given)
        .filter_map(|(field, given)| (!given).then_some(field))
        .collect();
    fill_in(vm, x, &missing)
}

/// Gives the fields that were not given the values their types allow.
fn fill_in(vm: &Vm, x: &Ref, missing: &[Ref]) -> PyResult<()> {
    if missing.is_empty() {
        return Ok(());
    }
    let class = x.ty().to_ref();
    let Some(types) = vm.get_attr_opt(&class, &vm.intern_str("_field_types"))? else {
        return Ok(());
    };
    let known = classes::of(vm)?;
    let context = known.schema().find("expr_context");
    for field in missing {
        let ty = match vm.get_item(&types, field) {
            Ok(ty) => ty,
            Err(e) if e.matches(&exc::KEY_ERROR) => {
                let text = format!(
                    "Field {} is missing from {}._field_types. This will become an error in Python 3.15.",
                    vm.repr_text(field)?,
                    shown_name(x)
                );
                vm.warn(&exc::DEPRECATION_WARNING, &text, 1)?;
                continue;
            }
            Err(e) => return Err(e),
        };
        if ty.is_instance(&union::UNION) {
            continue;
        }
        if ty.is_instance(&generic_alias::GENERIC_ALIAS) {
            vm.set_attr(x, field, &vm.new_list(Vec::new()))?;
        } else if context.is_some_and(|c| known.class(c).is(&ty)) {
            let load = known.schema().find("Load").unwrap_or(0);
            vm.set_attr(x, field, &known.single(vm, load))?;
        } else {
            let text = format!(
                "{}.__init__ missing 1 required positional argument: {}. This will become an error in Python 3.15.",
                shown_name(x),
                vm.repr_text(field)?
            );
            vm.warn(&exc::DEPRECATION_WARNING, &text, 1)?;
        }
    }
    Ok(())
}

/// How many levels of nodes `repr` shows.
const SHOWN_LEVELS: usize = 3;

fn node_repr(vm: &Vm, x: &Ref) -> PyResult {
    Ok(vm.new_str(&shown(vm, x, SHOWN_LEVELS)?))
}

fn shown(vm: &Vm, x: &Ref, levels: usize) -> PyResult<String> {
    vm.check_native_stack()?;
    let name = shown_name(x);
    if levels == 0 {
        return Ok(format!("{name}(...)"));
    }
    let mut text = None;
    let known = vm.repr_guard(x, || {
        let mut parts = Vec::new();
        for field in names_of(vm, x, "_fields")? {
            let value = vm.get_attr(x, &field)?;
            let value = shown_value(vm, &value, levels - 1)?;
            parts.push(format!("{}={value}", vm.str_lossy(&field)));
        }
        text = Some(format!("{name}({})", parts.join(", ")));
        Ok(Ref::none())
    })?;
    Ok(match (known, text) {
        (Some(_), Some(text)) => text,
        _ => format!("{name}(...)"),
    })
}

fn shown_value(vm: &Vm, value: &Ref, levels: usize) -> PyResult<String> {
    let items = if value.is_instance(&list::LIST) {
        vm.collect_items(value)?
    } else if value.is_instance(&tuple::TUPLE) {
        tuple::items(value).to_vec()
    } else {
        return shown_item(vm, value, levels);
    };
    let mut parts = Vec::new();
    match items.as_slice() {
        [] => {}
        [only] => parts.push(shown_item(vm, only, levels)?),
        [first, .., last] => {
            parts.push(shown_item(vm, first, levels)?);
            if items.len() > 2 {
                parts.push("...".to_owned());
            }
            parts.push(shown_item(vm, last, levels)?);
        }
    }
    let inside = parts.join(", ");
    Ok(if value.is_instance(&list::LIST) {
        format!("[{inside}]")
    } else {
        format!("({inside})")
    })
}

fn shown_item(vm: &Vm, item: &Ref, levels: usize) -> PyResult<String> {
    if item.is_instance(&AST) {
        shown(vm, item, levels)
    } else {
        vm.repr_text(item)
    }
}

fn node_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    let x = &args[0];
    let dict = vm.instance_dict(x)?;
    let class = x.ty().to_ref();
    // Fields are given to the constructor too, as `None`, so that it finds nothing missing.
    let mut count = 0;
    for field in names_of(vm, x, "_fields")? {
        if !vm.contains(&dict, &field)? {
            break;
        }
        count += 1;
    }
    let nothing = vm.new_tuple(vec![Ref::none(); count]);
    let state = vm.call_method_str(&dict, "copy", &[])?;
    Ok(vm.new_small_tuple([class, nothing, state]))
}

fn node_replace(vm: &Vm, args: &[Ref]) -> PyResult {
    let [x, positional, changes] = args else {
        return Ok(Ref::none());
    };
    if !tuple::items(positional).is_empty() {
        return Err(vm.type_error("__replace__() takes no positional arguments"));
    }
    let mut names = names_of(vm, x, "_fields")?;
    let fields = names.len();
    names.extend(names_of(vm, x, "_attributes")?);
    let values = vm.call_method_str(&vm.instance_dict(x)?, "copy", &[])?;
    for (name, value) in crate::builtins::dict::pairs(changes) {
        if position(vm, &names, &name)?.is_none() {
            let (class, name) = (shown_name(x), vm.repr_text(&name)?);
            return Err(vm.type_error(format!(
                "{class}.__replace__ got an unexpected keyword argument {name}."
            )));
        }
        vm.set_item(&values, &name, &value)?;
    }
    check_complete(vm, x, &names[..fields], &values)?;
    crate::stdlib::call_with(vm, &x.ty().to_ref(), &Ref::NULL, &values)
}

/// An error if a field without a default is missing.
fn check_complete(vm: &Vm, x: &Ref, fields: &[Ref], values: &Ref) -> PyResult<()> {
    let class = x.ty().to_ref();
    let mut missing = Vec::new();
    for field in fields {
        if !vm.contains(values, field)? && vm.get_attr_opt(&class, field)?.is_none() {
            missing.push(vm.repr_text(field)?);
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    missing.sort();
    let (n, s) = (missing.len(), if missing.len() == 1 { "" } else { "s" });
    let (class, missing) = (shown_name(x), missing.join(", "));
    Err(vm.type_error(format!(
        "{class}.__replace__ missing {n} keyword argument{s}: {missing}."
    )))
}
