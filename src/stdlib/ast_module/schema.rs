//! The node kinds of the `ast` module: one table, from which classes, constructors, `ast.parse` and the
//! way back all work.
//!
//! A row is what `__doc__` of the class says: a sum with its alternatives, or a product with its fields.
//! `*` marks a list, `?` what may be `None`.
//! Invariant: fields stand in the order of CPython's `_fields`.
//! Next file to read: `classes.rs`.

use std::collections::HashMap;

/// The table. A `@` before a row gives its nodes places in the source.
const TABLE: &[&str] = &[
    "mod = Module(stmt* body, type_ignore* type_ignores)
    | Interactive(stmt* body)
    | Expression(expr body)
    | FunctionType(expr* argtypes, expr returns)",
    "@stmt = FunctionDef(identifier name, arguments args, stmt* body, expr* decorator_list, expr? returns, string? type_comment, type_param* type_params)
     | AsyncFunctionDef(identifier name, arguments args, stmt* body, expr* decorator_list, expr? returns, string? type_comment, type_param* type_params)
     | ClassDef(identifier name, expr* bases, keyword* keywords, stmt* body, expr* decorator_list, type_param* type_params)
     | Return(expr? value)
     | Delete(expr* targets)
     | Assign(expr* targets, expr value, string? type_comment)
     | TypeAlias(expr name, type_param* type_params, expr value)
     | AugAssign(expr target, operator op, expr value)
     | AnnAssign(expr target, expr annotation, expr? value, int simple)
     | For(expr target, expr iter, stmt* body, stmt* orelse, string? type_comment)
     | AsyncFor(expr target, expr iter, stmt* body, stmt* orelse, string? type_comment)
     | While(expr test, stmt* body, stmt* orelse)
     | If(expr test, stmt* body, stmt* orelse)
     | With(withitem* items, stmt* body, string? type_comment)
     | AsyncWith(withitem* items, stmt* body, string? type_comment)
     | Match(expr subject, match_case* cases)
     | Raise(expr? exc, expr? cause)
     | Try(stmt* body, excepthandler* handlers, stmt* orelse, stmt* finalbody)
     | TryStar(stmt* body, excepthandler* handlers, stmt* orelse, stmt* finalbody)
     | Assert(expr test, expr? msg)
     | Import(alias* names)
     | ImportFrom(identifier? module, alias* names, int? level)
     | Global(identifier* names)
     | Nonlocal(identifier* names)
     | Expr(expr value)
     | Pass
     | Break
     | Continue",
    "@expr = BoolOp(boolop op, expr* values)
     | NamedExpr(expr target, expr value)
     | BinOp(expr left, operator op, expr right)
     | UnaryOp(unaryop op, expr operand)
     | Lambda(arguments args, expr body)
     | IfExp(expr test, expr body, expr orelse)
     | Dict(expr?* keys, expr* values)
     | Set(expr* elts)
     | ListComp(expr elt, comprehension* generators)
     | SetComp(expr elt, comprehension* generators)
     | DictComp(expr key, expr value, comprehension* generators)
     | GeneratorExp(expr elt, comprehension* generators)
     | Await(expr value)
     | Yield(expr? value)
     | YieldFrom(expr value)
     | Compare(expr left, cmpop* ops, expr* comparators)
     | Call(expr func, expr* args, keyword* keywords)
     | FormattedValue(expr value, int conversion, expr? format_spec)
     | Interpolation(expr value, constant str, int conversion, expr? format_spec)
     | JoinedStr(expr* values)
     | TemplateStr(expr* values)
     | Constant(constant value, string? kind)
     | Attribute(expr value, identifier attr, expr_context ctx)
     | Subscript(expr value, expr slice, expr_context ctx)
     | Starred(expr value, expr_context ctx)
     | Name(identifier id, expr_context ctx)
     | List(expr* elts, expr_context ctx)
     | Tuple(expr* elts, expr_context ctx)
     | Slice(expr? lower, expr? upper, expr? step)",
    "expr_context = Load | Store | Del",
    "boolop = And | Or",
    "operator = Add | Sub | Mult | MatMult | Div | Mod | Pow | LShift | RShift | BitOr | BitXor | BitAnd | FloorDiv",
    "unaryop = Invert | Not | UAdd | USub",
    "cmpop = Eq | NotEq | Lt | LtE | Gt | GtE | Is | IsNot | In | NotIn",
    "comprehension(expr target, expr iter, expr* ifs, int is_async)",
    "@excepthandler = ExceptHandler(expr? type, identifier? name, stmt* body)",
    "arguments(arg* posonlyargs, arg* args, arg? vararg, arg* kwonlyargs, expr?* kw_defaults, arg? kwarg, expr* defaults)",
    "@arg(identifier arg, expr? annotation, string? type_comment)",
    "@keyword(identifier? arg, expr value)",
    "@alias(identifier name, identifier? asname)",
    "withitem(expr context_expr, expr? optional_vars)",
    "match_case(pattern pattern, expr? guard, stmt* body)",
    "@pattern = MatchValue(expr value)
        | MatchSingleton(constant value)
        | MatchSequence(pattern* patterns)
        | MatchMapping(expr* keys, pattern* patterns, identifier? rest)
        | MatchClass(expr cls, pattern* patterns, identifier* kwd_attrs, pattern* kwd_patterns)
        | MatchStar(identifier? name)
        | MatchAs(pattern? pattern, identifier? name)
        | MatchOr(pattern* patterns)",
    "type_ignore = TypeIgnore(int lineno, string tag)",
    "@type_param = TypeVar(identifier name, expr? bound, expr? default_value)
           | ParamSpec(identifier name, expr? default_value)
           | TypeVarTuple(identifier name, expr? default_value)",
];

/// Names of the attributes of nodes that have a place.
pub const PLACE: [&str; 4] = ["lineno", "col_offset", "end_lineno", "end_col_offset"];

/// A field of a node.
#[derive(Debug)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// What it holds: a kind, or `identifier`, `string`, `int` or `constant`.
    pub ty: &'static str,
    /// Whether it is a list.
    pub many: bool,
    /// Whether it may be `None`.
    pub optional: bool,
}

/// A class of nodes.
#[derive(Debug)]
pub struct Kind {
    /// Its name.
    pub name: &'static str,
    /// What its `__doc__` says.
    pub doc: &'static str,
    /// The sum it is an alternative of.
    pub sum: Option<usize>,
    /// Whether it is a sum, of which there are no nodes.
    pub is_sum: bool,
    /// Whether nodes have a place.
    pub placed: bool,
    /// Its fields.
    pub fields: Vec<Field>,
}

/// All kinds, a sum before its alternatives.
#[derive(Debug)]
pub struct Schema {
    /// The kinds.
    pub kinds: Vec<Kind>,
    names: HashMap<&'static str, usize>,
}

fn fields(doc: &'static str) -> Vec<Field> {
    let inside = doc
        .split_once('(')
        .map_or("", |(_, rest)| rest.trim_end_matches(')'));
    inside
        .split(", ")
        .filter_map(|field| field.split_once(' '))
        .map(|(ty, name)| Field {
            name,
            ty: ty.trim_end_matches(['*', '?']),
            many: ty.ends_with('*'),
            optional: ty.ends_with('?'),
        })
        .collect()
}

fn kind_name(doc: &'static str) -> &'static str {
    doc.split(['(', ' ']).next().unwrap_or(doc)
}

impl Schema {
    /// Reads the table.
    pub fn new() -> Schema {
        let mut kinds = Vec::new();
        for row in TABLE {
            let placed = row.starts_with('@');
            let doc = row.trim_start_matches('@');
            let kind = |doc: &'static str, sum: Option<usize>, is_sum: bool| Kind {
                name: kind_name(doc),
                doc,
                sum,
                is_sum,
                placed,
                fields: if is_sum { Vec::new() } else { fields(doc) },
            };
            let Some((_, alternatives)) = doc.split_once(" = ") else {
                kinds.push(kind(doc, None, false));
                continue;
            };
            let sum = kinds.len();
            kinds.push(kind(doc, None, true));
            for alternative in alternatives.split('|') {
                kinds.push(kind(alternative.trim(), Some(sum), false));
            }
        }
        let names = kinds.iter().enumerate().map(|(i, k)| (k.name, i)).collect();
        Schema { kinds, names }
    }

    /// The number of a kind.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.names.get(name).copied()
    }
}

impl Default for Schema {
    fn default() -> Schema {
        Schema::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_reads() {
        let schema = Schema::new();
        let kind = |name: &str| &schema.kinds[schema.find(name).expect("known")];
        let dict = kind("Dict");
        assert_eq!(dict.fields.len(), 2);
        assert!(dict.fields[0].many && !dict.fields[0].optional && dict.placed);
        assert_eq!(dict.fields[0].ty, "expr");
        assert!(kind("Return").fields[0].optional);
        assert!(kind("Add").fields.is_empty());
        assert_eq!(
            schema.kinds[kind("Add").sum.expect("a sum")].name,
            "operator"
        );
        assert!(kind("cmpop").is_sum);
        for k in &schema.kinds {
            for f in &k.fields {
                let plain = ["identifier", "string", "int", "constant"].contains(&f.ty);
                assert!(
                    plain || schema.find(f.ty).is_some(),
                    "{}.{}",
                    k.name,
                    f.name
                );
            }
        }
    }
}
