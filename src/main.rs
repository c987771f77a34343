//! The `minipy` command: hands over to `cli`.

use minipy::vm::interpreter::{Config, Job, run_main};

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let job = match args.get(1).map(String::as_str) {
        Some("-c") => Job::Command(args.get(2).cloned().unwrap_or_default()),
        Some(f) => Job::File { bytes: std::fs::read(f).unwrap_or_default(), name: f.to_string() },
        None => return,
    };
    std::process::exit(run_main(Config { argv: args[1..].to_vec(), ..Config::default() }, job));
}
