//! Methods of `str` that cut and join: split, partition, strip, splitlines, join.
//!
//! Next file to read: `translate.rs`.

use super::arguments::{flag, room_for, ssize};
use super::slots::{exact, text};
use super::split;
use super::storage::StrView;
use crate::builtins::stringlib::split::{Side, split_limit};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};

/// Collects pieces of `view` as new strings. The whole of an exact `str` is the string itself.
struct Pieces<'a> {
    vm: &'a Vm,
    whole: &'a Ref,
    view: StrView<'a>,
    list: Vec<Ref>,
}

impl<'a> Pieces<'a> {
    fn of(vm: &'a Vm, whole: &'a Ref) -> Pieces<'a> {
        Pieces {
            vm,
            whole,
            view: text(whole).view(),
            list: Vec::new(),
        }
    }

    fn push(&mut self, start: usize, end: usize) {
        let piece = if start == 0 && end == self.view.len() {
            exact(self.vm, self.whole)
        } else {
            self.vm.str_from_view(self.view.slice(start, end))
        };
        self.list.push(piece);
    }

    fn into_list(self) -> PyResult {
        Ok(self.vm.new_list(self.list))
    }

    fn into_reversed_list(mut self) -> PyResult {
        self.list.reverse();
        self.into_list()
    }
}

/// The separator of `split`; `None` for runs of whitespace.
fn separator<'a>(vm: &Vm, x: &'a Ref) -> PyResult<Option<StrView<'a>>> {
    let Some(x) = x.opt().filter(|x| !x.is_none()) else {
        return Ok(None);
    };
    match x.as_str() {
        Some(s) if s.is_empty() => Err(vm.value_error("empty separator")),
        Some(s) => Ok(Some(s.view())),
        None => Err(vm.type_error(format!("must be str or None, not {}", x.ty().name()))),
    }
}

pub(super) fn str_join(vm: &Vm, args: &[Ref]) -> PyResult {
    join(vm, &args[0], &args[1])
}

/// `separator.join(iterable)`.
pub(super) fn join(vm: &Vm, separator: &Ref, iterable: &Ref) -> PyResult {
    if iterable.ty().slots().iter.is_none() && !vm.is_sequence(iterable) {
        return Err(vm.type_error("can only join an iterable"));
    }
    let items = vm.collect_items(iterable)?;
    if let [only] = &items[..]
        && only.is_exactly(&super::STR)
    {
        return Ok(only.clone());
    }
    let separator = text(separator).view();
    let mut pieces = Vec::with_capacity(items.len());
    let mut total = items
        .len()
        .saturating_sub(1)
        .saturating_mul(separator.len());
    for (place, item) in items.iter().enumerate() {
        let Some(piece) = item.as_str() else {
            let got = item.ty().name();
            let text = format!("sequence item {place}: expected str instance, {got} found");
            return Err(vm.type_error(text));
        };
        vm.check_signals()?;
        total = total.saturating_add(piece.len());
        pieces.push(piece.view());
    }
    if total > isize::MAX as usize {
        return Err(vm.overflow_error("join() result is too long for a Python string"));
    }
    room_for(vm, total)?;
    Ok(vm.str_from_buf(split::join(separator, &pieces)))
}

pub(super) fn str_lstrip(vm: &Vm, args: &[Ref]) -> PyResult {
    strip(vm, args, Side::Left, "lstrip")
}

pub(super) fn str_partition(vm: &Vm, args: &[Ref]) -> PyResult {
    let empty = || vm.known().empty_str.clone();
    let parts = match cut(vm, args, split::partition)? {
        Some(parts) => parts,
        None => vec![args[0].clone(), empty(), empty()],
    };
    Ok(vm.new_tuple(parts))
}

pub(super) fn str_rpartition(vm: &Vm, args: &[Ref]) -> PyResult {
    let empty = || vm.known().empty_str.clone();
    let parts = match cut(vm, args, split::rpartition)? {
        Some(parts) => parts,
        None => vec![empty(), empty(), args[0].clone()],
    };
    Ok(vm.new_tuple(parts))
}

/// Head, separator and tail, if the separator occurs.
fn cut(
    vm: &Vm,
    args: &[Ref],
    find: fn(StrView, StrView) -> Option<usize>,
) -> PyResult<Option<Vec<Ref>>> {
    let Some(separator) = args[1].as_str() else {
        return Err(vm.type_error(format!("must be str, not {}", args[1].ty().name())));
    };
    if separator.is_empty() {
        return Err(vm.value_error("empty separator"));
    }
    let view = text(&args[0]).view();
    let Some(at) = find(view, separator.view()) else {
        return Ok(None);
    };
    let tail = view.slice(at + separator.len(), view.len());
    Ok(Some(vec![
        vm.str_from_view(view.slice(0, at)),
        args[1].clone(),
        vm.str_from_view(tail),
    ]))
}

pub(super) fn str_rsplit(vm: &Vm, args: &[Ref]) -> PyResult {
    let limit = split_limit(ssize(vm, &args[2], -1)? as i64);
    let separator = separator(vm, &args[1])?;
    let mut pieces = Pieces::of(vm, &args[0]);
    let view = pieces.view;
    match separator {
        Some(separator) => {
            split::rsplit(view, separator, limit, |start, end| pieces.push(start, end))
        }
        None => split::rsplit_whitespace(view, limit, |start, end| pieces.push(start, end)),
    }
    pieces.into_reversed_list()
}

pub(super) fn str_rstrip(vm: &Vm, args: &[Ref]) -> PyResult {
    strip(vm, args, Side::Right, "rstrip")
}

pub(super) fn str_split(vm: &Vm, args: &[Ref]) -> PyResult {
    let limit = split_limit(ssize(vm, &args[2], -1)? as i64);
    let separator = separator(vm, &args[1])?;
    let mut pieces = Pieces::of(vm, &args[0]);
    let view = pieces.view;
    match separator {
        Some(separator) => {
            split::split(view, separator, limit, |start, end| pieces.push(start, end))
        }
        None => split::split_whitespace(view, limit, |start, end| pieces.push(start, end)),
    }
    pieces.into_list()
}

pub(super) fn str_splitlines(vm: &Vm, args: &[Ref]) -> PyResult {
    let keep_ends = flag(vm, &args[1], false)?;
    let mut pieces = Pieces::of(vm, &args[0]);
    let view = pieces.view;
    split::splitlines(view, keep_ends, |start, end| pieces.push(start, end));
    pieces.into_list()
}

pub(super) fn str_strip(vm: &Vm, args: &[Ref]) -> PyResult {
    strip(vm, args, Side::Both, "strip")
}

fn strip(vm: &Vm, args: &[Ref], side: Side, name: &str) -> PyResult {
    let view = text(&args[0]).view();
    let (start, end) = match args[1].opt().filter(|x| !x.is_none()) {
        None => split::strip(view, side),
        Some(chars) => match chars.as_str() {
            Some(chars) => split::strip_chars(view, side, chars.view()),
            None => return Err(vm.type_error(format!("{name} arg must be None or str"))),
        },
    };
    if start == 0 && end == view.len() {
        return Ok(exact(vm, &args[0]));
    }
    Ok(vm.str_from_view(view.slice(start, end)))
}
