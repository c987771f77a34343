//! The `minipy` command: hands over to `cli`.

fn main() {
    let args = std::env::args_os()
        .map(|a| a.to_string_lossy().into_owned())
        .collect();
    let status = minipy::cli::main(args);
    if status == minipy::stdlib::INTERRUPTED {
        minipy::runtime::signal::die_of(2);
    }
    minipy::runtime::process::exit_now(status);
}
