//! `zip_longest`.
//!
//! Invariant: `sources` holds NULL for a source that has ended; `active` counts the others.
//! Next file to read: `windows.rs`.

use super::allocate;
use crate::builtins::iterators::self_iter;
use crate::objects::args::Args;
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef};
use crate::objects::word::Word;
use crate::{payload, receiver};

/// A `zip_longest` object.
#[repr(C)]
pub struct PyZipLongest {
    pub(crate) header: Header,
    sources: Locked<Vec<Ref>>,
    active: Word<usize>,
    fill: Ref,
}

payload!(
    PyZipLongest,
    ZIP_LONGEST,
    |this, visit| {
        this.sources
            .with(|s| s.iter().filter_map(Ref::opt).for_each(&mut *visit));
        visit(&this.fill)
    },
    |this, sink| sink.append(&mut this.sources.take())
);
receiver!(this, PyZipLongest);

static ZIP_LONGEST_DEF: TypeDef = TypeDef {
    module: "itertools",
    doc: "Return tuples of one item of each iterable until the longest of them ends.\n\n\
fillvalue stands in for the items of those that ended before.",
    slots: Slots {
        new: Some(zip_longest_new),
        iter: Some(self_iter),
        next: Some(zip_longest_next),
        ..Slots::NONE
    },
    ..TypeDef::of::<PyZipLongest>("zip_longest")
};
/// The type `itertools.zip_longest`.
pub static ZIP_LONGEST: Type = Type::builtin(&ZIP_LONGEST_DEF);

fn zip_longest_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    let mut fill = Ref::none();
    for (name, value) in args.keywords() {
        if args.kwnames.len() > 1 || !name.str_is("fillvalue") {
            return Err(vm.type_error("zip_longest() got an unexpected keyword argument"));
        }
        fill = value.clone();
    }
    let sources = args
        .pos()
        .iter()
        .map(|x| vm.iter(x))
        .collect::<PyResult<Vec<Ref>>>()?;
    let made = PyZipLongest {
        header: Header::new(ty),
        active: Word::new(sources.len()),
        sources: Locked::new(sources),
        fill,
    };
    allocate(vm, ty, made)
}

fn zip_longest_next(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let z = this(x);
    let count = z.sources.with(|s| s.len());
    if z.active.get() == 0 {
        return Ok(None);
    }
    let mut items = Vec::with_capacity(count);
    for i in 0..count {
        let source = z.sources.with(|s| s.get(i).cloned()).unwrap_or(Ref::NULL);
        if source.is_null() {
            items.push(z.fill.clone());
            continue;
        }
        match vm.next(&source) {
            Ok(Some(item)) => items.push(item),
            Ok(None) => {
                let left = z.active.get().saturating_sub(1);
                z.active.set(left);
                if left == 0 {
                    return Ok(None);
                }
                items.push(z.fill.clone());
                drop(
                    z.sources
                        .with(|s| s.get_mut(i).map(|s| std::mem::replace(s, Ref::NULL))),
                );
            }
            Err(e) => {
                z.active.set(0);
                return Err(e);
            }
        }
    }
    Ok(Some(vm.new_tuple(items)))
}
