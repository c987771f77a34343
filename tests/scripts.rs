//! Runs every program in `tests/scripts` and compares what it prints with what it should.
//!
//! `tests/README.md` says how expectations are written. The environment steers a run:
//! `MINIPY_SCRIPTS=with/` runs only scripts whose path contains that text, `MINIPY_MODES=default,nogil`
//! chooses modes, `MINIPY_BINARY=python3.14` runs another interpreter.
//!
//! Invariant: a script passes in a mode only if its output, its last line of errors and its exit
//! status are all as expected.
//! Next file to read: `tests/README.md`.

use std::{
    fs,
    io::{Read, Write},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

/// A way to run a script: its name and the options it adds.
struct Mode {
    name: &'static str,
    options: &'static [&'static str],
}

const MODES: &[Mode] = &[
    Mode {
        name: "default",
        options: &[],
    },
    Mode {
        name: "audit",
        options: &["-X", "refcount=audit"],
    },
    Mode {
        name: "nogil",
        options: &["-X", "gil=0"],
    },
];

/// The modes of an ordinary run.
const USUAL_MODES: &str = "default";

/// Scripts that run at the same time, over all areas.
const WORKERS: usize = 2;

const TIMEOUT: Duration = Duration::from_secs(30);

/// Areas take turns, so that never more than [`WORKERS`] scripts run.
static TURN: Mutex<()> = Mutex::new(());

/// Scripts whose features are not built yet, one path in a line. They run all the same: one that
/// passes must be taken off the list.
const NOT_YET: &str = include_str!("not_yet.txt");

/// Scripts that pass or fail by the machine's load: a failure is reported, not counted.
const UNSTEADY: &[&str] = &["threads/gil/lost_updates_across_calls.py"];

/// What a script must print and how it must end.
#[derive(Default)]
struct Expectation {
    stdout: String,
    error: Option<String>,
    /// All of standard error, with the script's folder cut from paths.
    stderr: Option<String>,
    stdin: String,
    args: Vec<String>,
    skip: bool,
    modes: Option<String>,
    found: bool,
}

impl Expectation {
    fn read(path: &Path) -> Expectation {
        let text = fs::read(path).expect("a readable script");
        let mut expectation = Expectation::default();
        for line in String::from_utf8_lossy(&text).lines() {
            let comment = line
                .strip_prefix("# ")
                .or_else(|| line.split_once("  # ").map(|(_, comment)| comment));
            let Some((key, value)) = comment.and_then(|comment| comment.split_once(':')) else {
                continue;
            };
            let value = value.strip_prefix(' ').unwrap_or(value);
            match key {
                "expect" => {
                    expectation.stdout.push_str(value);
                    expectation.stdout.push('\n');
                    expectation.found = true;
                }
                "expect error" => {
                    expectation.error = Some(value.to_owned());
                    expectation.found = true;
                }
                "stdin" => {
                    expectation.stdin.push_str(value);
                    expectation.stdin.push('\n');
                }
                "args" => expectation.args = value.split(' ').map(str::to_owned).collect(),
                "skip" => expectation.skip = true,
                "modes" => expectation.modes = Some(value.to_owned()),
                _ => {}
            }
        }
        if let Ok(out) = fs::read_to_string(path.with_extension("out")) {
            expectation.stdout = out;
            expectation.found = true;
        }
        if let Ok(err) = fs::read_to_string(path.with_extension("err")) {
            expectation.stderr = Some(err);
            expectation.found = true;
        }
        expectation
    }

    fn applies_in(&self, mode: &Mode) -> bool {
        let named = |modes: &String| modes.split(' ').any(|name| name == mode.name);
        !self.skip && self.modes.as_ref().is_none_or(named)
    }

    /// What is wrong with a run, if anything.
    fn complaint(&self, run: &Run) -> Option<String> {
        let last = run.stderr.trim_end().lines().next_back().unwrap_or("");
        let Some(status) = run.status else {
            return Some(format!("did not end within {TIMEOUT:?}"));
        };
        if !self.found {
            return Some("has no expectation".to_owned());
        }
        if self.error.as_deref().is_some_and(|error| error != last) {
            return Some(format!("ends with {last:?}, not {:?}", self.error));
        }
        if run.stdout != self.stdout {
            let difference = difference(&self.stdout, &run.stdout);
            return Some(format!("{difference}{}", shown(&run.stderr)));
        }
        if let Some(stderr) = &self.stderr
            && *stderr != run.stderr
        {
            let difference = difference(stderr, &run.stderr);
            return Some(format!("standard error: {difference}"));
        }
        let fails = self.error.is_some() || self.stderr.is_some();
        if status.code() != Some(i32::from(fails)) || (!fails && !last.is_empty()) {
            return Some(format!("{status}{}", shown(&run.stderr)));
        }
        None
    }
}

fn difference(expected: &str, found: &str) -> String {
    let same = expected
        .lines()
        .zip(found.lines())
        .take_while(|(e, f)| e == f)
        .count();
    let line = |text: &str| text.lines().nth(same).unwrap_or("<end>").to_owned();
    format!(
        "line {} of the output:\n      expected {}\n      found    {}",
        same + 1,
        line(expected),
        line(found)
    )
}

/// The last lines of an error output, for a report.
fn shown(stderr: &str) -> String {
    let lines: Vec<&str> = stderr.lines().collect();
    let start = lines.len().saturating_sub(4);
    lines[start..]
        .iter()
        .map(|line| format!("\n      | {line}"))
        .collect()
}

struct Run {
    stdout: String,
    stderr: String,
    /// `None` if it had to be stopped.
    status: Option<ExitStatus>,
}

fn run(path: &Path, expectation: &Expectation, mode: &Mode) -> Run {
    let binary =
        std::env::var("MINIPY_BINARY").unwrap_or_else(|_| env!("CARGO_BIN_EXE_minipy").to_owned());
    let mut child = Command::new(binary)
        .args(mode.options)
        .arg(path.file_name().expect("a file"))
        .args(&expectation.args)
        .current_dir(path.parent().expect("a folder"))
        .env("PYTHONHASHSEED", "0")
        .env("PYTHONUTF8", "1")
        .env("PYTHONWARNINGS", "ignore")
        .env_remove("PYTHONPATH")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the interpreter starts");
    if let Some(mut stdin) = child.stdin.take() {
        // A script that does not read its input closes the pipe early.
        let _ = stdin.write_all(expectation.stdin.as_bytes());
    }
    let stdout = reader(child.stdout.take());
    let stderr = reader(child.stderr.take());
    let status = wait(&mut child);
    let folder = format!("{}/", path.parent().expect("a folder").display());
    Run {
        stdout: stdout.join().unwrap_or_default(),
        stderr: stderr.join().unwrap_or_default().replace(&folder, ""),
        status,
    }
}

fn reader(pipe: Option<impl Read + Send + 'static>) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            let _ = pipe.read_to_end(&mut bytes);
        }
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

fn wait(child: &mut Child) -> Option<ExitStatus> {
    let deadline = Instant::now() + TIMEOUT;
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status),
            Ok(None) if Instant::now() < deadline => thread::sleep(Duration::from_millis(2)),
            _ => {
                let _ = child.kill();
                let _ = child.wait();
                return None;
            }
        }
    }
}

/// The scripts below `folder`; a folder `_modules` holds what scripts import.
fn scripts(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            if !path.ends_with("_modules") && !path.ends_with("__pycache__") {
                scripts(&path, found);
            }
        } else if path.extension().is_some_and(|e| e == "py") {
            found.push(path);
        }
    }
}

fn chosen_modes() -> Vec<&'static Mode> {
    let names = std::env::var("MINIPY_MODES").unwrap_or_else(|_| USUAL_MODES.to_owned());
    MODES
        .iter()
        .filter(|mode| names.split(',').any(|name| name == mode.name))
        .collect()
}

/// Runs all scripts of one folder of `tests/scripts`.
fn area(name: &str) {
    let _turn = TURN.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scripts");
    let filter = std::env::var("MINIPY_SCRIPTS").unwrap_or_default();
    let mut paths = Vec::new();
    scripts(&root.join(name), &mut paths);
    paths.retain(|path| path.to_string_lossy().contains(&filter));
    paths.sort();
    let modes = chosen_modes();
    let next = AtomicUsize::new(0);
    let ran = AtomicUsize::new(0);
    let waiting = AtomicUsize::new(0);
    let wrong = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| {
                while let Some(path) = paths.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let expectation = Expectation::read(path);
                    for mode in modes.iter().filter(|mode| expectation.applies_in(mode)) {
                        ran.fetch_add(1, Ordering::Relaxed);
                        let short = path
                            .strip_prefix(&root)
                            .unwrap_or(path)
                            .display()
                            .to_string();
                        let mut complaint = expectation.complaint(&run(path, &expectation, mode));
                        if NOT_YET.lines().any(|line| line == short) {
                            waiting.fetch_add(1, Ordering::Relaxed);
                            complaint = match complaint {
                                Some(_) => None,
                                None => Some("passes now: take it off not_yet.txt".to_owned()),
                            };
                        }
                        if UNSTEADY.contains(&short.as_str())
                            && let Some(complaint) = complaint.take()
                        {
                            println!("unsteady: {short}: {complaint}");
                        }
                        if let Some(complaint) = complaint {
                            let line = format!("{short} [{}]\n    {complaint}", mode.name);
                            wrong.lock().expect("no panic").push(line);
                        }
                    }
                }
            });
        }
    });
    let mut wrong = wrong.into_inner().expect("no panic");
    wrong.sort();
    let summary = format!(
        "{name}: {} runs, {} wrong, {} not built yet",
        ran.into_inner(),
        wrong.len(),
        waiting.into_inner()
    );
    println!("{summary}");
    assert!(wrong.is_empty(), "{summary}\n{}", wrong.join("\n"));
}

#[test]
fn language() {
    area("language");
}

#[test]
fn builtins() {
    area("builtins");
}

#[test]
fn stdlib() {
    area("stdlib");
}

#[test]
fn threads() {
    area("threads");
}

#[test]
fn errors() {
    area("errors");
}

#[test]
fn limits() {
    area("limits");
}

#[test]
fn regression() {
    area("regression");
}

#[test]
fn every_area_has_a_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scripts");
    let known = [
        "language",
        "builtins",
        "stdlib",
        "threads",
        "errors",
        "limits",
        "regression",
    ];
    for entry in fs::read_dir(root).expect("tests/scripts").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        assert!(known.contains(&&*name), "no test runs tests/scripts/{name}");
    }
}
