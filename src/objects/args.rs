//! Calling native functions: what a call passes, and how a signature string binds it.
//!
//! A native function's row carries a signature in Python's own syntax (`"self, index=-1, /"`). It
//! is parsed once, on the first call that needs it, and drives argument binding, the errors of
//! wrong calls, and `help()`. The function then gets one slot for each parameter; a parameter that
//! was not given is NULL (`arg.opt()` is `None`).
//!
//! Invariant: `Args::values` holds the positional arguments, then one for each name in `kwnames`.
//! Next file to read: `../builtins/list/mod.rs` for a type that uses it.

use super::context::Vm;
use super::refcount::{Exc, PyResult, Ref};

/// The arguments of a call, borrowed from the caller.
#[derive(Clone, Copy)]
pub struct Args<'a> {
    /// Positional arguments, then keyword values.
    pub values: &'a [Ref],
    /// Names (`str`) of the last `kwnames.len()` values.
    pub kwnames: &'a [Ref],
}

impl<'a> Args<'a> {
    /// No arguments.
    pub const EMPTY: Args<'static> = Args {
        values: &[],
        kwnames: &[],
    };

    /// Positional arguments only.
    #[inline(always)]
    pub fn positional(values: &'a [Ref]) -> Args<'a> {
        Args {
            values,
            kwnames: &[],
        }
    }

    /// How many are positional.
    #[inline(always)]
    pub fn positional_count(&self) -> usize {
        self.values.len() - self.kwnames.len()
    }

    /// The positional ones.
    #[inline(always)]
    pub fn pos(&self) -> &'a [Ref] {
        &self.values[..self.positional_count()]
    }

    /// Names and values of the keyword arguments.
    pub fn keywords(&self) -> impl Iterator<Item = (&'a Ref, &'a Ref)> + use<'a> {
        self.kwnames
            .iter()
            .zip(&self.values[self.positional_count()..])
    }

    /// The same without the first positional argument.
    #[inline(always)]
    pub fn rest(&self) -> Args<'a> {
        Args {
            values: &self.values[1..],
            kwnames: self.kwnames,
        }
    }
}

/// A native function: one bound slot for each parameter of its signature.
pub type NativeFn = fn(&Vm, &[Ref]) -> PyResult;

/// How a method is bound when it is looked up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MethodKind {
    /// On an instance.
    Instance,
    /// On the class.
    Class,
    /// Not at all.
    Static,
    /// A function of a module.
    Function,
}

/// A row of a method table or of a module's function table.
pub struct MethodDef {
    /// The name scripts use.
    pub name: &'static str,
    /// What runs.
    pub func: NativeFn,
    /// Its parameters, in Python's syntax.
    pub signature: &'static str,
    /// One line for `help()`; ends with a dot.
    pub doc: &'static str,
    /// How it binds.
    pub kind: MethodKind,
}

/// A row for an instance method; the signature starts with `self`.
pub const fn method(
    name: &'static str,
    func: NativeFn,
    signature: &'static str,
    doc: &'static str,
) -> MethodDef {
    MethodDef {
        name,
        func,
        signature,
        doc,
        kind: MethodKind::Instance,
    }
}

/// A row for a class method; the signature starts with `cls`.
pub const fn classmethod(
    name: &'static str,
    func: NativeFn,
    signature: &'static str,
    doc: &'static str,
) -> MethodDef {
    MethodDef {
        name,
        func,
        signature,
        doc,
        kind: MethodKind::Class,
    }
}

/// A row for a static method.
pub const fn staticmethod(
    name: &'static str,
    func: NativeFn,
    signature: &'static str,
    doc: &'static str,
) -> MethodDef {
    MethodDef {
        name,
        func,
        signature,
        doc,
        kind: MethodKind::Static,
    }
}

/// A row for a function of a module.
pub const fn function(
    name: &'static str,
    func: NativeFn,
    signature: &'static str,
    doc: &'static str,
) -> MethodDef {
    MethodDef {
        name,
        func,
        signature,
        doc,
        kind: MethodKind::Function,
    }
}

/// One parameter of a [`Signature`].
#[derive(Debug)]
pub struct Param {
    /// Its name.
    pub name: &'static str,
    /// The text of its default, for `help()`.
    pub default: Option<&'static str>,
}

/// A parsed signature.
#[derive(Debug, Default)]
pub struct Signature {
    /// Positional and keyword-only parameters, in order.
    pub params: Vec<Param>,
    /// How many of them can't be passed by name.
    pub positional_only: usize,
    /// How many can be passed by position.
    pub positional: usize,
    /// How many positional ones have no default (they come first).
    pub required: usize,
    /// The name of `*args`.
    pub var_positional: Option<&'static str>,
    /// The name of `**kwargs`.
    pub var_keyword: Option<&'static str>,
    /// Whether positional arguments alone can bind by filling slots: no `*args` and the like, no
    /// required keyword, and few parameters.
    pub simple: bool,
}

/// Most parameters of a signature whose slots are kept on the machine stack.
const FEW: usize = 8;

/// Splits at commas outside brackets and quotes.
fn split_params(text: &'static str) -> impl Iterator<Item = &'static str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (mut depth, mut quote) = (0, None);
        let mut end = rest.len();
        for (i, c) in rest.char_indices() {
            match (quote, c) {
                (Some(q), c) if q == c => quote = None,
                (Some(_), _) => {}
                (None, '\'' | '"') => quote = Some(c),
                (None, '(' | '[' | '{') => depth += 1,
                (None, ')' | ']' | '}') => depth -= 1,
                (None, ',') if depth == 0 => {
                    end = i;
                    break;
                }
                _ => {}
            }
        }
        let part = rest[..end].trim();
        rest = rest.get(end + 1..).unwrap_or("").trim_start();
        Some(part)
    })
}

impl Signature {
    /// Parses a signature string; the tables are trusted to be well formed.
    pub fn parse(text: &'static str) -> Signature {
        let mut sig = Signature::default();
        let mut keyword_only = false;
        for part in split_params(text) {
            if part == "/" {
                sig.positional_only = sig.params.len();
            } else if part == "*" {
                keyword_only = true;
            } else if let Some(name) = part.strip_prefix("**") {
                sig.var_keyword = Some(name);
            } else if let Some(name) = part.strip_prefix('*') {
                sig.var_positional = Some(name);
                keyword_only = true;
            } else {
                let (name, default) = match part.split_once('=') {
                    Some((n, d)) => (n.trim(), Some(d.trim())),
                    None => (part, None),
                };
                if !keyword_only {
                    sig.positional += 1;
                    if default.is_none() {
                        sig.required = sig.positional;
                    }
                }
                sig.params.push(Param { name, default });
            }
        }
        let optional = sig
            .params
            .iter()
            .skip(sig.positional)
            .all(|p| p.default.is_some());
        sig.simple = sig.is_plain() && optional && sig.params.len() <= FEW;
        sig
    }

    /// Whether positional arguments alone, this many of them, bind without more ado.
    #[inline(always)]
    pub fn fits(&self, count: usize) -> bool {
        count == self.positional && count == self.params.len() && self.is_plain()
    }

    #[inline(always)]
    fn is_plain(&self) -> bool {
        self.var_positional.is_none() && self.var_keyword.is_none()
    }

    /// Whether any parameter can be passed by name.
    pub fn takes_keywords(&self) -> bool {
        self.positional_only < self.params.len() || self.var_keyword.is_some()
    }

    /// How many slots a bound call has.
    pub fn slot_count(&self) -> usize {
        self.params.len()
            + self.var_positional.is_some() as usize
            + self.var_keyword.is_some() as usize
    }
}

/// Names the function in errors.
#[derive(Clone, Copy)]
pub struct Callee<'a> {
    /// The bare name: `pop`.
    pub name: &'a str,
    /// The name with its type or module: `list.pop`, `time.sleep`. Only errors of functions that take
    /// no keywords use it.
    pub qualname: &'a str,
    /// Whether the first parameter is `self`, which errors don't count.
    pub has_self: bool,
}

/// Calls `func` with `first` (unless NULL) and `values`, if these positional arguments bind without
/// an error and without a tuple or dict to make.
#[inline]
pub fn call_positional(
    vm: &Vm,
    sig: &Signature,
    func: NativeFn,
    first: &Ref,
    values: &[Ref],
) -> Option<PyResult> {
    let lead = !first.is_null() as usize;
    let given = values.len() + lead;
    if !sig.simple || given < sig.required || given > sig.positional {
        return None;
    }
    if lead == 0 && given == sig.params.len() {
        return Some(func(vm, values));
    }
    let mut slots = [const { Ref::NULL }; FEW];
    if lead == 1 {
        slots[0] = first.clone();
    }
    for (slot, value) in slots[lead..].iter_mut().zip(values) {
        *slot = value.clone();
    }
    Some(func(vm, &slots[..sig.params.len()]))
}

/// Binds `args` to `sig` and calls `func` with one slot for each parameter.
pub fn call_native(
    vm: &Vm,
    sig: &Signature,
    callee: Callee,
    func: NativeFn,
    args: Args,
) -> PyResult {
    if args.kwnames.is_empty() && sig.fits(args.values.len()) {
        return func(vm, args.values);
    }
    let count = sig.slot_count();
    if count <= 8 {
        let mut slots = [const { Ref::NULL }; 8];
        bind(vm, sig, callee, args, &mut slots[..count])?;
        func(vm, &slots[..count])
    } else {
        let mut slots: Vec<Ref> = (0..count).map(|_| Ref::NULL).collect();
        bind(vm, sig, callee, args, &mut slots)?;
        func(vm, &slots)
    }
}

/// Binds `args` to `sig`, filling `slots` in the order: parameters, `*args`, `**kwargs`.
pub fn bind(
    vm: &Vm,
    sig: &Signature,
    callee: Callee,
    args: Args,
    slots: &mut [Ref],
) -> PyResult<()> {
    let pos = args.pos();
    check_counts(vm, sig, callee, args)?;
    let taken = pos.len().min(sig.positional);
    for (slot, value) in slots.iter_mut().zip(&pos[..taken]) {
        *slot = value.clone();
    }
    let mut next = sig.params.len();
    if sig.var_positional.is_some() {
        slots[next] = vm.new_tuple(pos[taken..].to_vec());
        next += 1;
    }
    let mut extra = Vec::new();
    let mut unexpected = None;
    for (name, value) in args.keywords() {
        let text = vm.str_lossy(name);
        let found = sig
            .params
            .iter()
            .skip(sig.positional_only)
            .position(|p| p.name == text);
        match found.map(|i| i + sig.positional_only) {
            Some(i) if !slots[i].is_null() => {
                let (q, n) = (callee.name, i + 1 - callee.has_self as usize);
                return Err(vm.type_error(format!(
                    "argument for {q}() given by name ('{text}') and position ({n})"
                )));
            }
            Some(i) => slots[i] = value.clone(),
            None if sig.var_keyword.is_some() => extra.push((name.clone(), value.clone())),
            None => unexpected = unexpected.or(Some(text)),
        }
    }
    for (i, p) in sig.params.iter().enumerate() {
        if slots[i].is_null() && p.default.is_none() {
            let (q, n) = (callee.name, p.name);
            let at = i + 1 - callee.has_self as usize;
            return Err(vm.type_error(format!("{q}() missing required argument '{n}' (pos {at})")));
        }
    }
    if let Some(text) = unexpected {
        return Err(unexpected_keyword(vm, sig, callee.name, &text));
    }
    if sig.var_keyword.is_some() {
        slots[next] = vm.dict_from_pairs(extra)?;
    }
    Ok(())
}

/// The error of a keyword argument that no parameter takes.
#[cold]
fn unexpected_keyword(vm: &Vm, sig: &Signature, name: &str, text: &str) -> Exc {
    let (positional_only, others) = sig.params.split_at(sig.positional_only);
    if positional_only.iter().any(|p| p.name == text) {
        return vm.type_error(format!(
            "{name}() got some positional-only arguments passed as keyword arguments: '{text}'"
        ));
    }
    let meant = crate::vm::traceback::suggest::nearest(others.iter().map(|p| p.name), text);
    let hint = meant.map_or_else(String::new, |m| format!(". Did you mean '{m}'?"));
    vm.type_error(format!(
        "{name}() got an unexpected keyword argument '{text}'{hint}"
    ))
}

fn plural(n: usize) -> &'static str {
    if n == 1 { "" } else { "s" }
}

/// The errors of a wrong number of positional arguments, worded by the shape of the signature.
fn check_counts(vm: &Vm, sig: &Signature, callee: Callee, args: Args) -> PyResult<()> {
    let me = callee.has_self as usize;
    let given = args.positional_count().saturating_sub(me);
    let (max, min) = (sig.positional - me, sig.required.saturating_sub(me));
    let (name, qual) = (callee.name, callee.qualname);
    if !sig.takes_keywords() && !args.kwnames.is_empty() {
        return Err(vm.type_error(format!("{qual}() takes no keyword arguments")));
    }
    if args.positional_count() < me {
        return Err(vm.type_error(format!("unbound method {qual}() needs an argument")));
    }
    if sig.var_positional.is_some() {
        if given < min && sig.positional_only == sig.params.len() {
            let s = plural(min);
            return Err(vm.type_error(format!(
                "{name} expected at least {min} argument{s}, got {given}"
            )));
        }
        return Ok(());
    }
    if !sig.takes_keywords() {
        if given >= min && given <= max {
            return Ok(());
        }
        return Err(vm.type_error(if max == 0 {
            format!("{qual}() takes no arguments ({given} given)")
        } else if max == 1 && min == 1 {
            format!("{qual}() takes exactly one argument ({given} given)")
        } else {
            let (bound, word) = if min == max {
                (min, "")
            } else if given < min {
                (min, "at least ")
            } else {
                (max, "at most ")
            };
            format!(
                "{name} expected {word}{bound} argument{}, got {given}",
                plural(bound)
            )
        }));
    }
    if given != 1 && callee.name == "sorted" {
        // The one function that counts by hand and hands its keywords on.
        return Err(vm.type_error(format!("sorted expected 1 argument, got {given}")));
    }
    let total = sig.params.len() - me;
    let word = |fixed: bool| if fixed { "exactly" } else { "at most" };
    let all = given + args.kwnames.len();
    if all > total && sig.var_keyword.is_none() {
        let keyword = if given == 0 { "keyword " } else { "" };
        let word = word(min == total);
        let s = plural(total);
        return Err(vm.type_error(format!(
            "{name}() takes {word} {total} {keyword}argument{s} ({all} given)"
        )));
    }
    if given > max {
        return Err(vm.type_error(if max == 0 {
            format!("{name}() takes no positional arguments")
        } else {
            let word = word(min == max);
            format!(
                "{name}() takes {word} {max} positional argument{} ({given} given)",
                plural(max)
            )
        }));
    }
    let posonly = sig.required.min(sig.positional_only).saturating_sub(me);
    if given < posonly {
        let word = if posonly < max { "at least" } else { "exactly" };
        return Err(vm.type_error(format!(
            "{name}() takes {word} {posonly} positional argument{} ({given} given)",
            plural(posonly)
        )));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_parse() {
        let s = Signature::parse("self, index=-1, /");
        assert_eq!(
            (s.params.len(), s.positional_only, s.positional, s.required),
            (2, 2, 2, 1)
        );
        assert!(!s.takes_keywords());
        let s = Signature::parse("iterable, /, *, key=None, reverse=False");
        assert_eq!(
            (s.params.len(), s.positional_only, s.positional, s.required),
            (3, 1, 1, 1)
        );
        let s = Signature::parse("*args, sep=', ', end='\\n', **kw");
        assert_eq!(
            (s.var_positional, s.var_keyword, s.params.len()),
            (Some("args"), Some("kw"), 2)
        );
        assert_eq!(s.params[0].default, Some("', '"));
        assert_eq!(Signature::parse("").slot_count(), 0);
    }
}
