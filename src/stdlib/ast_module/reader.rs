//! From node objects to plain nodes: the first half of compiling a tree that a script hands in.
//!
//! The objects are read once, by the table, and checked for shape; `to_tree.rs` then needs no object.
//! Invariant: the fields of a [`Node`] are those of its kind, in order.
//! Next file to read: `to_tree.rs`.

use super::classes::Classes;
use super::node::AST;
use super::schema::{Field, Kind};
use crate::builtins::bytes::PyBytes;
use crate::builtins::complex::PyComplex;
use crate::builtins::list::PyList;
use crate::builtins::str::storage::StrView;
use crate::builtins::{set, tuple};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::type_flags;
use crate::syntax::ast::{Constant, Name, Text};
use std::rc::Rc;

/// Where a node stands: line, column, last line, column past the end.
#[derive(Clone, Copy, Debug, Default)]
pub struct Place {
    /// First line.
    pub line: i64,
    /// Column there.
    pub col: i64,
    /// Last line.
    pub end_line: i64,
    /// Column there, past the end.
    pub end_col: i64,
}

/// A node.
#[derive(Debug)]
pub struct Node {
    /// Number of its kind.
    pub kind: usize,
    /// Its place; zeros for kinds without.
    pub place: Place,
    /// Values of its fields.
    pub fields: Vec<Value>,
}

/// The value of a field.
#[derive(Debug)]
pub enum Value {
    /// `None`.
    None,
    /// A node.
    Node(Box<Node>),
    /// A list.
    List(Vec<Value>),
    /// An identifier.
    Name(Name),
    /// A string that is no identifier.
    Text(Text),
    /// An int.
    Int(i64),
    /// A constant.
    Constant(Literal),
}

/// A constant.
#[derive(Debug)]
pub enum Literal {
    /// One that source text can have.
    Plain(Constant),
    /// A complex number with a real part.
    Complex(f64, f64),
    /// A tuple of constants.
    Tuple(Vec<Literal>),
    /// A frozenset of constants.
    FrozenSet(Vec<Literal>),
}

/// Reads node objects.
pub struct Reader<'a> {
    vm: &'a Vm,
    kinds: &'a [Kind],
    classes: Vec<Ref>,
    depth: usize,
}

/// How deep trees may be; deeper ones are a RecursionError.
const DEEPEST: usize = 6000;

impl<'a> Reader<'a> {
    /// A reader of this interpreter's nodes.
    pub fn new(vm: &'a Vm, classes: &'a Classes) -> Reader<'a> {
        Reader {
            vm,
            kinds: &classes.schema().kinds,
            classes: classes.all(),
            depth: 0,
        }
    }

    /// Reads a node of a kind, or of an alternative of a sum.
    pub fn node(&mut self, object: &Ref, wanted: usize) -> PyResult<Node> {
        self.depth += 1;
        self.vm.check_native_stack()?;
        if self.depth > DEEPEST {
            return Err(self.vm.error(
                &crate::builtins::exceptions::RECURSION_ERROR,
                "maximum recursion depth exceeded during ast construction",
            ));
        }
        let kinds = self.kinds;
        let place = if kinds[wanted].placed {
            self.place(object, kinds[wanted].name)?
        } else {
            Place::default()
        };
        let Some(kind) = self.kind_of(object, wanted) else {
            let (name, got) = (kinds[wanted].name, self.vm.repr_text(object)?);
            return Err(self
                .vm
                .type_error(format!("expected some sort of {name}, but got {got}")));
        };
        let fields: PyResult<Vec<Value>> = kinds[kind]
            .fields
            .iter()
            .map(|field| self.field(object, &kinds[kind], field))
            .collect();
        self.depth -= 1;
        Ok(Node {
            kind,
            place,
            fields: fields?,
        })
    }

    fn kind_of(&self, object: &Ref, wanted: usize) -> Option<usize> {
        if !object.is_instance(&AST) {
            return None;
        }
        (wanted..self.kinds.len())
            .take_while(|&i| i == wanted || self.kinds[i].sum == Some(wanted))
            .filter(|&i| !self.kinds[i].is_sum)
            .find(|&i| {
                self.classes[i]
                    .as_type()
                    .is_some_and(|class| object.is_instance(class))
            })
    }

    fn attribute(&self, object: &Ref, name: &str) -> PyResult<Option<Ref>> {
        self.vm.get_attr_opt(object, &self.vm.intern_str(name))
    }

    fn int(&self, x: &Ref) -> PyResult<i64> {
        match x.as_int() {
            Some(i) => i
                .to_i64()
                .filter(|i| i32::try_from(*i).is_ok())
                .ok_or_else(|| {
                    self.vm
                        .overflow_error("Python int too large to convert to C int")
                }),
            None => {
                let got = self.vm.repr_text(x)?;
                Err(self.vm.value_error(format!("invalid integer value: {got}")))
            }
        }
    }

    fn place(&self, object: &Ref, kind: &str) -> PyResult<Place> {
        let required = |name: &str| match self.attribute(object, name)? {
            Some(x) => self.int(&x),
            None => Err(self
                .vm
                .type_error(format!("required field \"{name}\" missing from {kind}"))),
        };
        let (line, col) = (required("lineno")?, required("col_offset")?);
        let end = |name: &str, default: i64| match self.attribute(object, name)? {
            Some(x) if !x.is_none() => self.int(&x),
            _ => Ok(default),
        };
        let place = Place {
            line,
            col,
            end_line: end("end_lineno", line)?,
            end_col: end("end_col_offset", col)?,
        };
        self.check_place(place)?;
        Ok(place)
    }

    fn check_place(&self, at: Place) -> PyResult<()> {
        let Place {
            line,
            col,
            end_line,
            end_col,
        } = at;
        if line > end_line {
            return Err(self.vm.value_error(format!(
                "AST node line range ({line}, {end_line}) is not valid"
            )));
        }
        if line < 0 && end_line != line || col < 0 && col != end_col {
            return Err(self.vm.value_error(format!(
                "AST node column range ({col}, {end_col}) for line range ({line}, {end_line}) is not valid"
            )));
        }
        if line == end_line && col > end_col {
            return Err(self.vm.value_error(format!(
                "line {line}, column {col}-{end_col} is not a valid range"
            )));
        }
        Ok(())
    }

    fn field(&mut self, object: &Ref, kind: &Kind, field: &Field) -> PyResult<Value> {
        let (name, owner) = (field.name, kind.name);
        let found = self.attribute(object, name)?;
        if field.many {
            let Some(found) = found else {
                return Ok(Value::List(Vec::new()));
            };
            let Some(list) = found.downcast::<PyList>() else {
                let got = found.ty().name();
                return Err(self.vm.type_error(format!(
                    "{owner} field \"{name}\" must be a list, not a {got}"
                )));
            };
            let items: PyResult<Vec<Value>> = list
                .to_vec()
                .iter()
                .map(|item| self.value(item, field.ty))
                .collect();
            return items.map(Value::List);
        }
        match found {
            None if field.optional => Ok(Value::None),
            None => Err(self
                .vm
                .type_error(format!("required field \"{name}\" missing from {owner}"))),
            Some(x) if field.optional && x.is_none() => Ok(Value::None),
            Some(x) => match self.value(&x, field.ty)? {
                Value::None => Err(self
                    .vm
                    .value_error(format!("field '{name}' is required for {owner}"))),
                value => Ok(value),
            },
        }
    }

    fn value(&mut self, x: &Ref, ty: &str) -> PyResult<Value> {
        let vm = self.vm;
        match ty {
            "constant" => return self.literal(x).map(Value::Constant),
            "int" => return self.int(x).map(Value::Int),
            _ if x.is_none() => return Ok(Value::None),
            "identifier" => {
                return match x.as_str() {
                    Some(_) if x.is_exactly(&crate::builtins::str::STR) => {
                        Ok(Value::Name(vm.str_lossy(x).into()))
                    }
                    _ => Err(vm.type_error("AST identifier must be of type str")),
                };
            }
            "string" => {
                return match x.as_str() {
                    Some(s) => Ok(Value::Text(text(s.view()))),
                    None => Err(vm.type_error("AST string must be of type str")),
                };
            }
            _ => {}
        }
        let wanted = self.kinds.iter().position(|k| k.name == ty).unwrap_or(0);
        self.node(x, wanted).map(|n| Value::Node(Box::new(n)))
    }

    fn literal(&mut self, x: &Ref) -> PyResult<Literal> {
        self.vm.check_native_stack()?;
        let plain = |c: Constant| Ok(Literal::Plain(c));
        if x.is_none() {
            return plain(Constant::None);
        }
        if x.is_true() || x.is_false() {
            return plain(if x.is_true() {
                Constant::True
            } else {
                Constant::False
            });
        }
        if x.is_exactly(&crate::builtins::singletons::ELLIPSIS) {
            return plain(Constant::Ellipsis);
        }
        let ty = x.ty();
        if ty.has(type_flags::HEAP) {
            return self.no_literal(x);
        }
        if let Some(i) = x.as_int() {
            return plain(match i.to_i64() {
                Some(i) => Constant::Int(i),
                None => Constant::BigInt(Rc::new(i.as_big().into_owned())),
            });
        }
        if let Some(f) = x.as_float() {
            return plain(Constant::Float(f));
        }
        if let Some(s) = x.as_str() {
            return plain(Constant::Str {
                value: text(s.view()),
                u_prefix: false,
            });
        }
        if let Some(b) = x.downcast_exact::<PyBytes>() {
            return plain(Constant::Bytes(b.as_slice().into()));
        }
        if let Some(c) = x.downcast_exact::<PyComplex>() {
            return Ok(if c.real == 0.0 && !c.real.is_sign_negative() {
                Literal::Plain(Constant::Imaginary(c.imag))
            } else {
                Literal::Complex(c.real, c.imag)
            });
        }
        let items = if x.is_exactly(&tuple::TUPLE) {
            tuple::items(x).to_vec()
        } else if x.is_exactly(&set::FROZENSET) {
            self.vm.collect_items(x)?
        } else {
            return self.no_literal(x);
        };
        let items: PyResult<Vec<Literal>> = items.iter().map(|i| self.literal(i)).collect();
        Ok(if x.is_exactly(&tuple::TUPLE) {
            Literal::Tuple(items?)
        } else {
            Literal::FrozenSet(items?)
        })
    }

    fn no_literal(&self, x: &Ref) -> PyResult<Literal> {
        let got = x.ty().name();
        Err(self
            .vm
            .type_error(format!("got an invalid type in Constant: {got}")))
    }
}

fn text(view: StrView) -> Text {
    match view.to_utf8() {
        Ok(s) => Text::Utf8(s.into()),
        Err(_) => Text::CodePoints(view.iter().collect()),
    }
}
