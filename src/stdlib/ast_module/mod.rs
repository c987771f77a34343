//! `_ast`: syntax trees as objects, under the `ast` module.
//!
//! `compile(..., PyCF_ONLY_AST)` walks our tree into node objects; `compile` of a node object reads it
//! back. One table of node kinds (`schema.rs`) serves both, and makes the classes.
//! Deliberately absent: type comments, function types (mode `func_type`) and the optimised tree, which
//! is the tree as it was written.
//! Next file to read: `schema.rs`.

use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::source::SourceText;
use crate::stdlib::modules::ModuleDef;
use crate::syntax::ast::Module;
use crate::vm::interpreter::CompileMode;
use node::AST;
use reader::Reader;
use to_tree::{Lines, TreeBuilder};

pub mod classes;
pub mod from_tree;
pub mod node;
pub mod reader;
pub mod schema;
pub mod to_tree;
pub mod to_tree_expressions;

pub use from_tree::objects;

/// `_ast`.
pub static AST_MODULE: ModuleDef = ModuleDef {
    name: "_ast",
    doc: "",
    functions: &[],
    setup: Some(setup),
};

fn setup(vm: &Vm, dict: &Ref) -> PyResult<()> {
    let known = classes::of(vm)?;
    vm.dict_set(dict, "AST", AST.to_ref())?;
    for (kind, class) in known.schema().kinds.iter().zip(known.all()) {
        vm.dict_set(dict, kind.name, class)?;
    }
    crate::stdlib::add_ints(
        vm,
        dict,
        &[
            ("PyCF_ALLOW_TOP_LEVEL_AWAIT", 0x2000),
            ("PyCF_ONLY_AST", 0x400),
            ("PyCF_TYPE_COMMENTS", 0x1000),
            ("PyCF_OPTIMIZED_AST", 0x8400),
        ],
    )
}

/// Whether an object is a node.
pub fn is_node(x: &Ref) -> bool {
    x.is_instance(&AST)
}

/// The tree that a node object stands for, and the text its places lie in.
pub fn tree(
    vm: &Vm,
    object: &Ref,
    mode: CompileMode,
    filename: &str,
) -> PyResult<(Module, SourceText)> {
    let known = classes::of(vm)?;
    let schema = known.schema();
    let wanted = match mode {
        CompileMode::Exec => "Module",
        CompileMode::Eval => "Expression",
        CompileMode::Single => "Interactive",
    };
    let class = known.class(schema.find(wanted).unwrap_or(0));
    if !class
        .as_type()
        .is_some_and(|class| object.is_instance(class))
    {
        let got = object.ty().name();
        return Err(vm.type_error(format!("expected {wanted} node, got {got}")));
    }
    let root = Reader::new(vm, known).node(object, schema.find("mod").unwrap_or(0))?;
    let lines = Lines::of(&root);
    let module = TreeBuilder::new(vm, schema, &lines).module(root)?;
    Ok((module, lines.source(filename)))
}
