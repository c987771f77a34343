//! From our tree to node objects: what `ast.parse` answers.
//!
//! Invariant: every field of a node is in its `__dict__`, in the order of the table: lists without items
//! and optional fields without a value too.
//! Next file to read: `reader.rs`.

use super::classes::{self, Classes};
use super::schema::PLACE;
use crate::builtins::int::Int;
use crate::builtins::str::storage::StrBuf;
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::source::{Location, SourceText};
use crate::syntax::ast::{Constant, Module, Text};
use crate::syntax::dump::{Sink, walk};

/// The node objects of a tree.
pub fn objects(vm: &Vm, source: &SourceText, module: &Module) -> PyResult {
    let mut builder = Builder {
        vm,
        classes: classes::of(vm)?,
        place: PLACE.map(|name| vm.intern_str(name)),
        names: Vec::new(),
        open: Vec::new(),
        root: Ref::none(),
    };
    builder.names = builder
        .classes
        .schema()
        .kinds
        .iter()
        .map(|k| k.fields.iter().map(|f| vm.intern_str(f.name)).collect())
        .collect();
    walk(source, module, &mut builder);
    Ok(builder.root)
}

enum Open {
    Node {
        kind: usize,
        values: Vec<Option<Ref>>,
        field: usize,
    },
    List(Vec<Ref>),
}

struct Builder<'a> {
    vm: &'a Vm,
    classes: &'a Classes,
    place: [Ref; 4],
    /// Names of fields by number of the kind.
    names: Vec<Vec<Ref>>,
    open: Vec<Open>,
    root: Ref,
}

impl Builder<'_> {
    fn value(&mut self, value: Ref) {
        match self.open.last_mut() {
            Some(Open::Node { values, field, .. }) => {
                if let Some(slot) = values.get_mut(*field) {
                    *slot = Some(value);
                }
            }
            Some(Open::List(items)) => items.push(value),
            None => self.root = value,
        }
    }

    fn text_object(&self, text: &Text) -> Ref {
        match text {
            Text::Utf8(s) => self.vm.new_str(s),
            Text::CodePoints(codes) => self.vm.str_from_buf(StrBuf::from_codes(codes)),
        }
    }
}

impl Sink for Builder<'_> {
    fn begin(&mut self, kind: &str) {
        let schema = self.classes.schema();
        let kind = schema.find(kind).unwrap_or(0);
        self.open.push(Open::Node {
            kind,
            values: vec![None; schema.kinds[kind].fields.len()],
            field: 0,
        });
    }

    fn end(&mut self, place: Option<Location>) {
        let Some(Open::Node { kind, values, .. }) = self.open.pop() else {
            return;
        };
        let vm = self.vm;
        let dict = vm.new_dict();
        let shape = &self.classes.schema().kinds[kind];
        let names = &self.names[kind];
        for ((field, name), value) in shape.fields.iter().zip(names).zip(values) {
            let value = value.unwrap_or_else(|| {
                if field.many {
                    vm.new_list(Vec::new())
                } else {
                    Ref::none()
                }
            });
            // Setting a new string key cannot fail.
            let _ = crate::builtins::dict::set_str(vm, &dict, name, value);
        }
        if let Some(at) = place {
            let values = [at.line, at.col, at.end_line, at.end_col];
            for (name, value) in self.place.iter().zip(values) {
                let value = vm.int(value.into());
                let _ = crate::builtins::dict::set_str(vm, &dict, name, value);
            }
        }
        let node = self.classes.instance(vm, kind, dict);
        self.value(node);
    }

    fn field(&mut self, name: &str) {
        if let Some(Open::Node { kind, field, .. }) = self.open.last_mut() {
            let fields = &self.classes.schema().kinds[*kind].fields;
            *field = fields
                .iter()
                .position(|f| f.name == name)
                .unwrap_or(fields.len());
        }
    }

    fn begin_list(&mut self) {
        self.open.push(Open::List(Vec::new()));
    }

    fn item(&mut self) {}

    fn end_list(&mut self) {
        if let Some(Open::List(items)) = self.open.pop() {
            let list = self.vm.new_list(items);
            self.value(list);
        }
    }

    fn none(&mut self) {
        self.value(Ref::none());
    }

    fn word(&mut self, word: &str) {
        let word = self.vm.intern_str(word);
        self.value(word);
    }

    fn text(&mut self, text: &Text) {
        let text = self.text_object(text);
        self.value(text);
    }

    fn number(&mut self, value: i64) {
        let value = self.vm.int(value);
        self.value(value);
    }

    fn constant(&mut self, value: &Constant) {
        let vm = self.vm;
        let object = match value {
            Constant::None => Ref::none(),
            Constant::True => Ref::bool(true),
            Constant::False => Ref::bool(false),
            Constant::Ellipsis => Ref::ellipsis(),
            Constant::Int(i) => vm.int(*i),
            Constant::BigInt(i) => vm.int_from(Int::from_big((**i).clone())),
            Constant::Float(f) => vm.float(*f),
            Constant::Imaginary(f) => vm.complex(0.0, *f),
            Constant::Str { value, .. } => self.text_object(value),
            Constant::Bytes(bytes) => vm.new_bytes(bytes.to_vec()),
        };
        self.value(object);
    }

    fn tag(&mut self, name: &str) {
        let kind = self.classes.schema().find(name).unwrap_or(0);
        let single = self.classes.single(self.vm, kind);
        self.value(single);
    }
}
