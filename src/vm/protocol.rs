//! The object protocols: what `repr`, `==`, `hash`, `iter`, `x[i]`, `x.a` mean for any value.
//!
//! Builtins and native modules reach Python-level behaviour only through here and `call.rs`.
//! Invariant: every function may run arbitrary Python code, so no `Locked` may be held by a caller.
//! Next file to read: `operators.rs`.

use crate::builtins::exceptions as exc;
use crate::builtins::int::{Int, PyInt};
use crate::builtins::str::object::PyStr;
use crate::objects::context::Vm;
use crate::objects::refcount::{Exc, PyResult, Ref};
use crate::objects::types::{Type, type_flags};
use crate::syntax::ast::CompareOp;

impl Vm {
    /// `repr(x)`, a `str`.
    pub fn repr(&self, x: &Ref) -> PyResult {
        self.check_native_stack()?;
        let Some(f) = x.ty().slots().repr else {
            return Ok(self.new_str(&format!("<{} object at {:#x}>", x.ty().name(), x.id())));
        };
        let r = f(self, x)?;
        if r.as_str().is_none() {
            return Err(self.type_error(format!(
                "__repr__ returned non-string (type {})",
                r.ty().name()
            )));
        }
        Ok(r)
    }

    /// `str(x)`, a `str`.
    pub fn str(&self, x: &Ref) -> PyResult {
        if x.downcast_exact::<PyStr>().is_some() {
            return Ok(x.clone());
        }
        self.check_native_stack()?;
        let Some(f) = x.ty().slots().str else {
            return self.repr(x);
        };
        let r = f(self, x)?;
        if r.as_str().is_none() {
            return Err(self.type_error(format!(
                "__str__ returned non-string (type {})",
                r.ty().name()
            )));
        }
        Ok(r)
    }

    /// `repr(x)` as Rust text, for messages.
    pub fn repr_text(&self, x: &Ref) -> PyResult<String> {
        self.repr(x).map(|r| self.str_lossy(&r))
    }

    /// `str(x)` as Rust text, for messages.
    pub fn str_text(&self, x: &Ref) -> PyResult<String> {
        self.str(x).map(|r| self.str_lossy(&r))
    }

    /// `ascii(x)`.
    pub fn ascii(&self, x: &Ref) -> PyResult {
        let r = self.repr(x)?;
        match r.as_str() {
            Some(s) if s.as_ascii().is_none() => {
                Ok(self.str_from_buf(crate::builtins::str::escape::escape_non_ascii(s.view())))
            }
            _ => Ok(r),
        }
    }

    /// `hash(x)`.
    #[inline]
    pub fn hash(&self, x: &Ref) -> PyResult<i64> {
        if let Some(s) = x.downcast_exact::<PyStr>() {
            return Ok(s.hash(self));
        }
        if x.value().is_small_int() {
            return Ok(crate::objects::hash::hash_i64(x.value().as_small_int()));
        }
        self.hash_slow(x)
    }

    fn hash_slow(&self, x: &Ref) -> PyResult<i64> {
        match x.ty().slots().hash {
            Some(f) => f(self, x),
            None => Ok(crate::objects::hash::hash_pointer(x.id() as usize)),
        }
    }

    /// `x == y` as a truth value; identical objects are equal, as containers see it.
    #[inline]
    pub fn equal(&self, x: &Ref, y: &Ref) -> PyResult<bool> {
        if x.is(y) {
            return Ok(true);
        }
        self.compare_bool(x, y, CompareOp::Eq)
    }

    /// `x op y` as a truth value.
    pub fn compare_bool(&self, x: &Ref, y: &Ref, op: CompareOp) -> PyResult<bool> {
        let r = self.compare(x, y, op)?;
        self.is_true(&r)
    }

    /// `x op y` for the six ordering operators.
    pub fn compare(&self, x: &Ref, y: &Ref, op: CompareOp) -> PyResult {
        self.check_native_stack()?;
        let swapped = match op {
            CompareOp::Lt => CompareOp::Gt,
            CompareOp::LtE => CompareOp::GtE,
            CompareOp::Gt => CompareOp::Lt,
            CompareOp::GtE => CompareOp::LtE,
            other => other,
        };
        let (tx, ty) = (x.ty(), y.ty());
        let right_first =
            !std::ptr::eq(tx, ty) && ty.is_subtype(tx) && ty.slots().compare.is_some();
        if right_first && let Some(f) = ty.slots().compare {
            let r = f(self, y, x, swapped)?;
            if !r.is_not_implemented() {
                return Ok(r);
            }
        }
        if let Some(f) = tx.slots().compare {
            let r = f(self, x, y, op)?;
            if !r.is_not_implemented() {
                return Ok(r);
            }
        }
        if !right_first && let Some(f) = ty.slots().compare {
            let r = f(self, y, x, swapped)?;
            if !r.is_not_implemented() {
                return Ok(r);
            }
        }
        match op {
            CompareOp::Eq => Ok(Ref::bool(x.is(y))),
            CompareOp::NotEq => Ok(Ref::bool(!x.is(y))),
            _ => {
                let symbol = match op {
                    CompareOp::Lt => "<",
                    CompareOp::LtE => "<=",
                    CompareOp::Gt => ">",
                    _ => ">=",
                };
                Err(self.type_error(format!(
                    "'{symbol}' not supported between instances of '{}' and '{}'",
                    tx.name(),
                    ty.name()
                )))
            }
        }
    }

    /// `bool(x)`.
    #[inline]
    pub fn is_true(&self, x: &Ref) -> PyResult<bool> {
        if x.is_true() {
            return Ok(true);
        }
        if x.is_false() || x.is_none() {
            return Ok(false);
        }
        if x.value().is_small_int() {
            return Ok(x.value().as_small_int() != 0);
        }
        let slots = x.ty().slots();
        if let Some(f) = slots.bool {
            return f(self, x);
        }
        match slots.len {
            Some(f) => f(self, x).map(|n| n != 0),
            None => Ok(true),
        }
    }

    /// `len(x)`.
    pub fn len(&self, x: &Ref) -> PyResult<usize> {
        match x.ty().slots().len {
            Some(f) => f(self, x),
            None => {
                Err(self.type_error(format!("object of type '{}' has no len()", x.ty().name())))
            }
        }
    }

    /// `operator.length_hint(x, default)`.
    pub fn length_hint(&self, x: &Ref, default: usize) -> PyResult<usize> {
        if x.ty().slots().len.is_some() {
            return match self.len(x) {
                Err(e) if e.0.is_instance(&exc::TYPE_ERROR) => Ok(default),
                r => r,
            };
        }
        let Some(hint) = self.lookup_special(x, &self.names().__length_hint__)? else {
            return Ok(default);
        };
        let n = match self.call(&hint, &[]) {
            Err(e) if e.0.is_instance(&exc::TYPE_ERROR) => return Ok(default),
            r => r?,
        };
        if n.is_not_implemented() {
            return Ok(default);
        }
        let Some(i) = n.as_int() else {
            return Err(self.type_error(format!(
                "__length_hint__ must be an integer, not {}",
                n.ty().name()
            )));
        };
        if i.is_negative() {
            return Err(self.value_error("__length_hint__() should return >= 0".to_string()));
        }
        Ok(i.to_usize().unwrap_or(default))
    }

    /// `iter(x)`.
    pub fn iter(&self, x: &Ref) -> PyResult {
        let slots = x.ty().slots();
        if let Some(f) = slots.iter {
            let it = f(self, x)?;
            if it.ty().slots().next.is_none() {
                return Err(self.type_error(format!(
                    "iter() returned non-iterator of type '{}'",
                    it.ty().name()
                )));
            }
            return Ok(it);
        }
        if slots.getitem.is_some() && !x.ty().has(type_flags::DICT) && self.is_sequence(x) {
            return Ok(crate::builtins::iterators::new_sequence_iterator(
                self,
                x.clone(),
            ));
        }
        Err(self.type_error(format!("'{}' object is not iterable", x.ty().name())))
    }

    /// Whether `x[0]`, `x[1]`, ... may be tried: it has `__getitem__` and is no mapping of ours.
    pub fn is_sequence(&self, x: &Ref) -> bool {
        let ty = x.ty();
        ty.slots().getitem.is_some()
            && !ty.has(type_flags::DICT)
            && !ty.native_base().has(type_flags::MAPPING)
    }

    /// `next(it)`; `None` when exhausted.
    #[inline]
    pub fn next(&self, it: &Ref) -> PyResult<Option<Ref>> {
        match it.ty().slots().next {
            Some(f) => f(self, it),
            None => Err(self.type_error(format!("'{}' object is not an iterator", it.ty().name()))),
        }
    }

    /// All items of an iterable.
    pub fn collect_items(&self, iterable: &Ref) -> PyResult<Vec<Ref>> {
        if let Some(t) = iterable.downcast_exact::<crate::builtins::tuple::PyTuple>() {
            return self.copy_items(t.items());
        }
        if let Some(l) = iterable.downcast_exact::<crate::builtins::list::PyList>() {
            let room = l.len();
            let mut out = Vec::new();
            if out.try_reserve_exact(room).is_err() {
                return Err(self.memory_error());
            }
            l.items.with(|items| out.extend_from_slice(items));
            return Ok(out);
        }
        let mut out = Vec::new();
        self.for_each(iterable, |item| {
            if out.try_reserve(1).is_err() {
                return Err(self.memory_error());
            }
            out.push(item);
            Ok(())
        })?;
        Ok(out)
    }

    fn copy_items(&self, items: &[Ref]) -> PyResult<Vec<Ref>> {
        let mut out = Vec::new();
        if out.try_reserve_exact(items.len()).is_err() {
            return Err(self.memory_error());
        }
        out.extend_from_slice(items);
        Ok(out)
    }

    /// Runs `f` for every item of an iterable. Interrupts and thread switches can happen between items.
    pub fn for_each(&self, iterable: &Ref, f: impl FnMut(Ref) -> PyResult<()>) -> PyResult<()> {
        let it = self.iter(iterable)?;
        self.drain(&it, f)
    }

    /// As [`Vm::for_each`], for what `iter()` has answered already.
    pub fn drain(&self, it: &Ref, mut f: impl FnMut(Ref) -> PyResult<()>) -> PyResult<()> {
        let Some(next) = it.ty().slots().next else {
            return Err(self.type_error(format!("'{}' object is not an iterator", it.ty().name())));
        };
        let mut n = 0u32;
        while let Some(item) = next(self, it)? {
            f(item)?;
            n = n.wrapping_add(1);
            if n & 0xfff == 0 {
                self.check_signals()?;
            }
        }
        Ok(())
    }

    /// `item in container`.
    pub fn contains(&self, container: &Ref, item: &Ref) -> PyResult<bool> {
        if let Some(f) = container.ty().slots().contains {
            return f(self, container, item);
        }
        let slots = container.ty().slots();
        if slots.iter.is_none() && slots.getitem.is_none() {
            return Err(self.type_error(format!(
                "argument of type '{}' is not a container or iterable",
                container.ty().name()
            )));
        }
        let it = self.iter(container)?;
        while let Some(x) = self.next(&it)? {
            self.check_signals()?;
            if self.equal(&x, item)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// `x[key]`.
    pub fn get_item(&self, x: &Ref, key: &Ref) -> PyResult {
        if let Some(f) = x.ty().slots().getitem {
            return f(self, x, key);
        }
        if let Some(t) = x.as_type() {
            return crate::builtins::typeobject::class_getitem(self, x, t, key);
        }
        Err(self.type_error(format!("'{}' object is not subscriptable", x.ty().name())))
    }

    /// `x[key] = value`.
    pub fn set_item(&self, x: &Ref, key: &Ref, value: &Ref) -> PyResult<()> {
        match x.ty().slots().setitem {
            Some(f) => f(self, x, key, Some(value)),
            None => Err(self.type_error(format!(
                "'{}' object does not support item assignment",
                x.ty().name()
            ))),
        }
    }

    /// `del x[key]`.
    pub fn del_item(&self, x: &Ref, key: &Ref) -> PyResult<()> {
        match x.ty().slots().setitem {
            Some(f) => f(self, x, key, None),
            None => {
                let ty = x.ty();
                // Sequences, and all classes of scripts, are asked as sequences when the key is an index.
                let as_sequence = ty.slots().contains.is_some() || ty.has(type_flags::HEAP);
                let indexed = as_sequence && key.ty().slots().index.is_some();
                let verb = if indexed { "doesn't" } else { "does not" };
                Err(self.type_error(format!(
                    "'{}' object {verb} support item deletion",
                    ty.name()
                )))
            }
        }
    }

    /// `x.name`; `name` is a `str`, best an interned one.
    pub fn get_attr(&self, x: &Ref, name: &Ref) -> PyResult {
        match x.ty().slots().getattro {
            Some(f) => f(self, x, name).map_err(|e| e.about_attribute(x, name)),
            None => Err(self.attribute_error_for_name(x, name)),
        }
    }

    /// `x.name` for Rust text.
    pub fn get_attr_str(&self, x: &Ref, name: &str) -> PyResult {
        self.get_attr(x, &self.intern_str(name))
    }

    /// `getattr(x, name, None)`: `None` only for AttributeError.
    pub fn get_attr_opt(&self, x: &Ref, name: &Ref) -> PyResult<Option<Ref>> {
        let getattro = x.ty().slots().getattro.map_or(0, |f| f as usize);
        if getattro == crate::builtins::object::generic_get_attr as *const () as usize {
            return crate::builtins::object::generic_lookup(self, x, name);
        }
        if getattro == crate::builtins::typeobject::attributes::type_get_attr as *const () as usize
        {
            return crate::builtins::typeobject::attributes::type_lookup(self, x, name);
        }
        match self.get_attr(x, name) {
            Ok(v) => Ok(Some(v)),
            Err(e) if e.0.is_instance(&exc::ATTRIBUTE_ERROR) => Ok(None),
            Err(e) => Err(e),
        }
    }

    /// `x.name = value`.
    pub fn set_attr(&self, x: &Ref, name: &Ref, value: &Ref) -> PyResult<()> {
        self.set_or_del_attr(x, name, Some(value))
    }

    /// `del x.name`.
    pub fn del_attr(&self, x: &Ref, name: &Ref) -> PyResult<()> {
        self.set_or_del_attr(x, name, None)
    }

    fn set_or_del_attr(&self, x: &Ref, name: &Ref, value: Option<&Ref>) -> PyResult<()> {
        match x.ty().slots().setattro {
            Some(f) => f(self, x, name, value),
            None => Err(self.type_error(format!("'{}' object has no attributes", x.ty().name()))),
        }
    }

    /// Finds a special method on the type and binds it; `None` if there is none.
    pub fn lookup_special(&self, x: &Ref, name: &Ref) -> PyResult<Option<Ref>> {
        match x.ty().lookup(self, name) {
            Some(f) => self.bind(&f, x).map(Some),
            None => Ok(None),
        }
    }

    /// Binds what was found on the class of `x`: its `__get__`, if it has one.
    pub fn bind(&self, descriptor: &Ref, x: &Ref) -> PyResult {
        match descriptor.ty().slots().descr_get {
            Some(get) => get(self, descriptor, Some(x), &x.ty().to_ref()),
            None => Ok(descriptor.clone()),
        }
    }

    /// Calls a special method found on the type, without binding when it is a plain function.
    /// `None` if there is none.
    pub fn call_special(&self, x: &Ref, name: &Ref, args: &[Ref]) -> PyResult<Option<Ref>> {
        let Some(f) = x.ty().lookup(self, name) else {
            return Ok(None);
        };
        self.call_found_method(&f, x, args).map(Some)
    }

    /// Calls what was found on the class of `x` as a method of `x`.
    pub fn call_found_method(&self, f: &Ref, x: &Ref, args: &[Ref]) -> PyResult {
        if f.ty().has(type_flags::METHOD_DESCRIPTOR) {
            let mut all = Vec::with_capacity(args.len() + 1);
            all.push(x.clone());
            all.extend_from_slice(args);
            return self.call(f, &all);
        }
        let bound = self.bind(f, x)?;
        self.call(&bound, args)
    }

    /// `x.name(*args)`.
    pub fn call_method(&self, x: &Ref, name: &Ref, args: &[Ref]) -> PyResult {
        let f = self.get_attr(x, name)?;
        self.call(&f, args)
    }

    /// `x.name(*args)` for Rust text.
    pub fn call_method_str(&self, x: &Ref, name: &str, args: &[Ref]) -> PyResult {
        self.call_method(x, &self.intern_str(name), args)
    }

    /// `operator.index(x)`: an `int`.
    pub fn index(&self, x: &Ref) -> PyResult {
        if x.as_int().is_some() {
            return Ok(x.clone());
        }
        match x.ty().slots().index {
            Some(f) => {
                let r = f(self, x)?;
                if r.as_int().is_none() {
                    return Err(self.type_error(format!(
                        "__index__ returned non-int (type {})",
                        r.ty().name()
                    )));
                }
                if !r.is_exactly(&crate::builtins::int::INT) {
                    self.warn_strict_subclass("__index__ returned non-int", &r, "int")?;
                }
                Ok(r)
            }
            None => Err(self.type_error(format!(
                "'{}' object cannot be interpreted as an integer",
                x.ty().name()
            ))),
        }
    }

    /// Warns that a conversion method answered an instance of a subclass of the type it should.
    #[cold]
    pub fn warn_strict_subclass(&self, what: &str, answer: &Ref, wanted: &str) -> PyResult<()> {
        let got = answer.ty().name();
        let text = format!(
            "{what} (type {got}).  The ability to return an instance of a strict subclass of \
             {wanted} is deprecated, and may be removed in a future version of Python."
        );
        self.warn(&exc::DEPRECATION_WARNING, &text, 1)
    }

    /// `operator.index(x)` as an `i64`; too large is OverflowError naming `what`.
    pub fn index_i64(&self, x: &Ref) -> PyResult<i64> {
        if x.value().is_small_int() {
            return Ok(x.value().as_small_int());
        }
        let i = self.index(x)?;
        i.as_int().and_then(|i| i.to_i64()).ok_or_else(|| {
            self.overflow_error("Python int too large to convert to C long".to_string())
        })
    }

    /// An index argument as `isize`; too large is IndexError as for sequences.
    pub fn index_isize(&self, x: &Ref) -> PyResult<isize> {
        if x.value().is_small_int() {
            return Ok(x.value().as_small_int() as isize);
        }
        let i = self.index(x)?;
        i.as_int()
            .and_then(|i| i.to_i64())
            .map(|i| i as isize)
            .ok_or_else(|| {
                self.error(
                    &exc::INDEX_ERROR,
                    format!("cannot fit '{}' into an index-sized integer", x.ty().name()),
                )
            })
    }

    /// An int from any Rust integer that fits 64 bits.
    #[inline]
    pub fn int(&self, i: i64) -> Ref {
        match crate::objects::value::Value::try_int(i) {
            Some(_) => Ref::small_int(i),
            None => self.int_from(Int::Small(i)),
        }
    }

    /// An int from an unsigned size.
    pub fn uint(&self, i: u64) -> Ref {
        match i64::try_from(i) {
            Ok(i) => self.int(i),
            Err(_) => self.int_from(Int::from_u128(i as u128)),
        }
    }

    /// Whether `x` is an instance of `cls`, asking `__instancecheck__`.
    pub fn is_instance_of(&self, x: &Ref, cls: &Ref) -> PyResult<bool> {
        crate::builtins::typeobject::is_instance(self, x, cls)
    }

    /// Whether `x` is a subclass of `cls`, asking `__subclasscheck__`.
    pub fn is_subclass_of(&self, x: &Ref, cls: &Ref) -> PyResult<bool> {
        crate::builtins::typeobject::is_subclass(self, x, cls)
    }

    /// `format(x, spec)`.
    pub fn format(&self, x: &Ref, spec: &Ref) -> PyResult {
        if let Some(spec) = spec.as_str()
            && let Some(r) = crate::builtins::str::format::format_builtin(self, x, spec.view())
        {
            return r;
        }
        match self.call_special(x, &self.names().__format__, std::slice::from_ref(spec))? {
            Some(r) if r.as_str().is_some() => Ok(r),
            Some(r) => Err(self.type_error(format!(
                "__format__ must return a str, not {}",
                r.ty().name()
            ))),
            None => {
                Err(self.type_error(format!("Type {} doesn't define __format__", x.ty().name())))
            }
        }
    }

    /// Runs `f` unless `x` is being represented already (a container that holds itself).
    pub fn repr_guard(&self, x: &Ref, f: impl FnOnce() -> PyResult) -> PyResult<Option<Ref>> {
        let id = x.id() as usize;
        if !self.repr_active.borrow_mut().insert(id) {
            return Ok(None);
        }
        let r = f();
        self.repr_active.borrow_mut().remove(&id);
        r.map(Some)
    }

    /// An error unless there is machine stack left for native recursion.
    #[inline]
    pub fn check_native_stack(&self) -> PyResult<()> {
        let marker = 0u8;
        if (&raw const marker) as usize > self.native_stack_limit.get() {
            Ok(())
        } else {
            Err(self.recursion_error())
        }
    }

    #[cold]
    fn recursion_error(&self) -> Exc {
        let limit = self.native_stack_limit.get();
        // Room to make and handle the exception itself.
        self.native_stack_limit.set(limit.saturating_sub(64 * 1024));
        let e = self.error(
            &exc::RECURSION_ERROR,
            "maximum recursion depth exceeded".to_string(),
        );
        self.native_stack_limit.set(limit);
        e
    }
}

impl Ref {
    /// The integer, if this is an `int` (or `bool`, or an instance of a subclass). Immediates are copied.
    #[inline]
    pub fn as_int(&self) -> Option<std::borrow::Cow<'_, Int>> {
        if self.value().is_small_int() {
            return Some(std::borrow::Cow::Owned(Int::Small(
                self.value().as_small_int(),
            )));
        }
        if self.ty().has(type_flags::INT) {
            return self
                .downcast::<PyInt>()
                .map(|i| std::borrow::Cow::Borrowed(&i.value));
        }
        None
    }

    /// The integer, if it is one that fits 64 bits.
    #[inline]
    pub fn as_i64(&self) -> Option<i64> {
        if self.value().is_small_int() {
            Some(self.value().as_small_int())
        } else {
            self.as_int()?.to_i64()
        }
    }
}

/// Whether a type's instances can be hashed.
pub fn is_hashable(ty: &Type) -> bool {
    ty.slots().hash.is_none_or(|f| {
        f as usize != crate::builtins::object::hash_not_implemented as *const () as usize
    })
}
