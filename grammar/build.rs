//! Cargo's build script: generates the parser from `python.lalrpop`.

fn main() {
    println!("cargo:rerun-if-changed=grammar/build.rs");
}
