//! The classes of nodes: `ast.AST`, and what the table makes of itself.
//!
//! Invariant: the classes are made once for an interpreter; all that builds or reads trees finds them
//! here, whatever scripts do to the module.
//! Next file to read: `node.rs`.

use super::node::{AST, PyNode};
use super::schema::{Field, PLACE, Schema};
use crate::builtins::generic_alias::new_generic_alias;
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::instance::DictWord;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use std::sync::OnceLock;

/// The table and its classes.
#[derive(Default)]
pub struct Classes {
    schema: OnceLock<Schema>,
    /// By number of the kind; empty until they are made.
    classes: Locked<Vec<Ref>>,
    /// The nodes without fields that parsed trees share: operators and contexts.
    singles: Locked<Vec<Option<Ref>>>,
}

/// The classes of this interpreter.
pub fn of(vm: &Vm) -> PyResult<&'static Classes> {
    let all = vm.interp.state::<Classes>();
    if all.classes.with(|c| c.is_empty()) {
        all.make(vm)?;
    }
    Ok(all)
}

impl Classes {
    /// The table.
    pub fn schema(&self) -> &Schema {
        self.schema.get_or_init(Schema::new)
    }

    /// The class of a kind.
    pub fn class(&self, kind: usize) -> Ref {
        self.classes
            .with(|c| c.get(kind).cloned())
            .unwrap_or_else(Ref::none)
    }

    /// All classes by number of their kind.
    pub fn all(&self) -> Vec<Ref> {
        self.classes.get()
    }

    /// The shared node of a kind without fields.
    pub fn single(&self, vm: &Vm, kind: usize) -> Ref {
        if let Some(known) = self.singles.with(|s| s.get(kind).cloned().flatten()) {
            return known;
        }
        let made = self.instance(vm, kind, vm.new_dict());
        let entry = made.clone();
        let old = self.singles.with(|s| {
            if s.len() <= kind {
                s.resize(kind + 1, None);
            }
            s[kind].replace(entry)
        });
        drop(old);
        made
    }

    /// A node with these attributes.
    pub fn instance(&self, vm: &Vm, kind: usize, dict: Ref) -> Ref {
        let class = self.class(kind);
        let Some(ty) = class.as_type() else {
            return Ref::none();
        };
        let node = PyNode {
            header: Header::new(ty),
            dict: DictWord::with(dict),
        };
        vm.alloc_instance(ty, node, 0).unwrap_or_else(Ref::none)
    }

    fn make(&self, vm: &Vm) -> PyResult<()> {
        AST.ready(vm);
        let schema = self.schema();
        let meta = crate::builtins::typeobject::TYPE.to_ref();
        let mut classes: Vec<Ref> = Vec::new();
        for kind in &schema.kinds {
            let base = match kind.sum {
                Some(sum) => classes[sum].clone(),
                None => AST.to_ref(),
            };
            let names: Vec<Ref> = kind.fields.iter().map(|f| vm.intern_str(f.name)).collect();
            let dict = vm.new_dict();
            vm.dict_set(&dict, "_fields", vm.new_tuple(names.clone()))?;
            vm.dict_set(&dict, "__match_args__", vm.new_tuple(names))?;
            vm.dict_set(&dict, "__module__", vm.intern_str("ast"))?;
            vm.dict_set(&dict, "__doc__", vm.new_str(kind.doc))?;
            for field in kind.fields.iter().filter(|f| f.optional) {
                vm.dict_set(&dict, field.name, Ref::none())?;
            }
            if kind.sum.is_none() {
                let place: &[&str] = if kind.placed { &PLACE } else { &[] };
                let place = place.iter().map(|n| vm.intern_str(n)).collect();
                vm.dict_set(&dict, "_attributes", vm.new_tuple(place))?;
                if kind.placed {
                    vm.dict_set(&dict, "end_lineno", Ref::none())?;
                    vm.dict_set(&dict, "end_col_offset", Ref::none())?;
                }
            }
            let bases = vm.new_small_tuple([base]);
            classes.push(vm.call(&meta, &[vm.new_str(kind.name), bases, dict])?);
        }
        for (kind, class) in schema.kinds.iter().zip(&classes) {
            if !kind.is_sum {
                let types = vm.new_dict();
                for field in &kind.fields {
                    let ty = self.field_type(vm, &classes, field)?;
                    vm.dict_set(&types, field.name, ty)?;
                }
                vm.set_attr(class, &vm.intern_str("_field_types"), &types)?;
                vm.set_attr(class, &vm.intern_str("__annotations__"), &types)?;
            }
        }
        self.classes.set(classes);
        Ok(())
    }

    fn field_type(&self, vm: &Vm, classes: &[Ref], field: &Field) -> PyResult {
        let ty = match field.ty {
            "identifier" | "string" => crate::builtins::str::STR.to_ref(),
            "int" => crate::builtins::int::INT.to_ref(),
            "constant" => crate::builtins::object::OBJECT.to_ref(),
            name => match self.schema().find(name) {
                Some(kind) => classes[kind].clone(),
                None => Ref::none(),
            },
        };
        if field.many {
            return new_generic_alias(vm, crate::builtins::list::LIST.to_ref(), ty);
        }
        if field.optional {
            return crate::builtins::union::or_operator(vm, &ty, &Ref::none());
        }
        Ok(ty)
    }
}

/// `x == y` for names of fields, which are interned as a rule.
pub fn same_name(vm: &Vm, x: &Ref, y: &Ref) -> PyResult<bool> {
    Ok(x.is(y) || vm.equal(x, y)?)
}
