//! Cargo's build script: generates the parser from `python.lalrpop`.

fn main() {
    println!("cargo:rerun-if-changed=grammar/build.rs");
    println!("cargo:rerun-if-changed=grammar/python.lalrpop");
    let generated = lalrpop::Configuration::new()
        .emit_rerun_directives(false)
        .emit_comments(false)
        .emit_report(false)
        .set_in_dir("grammar")
        .process();
    if let Err(error) = generated {
        eprintln!("{error}");
        std::process::exit(1);
    }
}
