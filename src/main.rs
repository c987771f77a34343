//! The `minipy` command: hands over to `cli`.

fn main() {}
