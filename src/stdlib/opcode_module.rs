//! `_opcode`: facts about CPython's instructions, for the `opcode` and `dis` modules.
//!
//! The numbers are CPython 3.14's, as those of the packed `_opcode_metadata`.
//! Deliberately absent: stack effects; our instructions are others, and are verified elsewhere.
//! Next file to read: `../bytecode/opcode.rs`.

use crate::objects::args::{MethodDef, function};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::stdlib::modules::ModuleDef;

/// `_opcode`.
pub static OPCODE: ModuleDef = ModuleDef {
    name: "_opcode",
    doc: "Opcode support module.",
    functions: FUNCTIONS,
    setup: Some(|vm, dict| {
        vm.dict_set(dict, "ENABLE_SPECIALIZATION", Ref::bool(true))?;
        vm.dict_set(dict, "ENABLE_SPECIALIZATION_FT", Ref::bool(false))
    }),
};

const FUNCTIONS: &[MethodDef] = &[
    function(
        "get_executor",
        get_nothing,
        "code, offset",
        "Return the executor object at offset in code if exists, None otherwise.",
    ),
    function(
        "get_intrinsic1_descs",
        get_intrinsic1_descs,
        "",
        "Return a list of names of the unary intrinsics.",
    ),
    function(
        "get_intrinsic2_descs",
        get_intrinsic2_descs,
        "",
        "Return a list of names of the binary intrinsics.",
    ),
    function(
        "get_nb_ops",
        get_nb_ops,
        "",
        "Return array of symbols of binary ops.\n\nIndexed by the BINARY_OP oparg value.",
    ),
    function(
        "get_special_method_names",
        get_special_method_names,
        "",
        "Return a list of special method names.",
    ),
    function(
        "get_specialization_stats",
        get_no_stats,
        "",
        "Return the specialization stats",
    ),
    function(
        "has_arg",
        has_arg,
        "opcode",
        "Return True if the opcode uses its oparg, False otherwise.",
    ),
    function(
        "has_const",
        has_const,
        "opcode",
        "Return True if the opcode accesses a constant, False otherwise.",
    ),
    function(
        "has_exc",
        has_exc,
        "opcode",
        "Return True if the opcode sets an exception handler, False otherwise.",
    ),
    function(
        "has_free",
        has_free,
        "opcode",
        "Return True if the opcode accesses a free variable, False otherwise.",
    ),
    function(
        "has_jump",
        has_jump,
        "opcode",
        "Return True if the opcode has a jump target, False otherwise.",
    ),
    function(
        "has_local",
        has_local,
        "opcode",
        "Return True if the opcode accesses a local variable, False otherwise.",
    ),
    function(
        "has_name",
        has_name,
        "opcode",
        "Return True if the opcode accesses an attribute by name, False otherwise.",
    ),
    function(
        "is_valid",
        is_valid,
        "opcode",
        "Return True if opcode is valid, False otherwise.",
    ),
    function(
        "stack_effect",
        stack_effect,
        "opcode, oparg=None, /, *, jump=None",
        "Compute the stack effect of the opcode.",
    ),
];

type Ranges = &'static [(i64, i64)];

const VALID: Ranges = &[(0, 120), (128, 211), (234, 266)];
const ARG: Ranges = &[
    (44, 120),
    (128, 128),
    (143, 153),
    (155, 195),
    (197, 197),
    (200, 200),
    (209, 211),
    (237, 237),
    (239, 239),
    (241, 245),
    (247, 251),
    (253, 253),
    (255, 255),
    (257, 261),
    (263, 266),
];
const CONST: Ranges = &[(82, 82), (190, 191)];
const NAME: Ranges = &[
    (61, 61),
    (64, 65),
    (72, 73),
    (80, 80),
    (91, 93),
    (96, 96),
    (110, 110),
    (115, 116),
    (179, 179),
    (189, 189),
    (194, 195),
    (200, 200),
    (249, 249),
];
const JUMP: Ranges = &[
    (68, 68),
    (70, 70),
    (75, 77),
    (100, 103),
    (106, 106),
    (172, 176),
    (237, 237),
    (248, 248),
    (257, 260),
];
const FREE: Ranges = &[(62, 62), (90, 90), (97, 97), (111, 111)];
const LOCAL: Ranges = &[
    (3, 3),
    (63, 63),
    (83, 89),
    (112, 114),
    (261, 261),
    (266, 266),
];
const EXC: Ranges = &[(263, 265)];

fn within(vm: &Vm, args: &[Ref], ranges: Ranges) -> PyResult {
    let opcode = vm.index_i64(&args[0])?;
    let within = |ranges: Ranges| {
        ranges
            .iter()
            .any(|(low, high)| (*low..=*high).contains(&opcode))
    };
    Ok(Ref::bool(within(VALID) && within(ranges)))
}

macro_rules! questions {
    ($($name:ident => $ranges:ident,)*) => {
        $(fn $name(vm: &Vm, args: &[Ref]) -> PyResult {
            within(vm, args, $ranges)
        })*
    };
}

questions! {
    has_arg => ARG,
    has_const => CONST,
    has_exc => EXC,
    has_free => FREE,
    has_jump => JUMP,
    has_local => LOCAL,
    has_name => NAME,
    is_valid => VALID,
}

fn names(vm: &Vm, names: &[&str]) -> PyResult {
    Ok(vm.new_list(names.iter().map(|n| vm.new_str(n)).collect()))
}

fn get_intrinsic1_descs(vm: &Vm, _: &[Ref]) -> PyResult {
    names(
        vm,
        &[
            "INTRINSIC_1_INVALID",
            "INTRINSIC_PRINT",
            "INTRINSIC_IMPORT_STAR",
            "INTRINSIC_STOPITERATION_ERROR",
            "INTRINSIC_ASYNC_GEN_WRAP",
            "INTRINSIC_UNARY_POSITIVE",
            "INTRINSIC_LIST_TO_TUPLE",
            "INTRINSIC_TYPEVAR",
            "INTRINSIC_PARAMSPEC",
            "INTRINSIC_TYPEVARTUPLE",
            "INTRINSIC_SUBSCRIPT_GENERIC",
            "INTRINSIC_TYPEALIAS",
        ],
    )
}

fn get_intrinsic2_descs(vm: &Vm, _: &[Ref]) -> PyResult {
    names(
        vm,
        &[
            "INTRINSIC_2_INVALID",
            "INTRINSIC_PREP_RERAISE_STAR",
            "INTRINSIC_TYPEVAR_WITH_BOUND",
            "INTRINSIC_TYPEVAR_WITH_CONSTRAINTS",
            "INTRINSIC_SET_FUNCTION_TYPE_PARAMS",
            "INTRINSIC_SET_TYPEPARAM_DEFAULT",
        ],
    )
}

fn get_special_method_names(vm: &Vm, _: &[Ref]) -> PyResult {
    names(vm, &["__enter__", "__exit__", "__aenter__", "__aexit__"])
}

const BINARY: &[(&str, &str)] = &[
    ("ADD", "+"),
    ("AND", "&"),
    ("FLOOR_DIVIDE", "//"),
    ("LSHIFT", "<<"),
    ("MATRIX_MULTIPLY", "@"),
    ("MULTIPLY", "*"),
    ("REMAINDER", "%"),
    ("OR", "|"),
    ("POWER", "**"),
    ("RSHIFT", ">>"),
    ("SUBTRACT", "-"),
    ("TRUE_DIVIDE", "/"),
    ("XOR", "^"),
];

fn get_nb_ops(vm: &Vm, _: &[Ref]) -> PyResult {
    let pair =
        |name: String, sign: String| vm.new_small_tuple([vm.new_str(&name), vm.new_str(&sign)]);
    let plain = BINARY
        .iter()
        .map(|(n, s)| pair(format!("NB_{n}"), (*s).to_owned()));
    let in_place = BINARY
        .iter()
        .map(|(n, s)| pair(format!("NB_INPLACE_{n}"), format!("{s}=")));
    let subscript = pair("NB_SUBSCR".to_owned(), "[]".to_owned());
    Ok(vm.new_list(plain.chain(in_place).chain([subscript]).collect()))
}

fn get_nothing(_: &Vm, _: &[Ref]) -> PyResult {
    Ok(Ref::none())
}

fn get_no_stats(_: &Vm, _: &[Ref]) -> PyResult {
    Ok(Ref::none())
}

fn stack_effect(vm: &Vm, _: &[Ref]) -> PyResult {
    Err(vm.value_error("invalid opcode or oparg"))
}
