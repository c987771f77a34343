//! `match`: patterns take the subject apart on the stack.
//!
//! Captured values wait on the stack, below what is being matched, until the whole pattern has
//! matched; only then are the names bound. On failure, a chain of labels pops as many values as
//! there were at the place of the failure.
//!
//! Invariant: a pattern consumes its subject, whether it matches or not.
//! Next file to read: `compiler/warn.rs`.

use super::{
    Compiler, Outcome,
    emit::{Label, NEXT_LOCATION, NO_LOCATION, Opcode},
    names::Ctx,
};
use crate::{
    bytecode::{
        code::Constant,
        opcode::{Op, binary_op},
    },
    source::{Location, Span},
    syntax::ast::{CompareOp, Expr, ExprKind, Ident, MatchCase, Name, Pattern, PatternKind},
};

/// Where the matching of one case stands.
#[derive(Default)]
struct Progress {
    /// Names captured so far; their values are on the stack in this order.
    stores: Vec<Name>,
    /// A pattern that always matches is allowed here.
    allow_irrefutable: bool,
    /// `fail_pop[n]` pops n values, then goes on with the next case.
    fail_pop: Vec<Label>,
    /// Values on the stack above the captured ones.
    on_top: usize,
}

fn is_wildcard(p: &Pattern) -> bool {
    matches!(
        p.kind,
        PatternKind::As {
            pattern: None,
            name: None
        }
    )
}

fn is_star_wildcard(p: &Pattern) -> bool {
    matches!(p.kind, PatternKind::Star(None))
}

impl<'a> Compiler<'a> {
    pub(super) fn match_stmt(&mut self, subject: &'a Expr, cases: &'a [MatchCase]) -> Outcome {
        self.expr(subject)?;
        let end = self.new_label();
        let Some(last) = cases.last() else {
            return Ok(());
        };
        let has_default = is_wildcard(&last.pattern) && cases.len() > 1;
        let count = cases.len() - usize::from(has_default);
        for (i, case) in cases[..count].iter().enumerate() {
            let loc = self.loc(case.pattern.span);
            let more = i + 1 < count;
            if more {
                self.op(Op::COPY, 1, loc);
            }
            let mut progress = Progress {
                allow_irrefutable: case.guard.is_some() || i + 1 == cases.len(),
                ..Progress::default()
            };
            self.pattern(&case.pattern, &mut progress)?;
            for name in std::mem::take(&mut progress.stores) {
                self.name_op(&name, Ctx::Store, loc);
            }
            if let Some(guard) = &case.guard {
                let fail = self.fail_label(&mut progress, 0);
                self.jump_if(guard, fail, false, loc)?;
            }
            if more {
                self.op(Op::POP_TOP, 0, NEXT_LOCATION);
            }
            self.statements(&case.body)?;
            self.jump(Opcode::Jump, end, NO_LOCATION);
            self.place_fail_labels(&mut progress, loc);
        }
        if has_default {
            let loc = self.loc(last.pattern.span);
            let op = if cases.len() == 1 {
                Op::POP_TOP
            } else {
                Op::NOP
            };
            self.op(op, 0, loc);
            if let Some(guard) = &last.guard {
                self.jump_if(guard, end, false, loc)?;
            }
            self.statements(&last.body)?;
        }
        self.place(end);
        Ok(())
    }

    fn fail_label(&mut self, progress: &mut Progress, pops: usize) -> Label {
        while progress.fail_pop.len() <= pops {
            let label = self.new_label();
            progress.fail_pop.push(label);
        }
        progress.fail_pop[pops]
    }

    fn jump_to_fail(&mut self, op: impl Into<Opcode>, progress: &mut Progress, loc: Location) {
        let pops = progress.on_top + progress.stores.len();
        let label = self.fail_label(progress, pops);
        self.jump(op, label, loc);
    }

    fn place_fail_labels(&mut self, progress: &mut Progress, loc: Location) {
        let labels = std::mem::take(&mut progress.fail_pop);
        for (pops, label) in labels.iter().enumerate().rev() {
            self.place(*label);
            if pops > 0 {
                self.op(Op::POP_TOP, 0, loc);
            }
        }
    }

    fn pattern(&mut self, p: &'a Pattern, progress: &mut Progress) -> Outcome {
        self.deeper()?;
        let loc = self.loc(p.span);
        match &p.kind {
            PatternKind::Value(value) => {
                self.check_pattern_value(value, p.span)?;
                self.pattern_value(value)?;
                self.comparison(CompareOp::Eq, loc);
                self.op(Op::TO_BOOL, 0, loc);
                self.jump_to_fail(Op::POP_JUMP_IF_FALSE, progress, loc);
            }
            PatternKind::Singleton(value) => {
                self.constant(super::fold::literal_value(value), loc);
                self.comparison(CompareOp::Is, loc);
                self.jump_to_fail(Op::POP_JUMP_IF_FALSE, progress, loc);
            }
            PatternKind::Sequence(patterns) => self.sequence_pattern(p, patterns, progress)?,
            PatternKind::Mapping {
                keys,
                patterns,
                rest,
            } => self.mapping_pattern(p, keys, patterns, rest.as_ref(), progress)?,
            PatternKind::Class { .. } => self.class_pattern(p, progress)?,
            PatternKind::Star(name) => {
                self.capture(name.as_ref().map(|n| &n.name), p.span, progress)?
            }
            PatternKind::As { pattern, name } => {
                let name = name.as_ref().map(|n| &n.name);
                self.as_pattern(p, pattern.as_deref(), name, progress)?;
            }
            PatternKind::Or(alternatives) => self.or_pattern(p, alternatives, progress)?,
        }
        self.depth -= 1;
        Ok(())
    }

    fn check_pattern_value(&mut self, value: &Expr, span: Span) -> Outcome {
        match &value.kind {
            ExprKind::Constant(_)
            | ExprKind::Attribute { .. }
            | ExprKind::UnaryOp { .. }
            | ExprKind::BinOp { .. } => Ok(()),
            _ => self.error(
                "patterns may only match literals and attribute lookups",
                span,
            ),
        }
    }

    /// A pattern inside another, where one that always matches does no harm.
    fn subpattern(&mut self, p: &'a Pattern, progress: &mut Progress) -> Outcome {
        let outer = std::mem::replace(&mut progress.allow_irrefutable, true);
        self.pattern(p, progress)?;
        progress.allow_irrefutable = outer;
        Ok(())
    }

    /// Moves the top of the stack below the `count - 1` values under it.
    fn rotate(&mut self, count: usize, loc: Location) {
        for n in (2..=count).rev() {
            self.op(Op::SWAP, n as u32, loc);
        }
    }

    fn capture(&mut self, name: Option<&Name>, span: Span, progress: &mut Progress) -> Outcome {
        let loc = self.loc(span);
        let Some(name) = name else {
            self.op(Op::POP_TOP, 0, loc);
            return Ok(());
        };
        self.check_capture(name, span, progress)?;
        self.rotate(progress.on_top + progress.stores.len() + 1, loc);
        progress.stores.push(name.clone());
        Ok(())
    }

    fn check_capture(&mut self, name: &Name, span: Span, progress: &Progress) -> Outcome {
        if progress.stores.contains(name) {
            let message = format!("multiple assignments to name '{name}' in pattern");
            return self.error(message, span);
        }
        Ok(())
    }

    fn as_pattern(
        &mut self,
        p: &'a Pattern,
        inner: Option<&'a Pattern>,
        name: Option<&Name>,
        progress: &mut Progress,
    ) -> Outcome {
        let Some(inner) = inner else {
            if !progress.allow_irrefutable {
                let message = match name {
                    Some(name) => {
                        format!("name capture '{name}' makes remaining patterns unreachable")
                    }
                    None => "wildcard makes remaining patterns unreachable".to_string(),
                };
                return self.error(message, p.span);
            }
            return self.capture(name, p.span, progress);
        };
        let loc = self.loc(p.span);
        progress.on_top += 1;
        self.op(Op::COPY, 1, loc);
        self.pattern(inner, progress)?;
        progress.on_top -= 1;
        self.capture(name, p.span, progress)
    }

    /// Compares the length that GET_LEN pushes with `size`.
    fn check_length(&mut self, op: CompareOp, size: usize, progress: &mut Progress, loc: Location) {
        self.op(Op::GET_LEN, 0, loc);
        self.constant(Constant::Int(size as i64), loc);
        self.comparison(op, loc);
        self.jump_to_fail(Op::POP_JUMP_IF_FALSE, progress, loc);
    }

    fn sequence_pattern(
        &mut self,
        p: &'a Pattern,
        patterns: &'a [Pattern],
        progress: &mut Progress,
    ) -> Outcome {
        let loc = self.loc(p.span);
        let is_star = |p: &Pattern| matches!(p.kind, PatternKind::Star(_));
        let star = patterns.iter().position(is_star);
        if patterns.iter().filter(|p| is_star(p)).count() > 1 {
            return self.error("multiple starred names in sequence pattern", p.span);
        }
        progress.on_top += 1;
        self.op(Op::MATCH_SEQUENCE, 0, loc);
        self.jump_to_fail(Op::POP_JUMP_IF_FALSE, progress, loc);
        if star.is_none() {
            self.check_length(CompareOp::Eq, patterns.len(), progress, loc);
        } else if patterns.len() > 1 {
            self.check_length(CompareOp::GtE, patterns.len() - 1, progress, loc);
        }
        progress.on_top -= 1;
        if patterns
            .iter()
            .all(|p| is_wildcard(p) || is_star_wildcard(p))
        {
            self.op(Op::POP_TOP, 0, loc);
            return Ok(());
        }
        match star {
            Some(star) if is_star_wildcard(&patterns[star]) => {
                self.sequence_by_index(p, patterns, star, progress)
            }
            _ => self.sequence_by_unpacking(p, patterns, star, progress),
        }
    }

    fn sequence_by_unpacking(
        &mut self,
        p: &'a Pattern,
        patterns: &'a [Pattern],
        star: Option<usize>,
        progress: &mut Progress,
    ) -> Outcome {
        let loc = self.loc(p.span);
        match star {
            None => self.op(Op::UNPACK_SEQUENCE, patterns.len() as u32, loc),
            Some(before) => {
                let after = patterns.len() - before - 1;
                if before >= 1 << 8 || after >= 1 << 23 {
                    return self.error(
                        "too many expressions in star-unpacking sequence pattern",
                        p.span,
                    );
                }
                self.op(Op::UNPACK_EX, (before + (after << 8)) as u32, loc);
            }
        }
        progress.on_top += patterns.len();
        for pattern in patterns {
            progress.on_top -= 1;
            self.subpattern(pattern, progress)?;
        }
        Ok(())
    }

    /// With `*_` in the pattern, only the items that are looked at are fetched.
    fn sequence_by_index(
        &mut self,
        p: &'a Pattern,
        patterns: &'a [Pattern],
        star: usize,
        progress: &mut Progress,
    ) -> Outcome {
        let loc = self.loc(p.span);
        progress.on_top += 1;
        for (i, pattern) in patterns.iter().enumerate() {
            if is_wildcard(pattern) || i == star {
                continue;
            }
            self.op(Op::COPY, 1, loc);
            if i < star {
                self.constant(Constant::Int(i as i64), loc);
            } else {
                self.op(Op::GET_LEN, 0, loc);
                self.constant(Constant::Int((patterns.len() - i) as i64), loc);
                self.op_a(Op::BINARY_OP, binary_op::SUBTRACT, loc);
            }
            self.op_a(Op::BINARY_OP, binary_op::SUBSCR, loc);
            self.subpattern(pattern, progress)?;
        }
        progress.on_top -= 1;
        self.op(Op::POP_TOP, 0, loc);
        Ok(())
    }

    /// Fails if the top is None, which MATCH_KEYS and MATCH_CLASS push for "no".
    fn fail_if_none(&mut self, progress: &mut Progress, loc: Location) {
        self.op(Op::COPY, 1, loc);
        self.load_none(loc);
        self.op_a(Op::IS_OP, 1, loc);
        self.jump_to_fail(Op::POP_JUMP_IF_FALSE, progress, loc);
    }

    fn mapping_pattern(
        &mut self,
        p: &'a Pattern,
        keys: &'a [Expr],
        patterns: &'a [Pattern],
        rest: Option<&Ident>,
        progress: &mut Progress,
    ) -> Outcome {
        let loc = self.loc(p.span);
        let size = keys.len();
        progress.on_top += 1;
        self.op(Op::MATCH_MAPPING, 0, loc);
        self.jump_to_fail(Op::POP_JUMP_IF_FALSE, progress, loc);
        if size == 0 && rest.is_none() {
            progress.on_top -= 1;
            self.op(Op::POP_TOP, 0, loc);
            return Ok(());
        }
        if size > 0 {
            self.check_length(CompareOp::GtE, size, progress, loc);
        }
        self.mapping_keys(keys, p.span)?;
        self.op(Op::BUILD_TUPLE, size as u32, loc);
        self.op(Op::MATCH_KEYS, 0, loc);
        progress.on_top += 2;
        self.fail_if_none(progress, loc);
        self.op(Op::UNPACK_SEQUENCE, size as u32, loc);
        progress.on_top = progress.on_top + size - 1;
        for pattern in patterns {
            progress.on_top -= 1;
            self.subpattern(pattern, progress)?;
        }
        // The tuple of keys and the subject are left.
        progress.on_top -= 2;
        let Some(rest) = rest else {
            self.op(Op::POP_TOP, 0, loc);
            self.op(Op::POP_TOP, 0, loc);
            return Ok(());
        };
        self.op(Op::BUILD_MAP, 0, loc);
        self.op(Op::SWAP, 3, loc);
        self.op(Op::DICT_UPDATE, 2, loc);
        self.op(Op::UNPACK_SEQUENCE, size as u32, loc);
        for left in (1..=size).rev() {
            self.op(Op::COPY, 1 + left as u32, loc);
            self.op(Op::SWAP, 2, loc);
            self.op(Op::DELETE_SUBSCR, 0, loc);
        }
        self.capture(Some(&rest.name), p.span, progress)
    }

    fn mapping_keys(&mut self, keys: &'a [Expr], span: Span) -> Outcome {
        let folder = self.folder();
        let mut seen = Vec::new();
        for key in keys {
            let formatted = matches!(key.kind, ExprKind::JoinedStr(_) | ExprKind::TemplateStr(_));
            if let Some(value) = folder.constant(key).filter(|_| !formatted) {
                if seen.iter().any(|other| folder.same_key(other, &value)) {
                    let shown = match &value {
                        Constant::Int(n) => n.to_string(),
                        _ => super::unparse::unparse(key),
                    };
                    return self.error(
                        format!("mapping pattern checks duplicate key ({shown})"),
                        span,
                    );
                }
                seen.push(value);
            } else if !matches!(key.kind, ExprKind::Attribute { .. }) {
                return self.error(
                    "mapping pattern keys may only match literals and attribute lookups",
                    span,
                );
            }
            self.pattern_value(key)?;
        }
        Ok(())
    }

    /// Pushes a value to compare with; a literal with a sign, or complex, is one constant.
    fn pattern_value(&mut self, e: &'a Expr) -> Outcome {
        match self.folder().constant(e) {
            Some(value) => {
                let loc = self.loc(e.span);
                self.constant(value, loc);
                Ok(())
            }
            None => self.expr(e),
        }
    }

    fn folder(&self) -> super::fold::Folder {
        super::fold::Folder {
            debug: self.options.optimize == 0,
        }
    }

    fn class_pattern(&mut self, p: &'a Pattern, progress: &mut Progress) -> Outcome {
        let PatternKind::Class {
            cls,
            patterns,
            kwd_attrs,
            kwd_patterns,
        } = &p.kind
        else {
            return Ok(());
        };
        for (i, attr) in kwd_attrs.iter().enumerate() {
            let later = &kwd_attrs[i + 1..];
            if let Some(j) = later.iter().position(|other| other.name == attr.name) {
                let message = format!("attribute name repeated in class pattern: {}", attr.name);
                let span = kwd_patterns.get(i + 1 + j).map_or(p.span, |k| k.span);
                return self.error(message, span);
            }
        }
        self.expr(cls)?;
        let loc = self.loc(p.span);
        let names: Vec<Constant> = kwd_attrs
            .iter()
            .map(|attr| Constant::Str(self.intern(&attr.name)))
            .collect();
        self.constant(Constant::Tuple(names.into()), loc);
        self.op(Op::MATCH_CLASS, patterns.len() as u32, loc);
        progress.on_top += 1;
        self.fail_if_none(progress, loc);
        let total = patterns.len() + kwd_attrs.len();
        self.op(Op::UNPACK_SEQUENCE, total as u32, loc);
        progress.on_top = progress.on_top + total - 1;
        for pattern in patterns.iter().chain(kwd_patterns) {
            progress.on_top -= 1;
            if is_wildcard(pattern) {
                self.op(Op::POP_TOP, 0, loc);
            } else {
                self.subpattern(pattern, progress)?;
            }
        }
        Ok(())
    }

    fn or_pattern(
        &mut self,
        p: &'a Pattern,
        alternatives: &'a [Pattern],
        progress: &mut Progress,
    ) -> Outcome {
        let end = self.new_label();
        // The names that the first alternative binds: all others must bind the same.
        let mut control: Option<Vec<Name>> = None;
        for (i, alternative) in alternatives.iter().enumerate() {
            let loc = self.loc(alternative.span);
            let last = i + 1 == alternatives.len();
            let mut inner = Progress {
                allow_irrefutable: last && progress.allow_irrefutable,
                ..Progress::default()
            };
            self.op(Op::COPY, 1, loc);
            self.pattern(alternative, &mut inner)?;
            match &control {
                None => control = Some(inner.stores.clone()),
                Some(names) => self.reorder_captures(names, &mut inner.stores, p.span, loc)?,
            }
            self.jump(Opcode::Jump, end, loc);
            self.place_fail_labels(&mut inner, loc);
        }
        let loc = self.loc(p.span);
        self.op(Op::POP_TOP, 0, loc);
        self.jump_to_fail(Opcode::Jump, progress, loc);
        self.place(end);
        // The new captures are above the copy of the subject and must go below all that is kept.
        let control = control.unwrap_or_default();
        let depth = control.len() + 1 + progress.on_top + progress.stores.len();
        for name in control {
            self.rotate(depth, loc);
            self.check_capture(&name, p.span, progress)?;
            progress.stores.push(name);
        }
        self.op(Op::POP_TOP, 0, loc);
        Ok(())
    }

    /// Brings the values of `stores` on the stack into the order of `control`.
    fn reorder_captures(
        &mut self,
        control: &[Name],
        stores: &mut Vec<Name>,
        span: Span,
        loc: Location,
    ) -> Outcome {
        let differ = "alternative patterns bind different names";
        if control.len() != stores.len() {
            return self.error(differ, span);
        }
        for i in (0..control.len()).rev() {
            let Some(at) = stores.iter().position(|name| *name == control[i]) else {
                return self.error(differ, span);
            };
            if at == i {
                continue;
            }
            let rotations = at + 1;
            let moved: Vec<Name> = stores.drain(..rotations).collect();
            let to = i - at;
            stores.splice(to..to, moved);
            for _ in 0..rotations {
                self.rotate(i + 1, loc);
            }
        }
        Ok(())
    }
}
