//! Calling from native code, and binding the arguments of Python functions.
//!
//! Invariant: the words an ENTRY frame borrows from its native caller stay alive until `run`
//! returns, because the caller holds them.
//!
//! Why this is sound:
//! 1. Words written above the top of the stack lie below `limit`, which is checked first.
//! 2. Arguments that are handed over own their counts; borrowed ones are held by the caller until
//!    the call returns.
//!
//! Next file to read: `eval.rs`.

use super::frame::{FRAME_WORDS, Frame, frame_flags};
use super::ops::drop_stack;
use crate::builtins::code::PyCode;
use crate::builtins::dict::{PyDict, same_key};
use crate::builtins::function::{
    PyBuiltinFunction, PyFunction, PyMethod, PyMethodDescriptor, callee,
};
use crate::builtins::tuple::items;
use crate::bytecode::code::flags as co;
use crate::objects::args::{Args, call_native, call_positional};
use crate::objects::context::Vm;
use crate::objects::dict::Probe;
use crate::objects::header::flags;
use crate::objects::refcount::{Exc, PyResult, Ref};
use crate::objects::value::Value;
use std::mem::MaybeUninit;

impl Vm {
    /// `f(*args)`
    #[inline]
    pub fn call(&self, f: &Ref, args: &[Ref]) -> PyResult {
        self.call_args(f, Args::positional(args))
    }

    /// `f(arg)`
    #[inline]
    pub fn call_one(&self, f: &Ref, arg: &Ref) -> PyResult {
        self.call_args(f, Args::positional(std::slice::from_ref(arg)))
    }

    /// `f(...)` with keyword arguments.
    pub fn call_args(&self, f: &Ref, args: Args) -> PyResult {
        if let Some(p) = f.downcast_exact::<PyFunction>() {
            return self.call_function(f, p, args);
        }
        match f.ty().slots().call {
            Some(call) => {
                self.check_native_stack()?;
                call(self, f, args)
            }
            None => Err(self.type_error(format!("'{}' object is not callable", f.ty().name()))),
        }
    }

    /// Where the next frame called from native code starts.
    fn native_base(&self) -> *mut Value {
        let fp = self.frame.get();
        // SAFETY: a running frame's saved `sp` is above everything in use.
        if fp.is_null() {
            self.stack.top.get()
        } else {
            unsafe { (*fp).sp }
        }
    }

    fn call_function(&self, f: &Ref, p: &PyFunction, args: Args) -> PyResult {
        self.check_native_stack()?;
        let base = self.native_base();
        let count = args.values.len();
        // SAFETY: room is checked before the words are written above the frame in use; they are
        // borrowed from the caller, who holds them until `run` returns.
        unsafe {
            if base.add(count + 64) >= self.stack.limit.get() {
                self.no_more_frames(false);
                return Err(self.take_raised());
            }
            *base = f.value().borrowed();
            *base.add(1) = Value::NULL;
            for (i, v) in args.values.iter().enumerate() {
                *base.add(2 + i) = v.value().borrowed();
            }
            let pos = args.positional_count();
            match enter_function(
                self,
                p,
                base,
                base.add(2),
                pos,
                args.kwnames,
                frame_flags::ENTRY,
            ) {
                Some(fp) => self.run(fp),
                None => Err(self.take_raised()),
            }
        }
    }

    /// Runs a function's code with this mapping as its names: module and class bodies, `exec`.
    pub fn run_body(&self, f: &Ref, names: &Ref) -> PyResult {
        self.check_native_stack()?;
        let Some(p) = f.downcast::<PyFunction>() else {
            return Err(self.type_error("expected a function".to_string()));
        };
        let (flags, params) = p.code.with(|c| (c.flags, c.param_count));
        if params != 0 || flags & crate::bytecode::code::flags::OPTIMIZED != 0 {
            // A function's code handed to `exec` is no body: its arguments are bound, or missing.
            return self.call(f, &[]);
        }
        let base = self.native_base();
        // SAFETY: as `call_function`.
        unsafe {
            if base.add(64) >= self.stack.limit.get() {
                self.no_more_frames(false);
                return Err(self.take_raised());
            }
            *base = f.value().borrowed();
            *base.add(1) = Value::NULL;
            match self.push_frame(p, base, base.add(2), 0, frame_flags::ENTRY) {
                Some(fp) => {
                    (*fp).names = names.clone().into_value();
                    self.run(fp)
                }
                None => Err(self.take_raised()),
            }
        }
    }

    /// Raises for a call that found no room: the recursion limit, or the region's end.
    #[cold]
    #[inline(never)]
    pub(crate) fn no_more_frames(&self, _limit: bool) {
        let left = self.recursion_left.get();
        // Room to make the exception and, if it is handled, to go on a little.
        self.recursion_left.set(left.max(0) + 50);
        let e = self.error(
            &crate::builtins::exceptions::RECURSION_ERROR,
            "maximum recursion depth exceeded".to_string(),
        );
        self.recursion_left.set(left);
        self.set_raised(e);
    }
}

/// Pushes a frame for `f` called with `npos` positional words from `first` on and one more for
/// each of `kwnames`. It takes the words over: on failure they have been dropped.
///
/// # Safety
/// The words are the top of the stack and `base` receives the result.
pub(crate) unsafe fn enter_function(
    vm: &Vm,
    f: &PyFunction,
    base: *mut Value,
    first: *mut Value,
    npos: usize,
    kwnames: &[Ref],
    flags: u32,
) -> Option<*mut Frame> {
    // SAFETY: as the caller vouches.
    unsafe {
        let code = &**f.code.as_ptr();
        let count = npos + kwnames.len();
        if first.add(code.local_count as usize + code.stack_size as usize + count + FRAME_WORDS + 8)
            >= vm.stack.limit.get()
        {
            drop_stack(first, first.add(count));
            vm.no_more_frames(false);
            return None;
        }
        let mut filled = count;
        if !(code.simple_args && kwnames.is_empty() && npos == code.arg_count as usize) {
            let simple = code.simple_args && kwnames.is_empty() && npos < code.arg_count as usize;
            let bound = simple && fill_defaults(f, code, first, npos)
                || bind_in_place(vm, f, code, first, npos, kwnames);
            if !bound {
                let given: Vec<Ref> = (0..count)
                    .map(|i| {
                        Ref::from_value(std::mem::replace(&mut *first.add(i), Value::NULL).owned())
                    })
                    .collect();
                match bind(vm, f, code, given, npos, kwnames) {
                    Ok(slots) => {
                        for (i, v) in slots.into_iter().enumerate() {
                            *first.add(i) = v.into_value();
                        }
                    }
                    Err(e) => {
                        vm.set_raised(e);
                        return None;
                    }
                }
            }
            filled = code.param_count as usize;
        }
        let fp = vm.push_frame(f, base, first, filled, flags);
        if fp.is_none() {
            drop_stack(first, first.add(filled));
        }
        fp
    }
}

/// Fills missing positional parameters from the defaults alone; false if they don't suffice.
unsafe fn fill_defaults(f: &PyFunction, code: &PyCode, first: *mut Value, npos: usize) -> bool {
    f.parts.with(|p| {
        let defaults = items(&p.defaults);
        let missing = code.arg_count as usize - npos;
        if missing > defaults.len() {
            return false;
        }
        for (i, d) in defaults[defaults.len() - missing..].iter().enumerate() {
            // SAFETY: the caller checked the room.
            unsafe { *first.add(npos + i) = d.clone().into_value() };
        }
        true
    })
}

/// Most keyword arguments and keyword-only parameters that [`bind_in_place`] takes on.
const FEW: usize = 16;

/// Distributes arguments to parameters where they lie, if there is nothing unusual about the call;
/// false, with nothing changed, if [`bind`] must look closer (and raise, most likely).
///
/// # Safety
/// As [`enter_function`]; there is room for all locals.
unsafe fn bind_in_place(
    vm: &Vm,
    f: &PyFunction,
    code: &PyCode,
    first: *mut Value,
    npos: usize,
    kwnames: &[Ref],
) -> bool {
    let (argc, kwonly) = (code.arg_count as usize, code.kwonly_count as usize);
    let star = argc + kwonly;
    let has_star = code.flags & co::VARARGS != 0;
    let has_kwargs = code.flags & co::VARKEYWORDS != 0;
    let taken = npos.min(argc);
    if npos > argc && !has_star || kwnames.len() > FEW || kwonly > FEW || star > 63 {
        return false;
    }
    // Where each keyword goes; `star` for those that only `**kwargs` takes.
    let mut places = [star as u8; FEW];
    let mut given: u64 = (1u64 << taken) - 1;
    if !kwnames.is_empty() {
        let posonly = code.code.posonlyargcount as usize;
        for (place, name) in places.iter_mut().zip(kwnames) {
            let names = &code.local_names[posonly..star];
            match names.iter().position(|n| n.is(name)) {
                Some(i) => {
                    *place = (posonly + i) as u8;
                    let bit = 1 << *place;
                    if given & bit != 0 {
                        return false;
                    }
                    given |= bit;
                }
                None if has_kwargs && name.header().is_some_and(|h| h.has(flags::INTERNED)) => {}
                None => return false,
            }
        }
    }
    let (defaults, kwdefaults) = f.parts.with(|p| (p.defaults.clone(), p.kwdefaults.clone()));
    let defaults = items(&defaults);
    let required = argc - defaults.len().min(argc);
    if !given & ((1u64 << required) - 1) != 0 {
        return false;
    }
    // The entries of the defaults that keyword-only parameters take.
    let mut entries = [0u32; FEW];
    for i in argc..star {
        if given >> i & 1 == 0 {
            match default_entry(vm, &kwdefaults, &code.local_names[i]) {
                Some(e) => entries[i - argc] = e as u32,
                None => return false,
            }
        }
    }
    // SAFETY: as the caller vouches. From here on nothing fails, and no Python code runs.
    unsafe {
        let mut named = [const { MaybeUninit::<Value>::uninit() }; FEW];
        for (i, v) in named[..kwnames.len()].iter_mut().enumerate() {
            v.write(*first.add(npos + i));
        }
        if has_star {
            let rest = vm.tuple_from_words(first.add(taken), npos - taken);
            *first.add(star) = rest.into_value();
        }
        for i in taken..star {
            *first.add(i) = Value::NULL;
        }
        if has_kwargs {
            let dict = vm.new_dict();
            if let Some(d) = dict.downcast::<PyDict>() {
                for (i, name) in kwnames.iter().enumerate() {
                    if places[i] as usize == star {
                        let value = Ref::from_value(named[i].assume_init().owned());
                        // An interned string goes in unless there is no memory for a small table.
                        drop(d.insert(vm, name.clone(), value));
                    }
                }
            }
            *first.add(star + has_star as usize) = dict.into_value();
        }
        for (i, v) in named[..kwnames.len()].iter().enumerate() {
            if (places[i] as usize) < star {
                *first.add(places[i] as usize) = v.assume_init();
            }
        }
        for i in taken..argc {
            if given >> i & 1 == 0 {
                let default = &defaults[i + defaults.len() - argc];
                *first.add(i) = default.clone().into_value();
            }
        }
        for i in argc..star {
            if given >> i & 1 == 0
                && let Some(d) = kwdefaults.downcast::<PyDict>()
            {
                let at = entries[i - argc] as usize;
                let default = d.table.with(|t| t.entry_at(at).map(|(_, v)| v.clone()));
                *first.add(i) = default.unwrap_or_else(Ref::none).into_value();
            }
        }
    }
    true
}

/// Where the default of a keyword-only parameter stands, found without running Python code.
fn default_entry(vm: &Vm, kwdefaults: &Ref, name: &Ref) -> Option<usize> {
    let d = kwdefaults.downcast::<PyDict>()?;
    let hash = name.as_str()?.hash(vm);
    d.table.with(
        |t| match t.probe(name.value(), hash, t.start(hash), same_key) {
            Probe::Found(e) => Some(e),
            _ => None,
        },
    )
}

/// Distributes arguments to parameters: positional, keyword, `*args`, `**kwargs`, defaults.
fn bind(
    vm: &Vm,
    f: &PyFunction,
    code: &PyCode,
    given: Vec<Ref>,
    npos: usize,
    kwnames: &[Ref],
) -> PyResult<Vec<Ref>> {
    let (argc, kwonly) = (code.arg_count as usize, code.kwonly_count as usize);
    let posonly = code.code.posonlyargcount as usize;
    let names = &code.local_names;
    let (qualname, defaults, kwdefaults) = f
        .parts
        .with(|p| (p.qualname.clone(), p.defaults.clone(), p.kwdefaults.clone()));
    let qualname = vm.str_lossy(&qualname);
    let mut slots: Vec<Ref> = (0..code.param_count as usize).map(|_| Ref::NULL).collect();
    let mut given = given.into_iter();
    let taken = npos.min(argc);
    for slot in slots.iter_mut().take(taken) {
        *slot = given.next().unwrap_or(Ref::NULL);
    }
    let extra: Vec<Ref> = given.by_ref().take(npos - taken).collect();
    let star = argc + kwonly;
    let has_star = code.flags & co::VARARGS != 0;
    let surplus = if has_star { 0 } else { extra.len() };
    if has_star {
        slots[star] = vm.new_tuple(extra);
    }
    let kwdict = if code.flags & co::VARKEYWORDS != 0 {
        let d = vm.new_dict();
        slots[star + has_star as usize] = d.clone();
        Some(d)
    } else {
        None
    };
    let mut posonly_by_name = Vec::new();
    for (name, value) in kwnames.iter().zip(given) {
        let same = |n: &Ref| {
            n.is(name)
                || n.as_str()
                    .zip(name.as_str())
                    .is_some_and(|(a, b)| a.view() == b.view())
        };
        let found = names[posonly..star]
            .iter()
            .position(same)
            .map(|i| i + posonly);
        match found {
            Some(i) if slots[i].is_null() => slots[i] = value,
            Some(_) => {
                let n = vm.str_lossy(name);
                return Err(vm.type_error(format!(
                    "{qualname}() got multiple values for argument '{n}'"
                )));
            }
            None => match &kwdict {
                Some(d) => {
                    if let Some(d) = d.downcast::<PyDict>() {
                        d.insert(vm, name.clone(), value)?;
                    }
                }
                None if names[..posonly].iter().any(same) => {
                    posonly_by_name.push(vm.str_lossy(name))
                }
                None => {
                    let by_name = |k: &&Ref| {
                        let k = vm.str_lossy(k);
                        names[..posonly].iter().any(|n| n.str_is(&k))
                    };
                    let by_name: Vec<String> = kwnames
                        .iter()
                        .filter(by_name)
                        .map(|k| vm.str_lossy(k))
                        .collect();
                    if !by_name.is_empty() {
                        return Err(positional_by_name(vm, &qualname, &by_name));
                    }
                    return Err(unexpected_keyword(
                        vm,
                        &qualname,
                        &names[posonly..star],
                        name,
                    ));
                }
            },
        }
    }
    if !posonly_by_name.is_empty() {
        return Err(positional_by_name(vm, &qualname, &posonly_by_name));
    }
    if surplus > 0 {
        let kwonly_given = slots[argc..star].iter().filter(|s| !s.is_null()).count();
        return Err(too_many(
            vm,
            &qualname,
            argc,
            items(&defaults).len(),
            npos,
            kwonly_given,
        ));
    }
    let defaults = items(&defaults);
    let first_default = argc - defaults.len().min(argc);
    let mut missing = Vec::new();
    for (i, slot) in slots.iter_mut().enumerate().take(argc) {
        if slot.is_null() {
            match i.checked_sub(first_default).and_then(|k| defaults.get(k)) {
                Some(d) => *slot = d.clone(),
                None => missing.push(vm.str_lossy(&names[i])),
            }
        }
    }
    if !missing.is_empty() {
        return Err(missing_arguments(vm, &qualname, "positional", &missing));
    }
    for i in argc..star {
        if slots[i].is_null() {
            let found = match kwdefaults.downcast::<PyDict>() {
                Some(d) => d.get(vm, &names[i])?,
                None => None,
            };
            match found {
                Some(d) => slots[i] = d,
                None => missing.push(vm.str_lossy(&names[i])),
            }
        }
    }
    if !missing.is_empty() {
        return Err(missing_arguments(vm, &qualname, "keyword-only", &missing));
    }
    Ok(slots)
}

fn positional_by_name(vm: &Vm, qualname: &str, names: &[String]) -> Exc {
    let list = names.join(", ");
    vm.type_error(format!(
        "{qualname}() got some positional-only arguments passed as keyword arguments: '{list}'"
    ))
}

fn unexpected_keyword(vm: &Vm, qualname: &str, names: &[Ref], name: &Ref) -> Exc {
    let n = vm.str_lossy(name);
    let candidates: Vec<String> = names.iter().map(|n| vm.str_lossy(n)).collect();
    let hint = match super::traceback::nearest(candidates.iter().map(String::as_str), &n) {
        Some(s) => format!(". Did you mean '{s}'?"),
        None => String::new(),
    };
    vm.type_error(format!(
        "{qualname}() got an unexpected keyword argument '{n}'{hint}"
    ))
}

fn too_many(
    vm: &Vm,
    qualname: &str,
    argc: usize,
    defaults: usize,
    given: usize,
    kwonly_given: usize,
) -> Exc {
    let takes = if defaults > 0 {
        format!("from {} to {argc}", argc - defaults)
    } else {
        format!("{argc}")
    };
    let plural = if defaults > 0 || argc != 1 { "s" } else { "" };
    let plus = if kwonly_given > 0 {
        format!(
            " positional argument{} (and {kwonly_given} keyword-only argument{})",
            if given == 1 { "" } else { "s" },
            if kwonly_given == 1 { "" } else { "s" }
        )
    } else {
        String::new()
    };
    let were = if given == 1 && kwonly_given == 0 {
        "was"
    } else {
        "were"
    };
    vm.type_error(format!(
        "{qualname}() takes {takes} positional argument{plural} but {given}{plus} {were} given"
    ))
}

fn missing_arguments(vm: &Vm, qualname: &str, kind: &str, missing: &[String]) -> Exc {
    let quoted: Vec<String> = missing.iter().map(|m| format!("'{m}'")).collect();
    let list = match quoted.as_slice() {
        [one] => one.clone(),
        [a, b] => format!("{a} and {b}"),
        [head @ .., last] => format!("{}, and {last}", head.join(", ")),
        [] => String::new(),
    };
    let s = if missing.len() == 1 { "" } else { "s" };
    vm.type_error(format!(
        "{qualname}() missing {} required {kind} argument{s}: {list}",
        missing.len()
    ))
}

/// The `call` slot of Python functions.
pub fn function_call(vm: &Vm, f: &Ref, args: Args) -> PyResult {
    vm.call_args(f, args)
}

/// The `call` slot of native functions and bound native methods.
pub fn builtin_call(vm: &Vm, f: &Ref, args: Args) -> PyResult {
    let Some(b) = f.downcast::<PyBuiltinFunction>() else {
        return Ok(Ref::none());
    };
    let sig = b.signature();
    if args.kwnames.is_empty()
        && let Some(r) = call_positional(vm, sig, b.def.func, &b.bound, args.values)
    {
        return r;
    }
    if b.bound.is_null() {
        let qualname = b.qualname();
        return call_native(vm, sig, callee(b.def, &qualname), b.def.func, args);
    }
    let mut values = Vec::with_capacity(args.values.len() + 1);
    values.push(b.bound.clone());
    values.extend_from_slice(args.values);
    let qualname = b.qualname();
    call_native(
        vm,
        sig,
        callee(b.def, &qualname),
        b.def.func,
        Args {
            values: &values,
            kwnames: args.kwnames,
        },
    )
}

/// The `call` slot of native methods that are not bound.
pub fn descriptor_call(vm: &Vm, f: &Ref, args: Args) -> PyResult {
    let Some(d) = f.downcast::<PyMethodDescriptor>() else {
        return Ok(Ref::none());
    };
    if args.kwnames.is_empty()
        && args
            .values
            .first()
            .is_some_and(|me| me.is_instance(d.owner))
        && let Some(r) = call_positional(vm, d.signature(), d.def.func, &Ref::NULL, args.values)
    {
        return r;
    }
    let Some(me) = args.pos().first() else {
        return Err(vm.type_error(format!(
            "unbound method {}() needs an argument",
            d.qualname()
        )));
    };
    if !me.is_instance(d.owner) {
        return Err(vm.type_error(format!(
            "descriptor '{}' for '{}' objects doesn't apply to a '{}' object",
            d.def.name,
            d.owner.name(),
            me.ty().name()
        )));
    }
    let qualname = d.qualname();
    call_native(
        vm,
        d.signature(),
        callee(d.def, &qualname),
        d.def.func,
        args,
    )
}

/// The `call` slot of bound methods.
pub fn method_call(vm: &Vm, f: &Ref, args: Args) -> PyResult {
    let Some(m) = f.downcast::<PyMethod>() else {
        return Ok(Ref::none());
    };
    let mut values = Vec::with_capacity(args.values.len() + 1);
    values.push(m.receiver.clone());
    values.extend_from_slice(args.values);
    vm.call_args(
        &m.function,
        Args {
            values: &values,
            kwnames: args.kwnames,
        },
    )
}
