//! Writes the trees of many files, for `scripts/compare_ast` to compare with CPython's.
//!
//! `AST_DUMP_LIST` names a file with a path and a destination on every line, separated by a
//! tab; without it there is nothing to do. A destination of `-` only parses.

use minipy::syntax::{self, Mode};
use std::{fs, time::Duration, time::Instant};

#[test]
fn dump_files() {
    let Ok(list) = std::env::var("AST_DUMP_LIST") else {
        return;
    };
    let list = fs::read_to_string(list).expect("the list can be read");
    let worker = std::thread::Builder::new().stack_size(512 << 20);
    let worker = worker
        .spawn(move || dump_listed(&list))
        .expect("a thread starts");
    worker.join().expect("every file is dumped");
}

fn dump_listed(list: &str) {
    let mut bytes = 0;
    let mut spent = Duration::ZERO;
    for line in list.lines() {
        let (path, destination) = line.split_once('\t').unwrap_or((line, "-"));
        let data = fs::read(path).expect("a listed file can be read");
        bytes += data.len();
        let began = Instant::now();
        let parsed = syntax::decode(path, &data)
            .and_then(|source| Ok((syntax::parse(&source, Mode::File)?, source)));
        spent += began.elapsed();
        let text = match parsed {
            Ok((parsed, source)) if destination != "-" => {
                syntax::dump::tree(&source, &parsed.module, true)
            }
            Ok(_) => String::new(),
            Err(error) => format!("{path}:{}:{}: {}", error.line, error.offset, error.message),
        };
        if destination != "-" {
            fs::write(destination, text).expect("the dump can be written");
        } else if !text.is_empty() {
            println!("{text}");
        }
    }
    println!("parsed {bytes} bytes in {spent:?}");
}
