//! The callable behind `functools.lru_cache`.
//!
//! A bounded cache keeps its results in links that form a list from the least to the most recently used;
//! its dict leads from a key to the number of a link. An unbounded one keeps results in the dict itself.
//! Looking a key up, calling the function and dropping what is thrown out may all run Python code that comes
//! back here, so each step reads the state anew and changes it in one go.
//! Invariant: every link in the list is in the dict under its key, or about to be removed by whoever unlinked it.
//! Next file to read: `../heapq.rs`.

use crate::builtins::dict::PyDict;
use crate::objects::args::{Args, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::instance::DictWord;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef, getset, type_flags};
use crate::stdlib::bind_new;
use crate::{payload, receiver};

/// A function with a cache.
#[repr(C)]
pub struct PyLruCache {
    pub(crate) header: Header,
    func: Ref,
    info: Ref,
    /// Stands between positional and keyword arguments in keys.
    mark: Ref,
    /// The dict from keys to results or link numbers.
    cache: Ref,
    /// `None` for an unbounded cache.
    limit: Option<usize>,
    typed: bool,
    state: Locked<State>,
    dict: DictWord,
}

struct State {
    links: Vec<Link>,
    /// Links that may be used again.
    free: Vec<usize>,
    oldest: usize,
    newest: usize,
    hits: u64,
    misses: u64,
}

struct Link {
    key: Ref,
    result: Ref,
    older: usize,
    newer: usize,
}

/// The end of the list.
const NONE: usize = usize::MAX;

payload!(
    PyLruCache,
    LRU_CACHE_WRAPPER,
    |this, visit| {
        for part in [&this.func, &this.info, &this.mark, &this.cache] {
            visit(part);
        }
        this.state.with(|s| {
            for link in &s.links {
                [&link.key, &link.result]
                    .into_iter()
                    .filter_map(Ref::opt)
                    .for_each(&mut *visit);
            }
        });
        this.dict.visit(visit);
    },
    |this, sink| {
        this.state.with(|s| {
            for link in s.take_all() {
                sink.push(link.key);
                sink.push(link.result);
            }
        });
        sink.push(this.dict.replace(Ref::NULL));
    }
);
receiver!(this, PyLruCache);

static LRU_CACHE_DEF: TypeDef = TypeDef {
    module: "functools",
    doc: "Create a cached callable that wraps another function.\n\n\
user_function:      the function being cached\n\n\
maxsize:  0         for no caching\n          None      for unlimited cache size\n          \
n         for a bounded cache\n\n\
typed:    False     cache f(3) and f(3.0) as identical calls\n          \
True      cache f(3) and f(3.0) as distinct calls\n\n\
cache_info_type:    namedtuple class with the fields:\n                        \
hits misses currsize maxsize",
    flags: type_flags::BASE | type_flags::WEAKREF | type_flags::METHOD_DESCRIPTOR,
    dict_offset: std::mem::offset_of!(PyLruCache, dict),
    slots: Slots {
        new: Some(lru_new),
        call: Some(lru_call),
        descr_get: Some(lru_get),
        ..Slots::NONE
    },
    methods: &[
        method(
            "cache_info",
            lru_cache_info,
            "self, /",
            "Report cache statistics",
        ),
        method(
            "cache_clear",
            lru_cache_clear,
            "self, /",
            "Clear the cache and cache statistics",
        ),
        method("__reduce__", lru_reduce, "self, /", ""),
        method("__copy__", lru_copy, "self, /", ""),
        method("__deepcopy__", lru_copy, "self, memo, /", ""),
    ],
    getset: &[getset("__dict__", lru_dict, lru_set_dict, "")],
    ..TypeDef::of::<PyLruCache>("_lru_cache_wrapper")
};
/// The type of what `lru_cache` makes.
pub static LRU_CACHE_WRAPPER: Type = Type::builtin(&LRU_CACHE_DEF);

impl State {
    fn unlink(&mut self, at: usize) {
        let (older, newer) = (self.links[at].older, self.links[at].newer);
        match self.links.get_mut(older) {
            Some(link) => link.newer = newer,
            None => self.oldest = newer,
        }
        match self.links.get_mut(newer) {
            Some(link) => link.older = older,
            None => self.newest = older,
        }
    }

    fn append(&mut self, at: usize) {
        let newest = self.newest;
        self.links[at].older = newest;
        self.links[at].newer = NONE;
        match self.links.get_mut(newest) {
            Some(link) => link.newer = at,
            None => self.oldest = at,
        }
        self.newest = at;
    }

    /// Adds a result as the most recently used; answers the number of its link.
    fn add(&mut self, key: Ref, result: Ref) -> usize {
        let link = Link {
            key,
            result,
            older: NONE,
            newer: NONE,
        };
        let at = match self.free.pop() {
            Some(at) => {
                self.links[at] = link;
                at
            }
            None => {
                self.links.push(link);
                self.links.len() - 1
            }
        };
        self.append(at);
        at
    }

    /// Takes the least recently used result out.
    fn remove_oldest(&mut self) -> Option<(Ref, Ref)> {
        let at = self.oldest;
        if at == NONE {
            return None;
        }
        self.unlink(at);
        self.free.push(at);
        let link = &mut self.links[at];
        Some((
            std::mem::replace(&mut link.key, Ref::NULL),
            std::mem::replace(&mut link.result, Ref::NULL),
        ))
    }

    fn in_use(&self) -> usize {
        self.links.len() - self.free.len()
    }

    fn take_all(&mut self) -> Vec<Link> {
        self.free.clear();
        (self.oldest, self.newest) = (NONE, NONE);
        std::mem::take(&mut self.links)
    }
}

fn lru_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    const SIGNATURE: &str = "user_function, maxsize, typed, cache_info_type";
    let [func, maxsize, typed, info] = bind_new::<4>(vm, "lru_cache", SIGNATURE, 4..=4, args)?;
    if func.ty().slots().call.is_none() {
        return Err(vm.type_error("the first argument must be callable"));
    }
    let limit = if maxsize.is_none() {
        None
    } else if maxsize.ty().slots().index.is_some() {
        Some(vm.index_isize(&maxsize)?.max(0) as usize)
    } else {
        return Err(vm.type_error("maxsize should be integer or None"));
    };
    let made = PyLruCache {
        header: Header::new(ty),
        func,
        info,
        mark: crate::builtins::object::new_plain(vm),
        cache: vm.new_dict(),
        limit,
        typed: vm.is_true(&typed)?,
        state: Locked::new(State {
            links: Vec::new(),
            free: Vec::new(),
            oldest: NONE,
            newest: NONE,
            hits: 0,
            misses: 0,
        }),
        dict: DictWord::new(),
    };
    vm.alloc_instance(ty, made, 0)
        .ok_or_else(|| vm.memory_error())
}

/// The key of a call: the one argument itself when that is a plain `str` or `int`, else a tuple.
fn make_key(vm: &Vm, c: &PyLruCache, args: Args) -> Ref {
    let pos = args.pos();
    if !c.typed && args.kwnames.is_empty() {
        if let [only] = pos
            && (only.is_exactly(&crate::builtins::int::INT)
                || only.is_exactly(&crate::builtins::str::STR))
        {
            return only.clone();
        }
        return vm.tuple_from_slice(pos);
    }
    let mut key = pos.to_vec();
    if !args.kwnames.is_empty() {
        key.push(c.mark.clone());
        for (name, value) in args.keywords() {
            key.push(name.clone());
            key.push(value.clone());
        }
    }
    if c.typed {
        key.extend(args.values.iter().map(|v| v.ty().to_ref()));
    }
    vm.new_tuple(key)
}

fn cache_of(c: &PyLruCache) -> &PyDict {
    match c.cache.downcast::<PyDict>() {
        Some(d) => d,
        None => unreachable!("the cache is a dict"),
    }
}

fn lru_call(vm: &Vm, x: &Ref, args: Args) -> PyResult {
    let c = this(x);
    match c.limit {
        Some(0) => {
            c.state.with(|s| s.misses += 1);
            vm.call_args(&c.func, args)
        }
        Some(limit) => bounded_call(vm, c, limit, args),
        None => unbounded_call(vm, c, args),
    }
}

fn unbounded_call(vm: &Vm, c: &PyLruCache, args: Args) -> PyResult {
    let key = make_key(vm, c, args);
    let hash = vm.hash(&key)?;
    if let Some(result) = cache_of(c).get_hashed(vm, &key, hash)? {
        c.state.with(|s| s.hits += 1);
        return Ok(result);
    }
    c.state.with(|s| s.misses += 1);
    let result = vm.call_args(&c.func, args)?;
    drop(cache_of(c).insert_hashed(vm, key, hash, result.clone())?);
    Ok(result)
}

/// The link that a key leads to. The dict and the links may differ for a moment while Python code runs in
/// between: a number counts only while its link has the very key of the dict.
fn find_link(vm: &Vm, c: &PyLruCache, key: &Ref, hash: i64) -> PyResult<Option<usize>> {
    let cache = cache_of(c);
    let Some(entry) = cache.find(vm, key, hash)? else {
        return Ok(None);
    };
    let pair = cache
        .table
        .with(|t| t.entry_at(entry).map(|(k, v)| (k.clone(), v.as_i64())));
    let Some((stored, Some(at))) = pair else {
        return Ok(None);
    };
    let at = at as usize;
    let linked = c
        .state
        .with(|s| s.links.get(at).is_some_and(|l| l.key.is(&stored)));
    Ok(linked.then_some(at))
}

fn bounded_call(vm: &Vm, c: &PyLruCache, limit: usize, args: Args) -> PyResult {
    let key = make_key(vm, c, args);
    let hash = vm.hash(&key)?;
    if let Some(at) = find_link(vm, c, &key, hash)? {
        return Ok(c.state.with(|s| {
            s.hits += 1;
            if s.newest != at {
                s.unlink(at);
                s.append(at);
            }
            s.links[at].result.clone()
        }));
    }
    c.state.with(|s| s.misses += 1);
    let result = vm.call_args(&c.func, args)?;
    // The call may have put the same key in.
    if find_link(vm, c, &key, hash)?.is_some() {
        return Ok(result);
    }
    let (at, dropped) = c.state.with(|s| {
        let dropped = if s.in_use() >= limit {
            s.remove_oldest()
        } else {
            None
        };
        (s.add(key.clone(), result.clone()), dropped)
    });
    if let Some((old, _result)) = &dropped {
        let _ = cache_of(c).remove(vm, old)?;
    }
    let _ = cache_of(c).insert_hashed(vm, key, hash, Ref::small_int(at as i64))?;
    Ok(result)
}

fn lru_cache_info(vm: &Vm, args: &[Ref]) -> PyResult {
    let c = this(&args[0]);
    let (hits, misses) = c.state.with(|s| (s.hits, s.misses));
    let limit = c.limit.map_or_else(Ref::none, |n| vm.uint(n as u64));
    let size = vm.uint(cache_of(c).len() as u64);
    vm.call(&c.info, &[vm.uint(hits), vm.uint(misses), limit, size])
}

fn lru_cache_clear(_: &Vm, args: &[Ref]) -> PyResult {
    let c = this(&args[0]);
    let links = c.state.with(|s| {
        (s.hits, s.misses) = (0, 0);
        s.take_all()
    });
    cache_of(c).clear();
    drop(links);
    Ok(Ref::none())
}

fn lru_get(vm: &Vm, x: &Ref, object: Option<&Ref>, _: &Ref) -> PyResult {
    match object.filter(|o| !o.is_none()) {
        Some(object) => Ok(vm.new_method(x.clone(), object.clone())),
        None => Ok(x.clone()),
    }
}

fn lru_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    vm.get_attr(&args[0], &vm.names().__qualname__)
}

fn lru_copy(_: &Vm, args: &[Ref]) -> PyResult {
    Ok(args[0].clone())
}

fn lru_dict(vm: &Vm, x: &Ref) -> PyResult {
    vm.instance_dict(x)
}

fn lru_set_dict(vm: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    crate::builtins::typeobject::attributes::instance_set_dict(vm, x, value)
}
