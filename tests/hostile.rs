//! Programs that try to break the interpreter, and sources that are hardly programs.
//!
//! A file in `tests/hostile` holds many cases. What stands before the first `#: title` line is
//! common to all; each case is a program of its own. It must end by itself, without a signal or a
//! panic. Comments in a case say more:
//!
//! | comment | meaning |
//! |---|---|
//! | `# status: 1 120` | the exit statuses it may end with (0 if nothing is said) |
//! | `# expect: text` | all lines of its output, if there are such comments |
//! | `# shell: {python} > /dev/full` | the command; `{binary}` and `{script}` are its parts |
//!
//! `MINIPY_HOSTILE=text` runs only the cases whose title contains the text; `MINIPY_BINARY` runs
//! another interpreter, and `MINIPY_HOSTILE_SEED` starts the mutated sources elsewhere.
//!
//! Invariant: whatever the program, the interpreter ends with an exit status of its own choosing.
//! Next file to read: `tests/scripts.rs`.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Command, ExitStatus, Stdio},
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

/// How long a case may take. Debug builds are about ten times slower than others.
const TIMEOUT: Duration = Duration::from_secs(if cfg!(debug_assertions) { 120 } else { 20 });

/// Cases that run at the same time.
const WORKERS: usize = 2;

/// Files take turns, so that never more than [`WORKERS`] cases run.
static TURN: Mutex<()> = Mutex::new(());

fn binary() -> String {
    std::env::var("MINIPY_BINARY").unwrap_or_else(|_| env!("CARGO_BIN_EXE_minipy").to_owned())
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

struct Case {
    title: String,
    text: String,
    statuses: Vec<i32>,
    expected: Vec<String>,
    shell: Option<String>,
}

/// The cases of a file.
fn cases(text: &str) -> Vec<Case> {
    let mut parts = format!("\n{text}");
    parts.push('\n');
    let mut pieces = parts.split("\n#: ");
    let prologue = pieces.next().unwrap_or_default().to_owned();
    pieces
        .map(|piece| {
            let (title, body) = piece.split_once('\n').unwrap_or((piece, ""));
            let comment = |key: &'static str| {
                body.lines().filter_map(move |l| {
                    l.strip_prefix("# ")?.strip_prefix(key)?.strip_prefix(": ")
                })
            };
            let mut statuses: Vec<i32> = comment("status")
                .flat_map(|s| s.split(' ').map(|n| n.parse().expect("a status")))
                .collect();
            if statuses.is_empty() {
                statuses.push(0);
            }
            Case {
                title: title.to_owned(),
                text: format!("{prologue}\n{body}\n"),
                statuses,
                expected: comment("expect").map(str::to_owned).collect(),
                shell: comment("shell").next().map(str::to_owned),
            }
        })
        .collect()
}

/// A fresh folder for one run.
fn folder() -> PathBuf {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join(format!("hostile-{}-{number}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// Runs a command with its output in files, so that nothing it does can block the test.
fn run(mut command: Command, folder: &Path) -> (Option<ExitStatus>, String, String) {
    let (out, err) = (folder.join("stdout"), folder.join("stderr"));
    let mut child = command
        .current_dir(folder)
        .env("PYTHONHASHSEED", "0")
        .env_remove("PYTHONPATH")
        .env_remove("PYTHONUNBUFFERED")
        .stdin(Stdio::null())
        .stdout(File::create(&out).expect("a file"))
        .stderr(File::create(&err).expect("a file"))
        .spawn()
        .expect("the interpreter starts");
    let deadline = Instant::now() + TIMEOUT;
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break Some(status),
            Ok(None) if Instant::now() < deadline => thread::sleep(Duration::from_millis(2)),
            _ => {
                let _ = child.kill();
                let _ = child.wait();
                break None;
            }
        }
    };
    let text = |path| String::from_utf8_lossy(&fs::read(path).unwrap_or_default()).into_owned();
    (status, text(&out), text(&err))
}

/// What is wrong with an end, if anything. A shell tells of a signal by a status above 128.
fn complaint(status: Option<ExitStatus>, stderr: &str, allowed: Option<&[i32]>) -> Option<String> {
    let Some(status) = status else {
        return Some(format!("did not end within {TIMEOUT:?}"));
    };
    let bad = match (status.code(), allowed) {
        (None, _) => true,
        (Some(code), Some(allowed)) => !allowed.contains(&code),
        (Some(code), None) => code == 101 || code > 128,
    };
    let panicked = stderr.contains("panicked at");
    (bad || panicked).then(|| {
        let lines: Vec<&str> = stderr.lines().collect();
        let shown = if panicked {
            &lines[lines.len().saturating_sub(20)..]
        } else {
            &lines[lines.len().saturating_sub(4)..]
        };
        format!("{status}\n      | {}", shown.join("\n      | "))
    })
}

fn run_case(case: &Case) -> Option<String> {
    let folder = folder();
    let script = folder.join("case.py");
    fs::write(&script, &case.text).expect("a script");
    let command = match &case.shell {
        None => {
            let mut command = Command::new(binary());
            command.arg(&script);
            command
        }
        Some(line) => {
            let both = format!("{} {}", binary(), script.display());
            let line = line
                .replace("{python}", &both)
                .replace("{binary}", &binary())
                .replace("{script}", &script.display().to_string());
            let mut command = Command::new("bash");
            command.arg("-c").arg(line);
            command
        }
    };
    let (status, stdout, stderr) = run(command, &folder);
    let wrong = complaint(status, &stderr, Some(&case.statuses)).or_else(|| {
        let found: Vec<&str> = stdout.lines().collect();
        (!case.expected.is_empty() && found != case.expected)
            .then(|| format!("printed {found:?}, not {:?}", case.expected))
    });
    let _ = fs::remove_dir_all(&folder);
    wrong.map(|w| format!("{}: {w}", case.title))
}

/// Calls `work` for every number below `count` on a few threads and gathers what is wrong.
fn gather(count: usize, work: impl Fn(usize) -> Option<String> + Sync) {
    let _turn = TURN.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let next = AtomicUsize::new(0);
    let wrong = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| {
                loop {
                    let i = next.fetch_add(1, Ordering::Relaxed);
                    if i >= count {
                        break;
                    }
                    wrong.lock().expect("no panic").extend(work(i));
                }
            });
        }
    });
    let wrong = wrong.into_inner().expect("no panic");
    assert!(
        wrong.is_empty(),
        "{} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

fn file(name: &str) {
    let path = root().join("tests/hostile").join(name);
    let text = fs::read_to_string(path).expect("a file of cases");
    let wanted = std::env::var("MINIPY_HOSTILE").unwrap_or_default();
    let mut cases = cases(&text);
    assert!(!cases.is_empty(), "{name} has no cases");
    cases.retain(|case| case.title.contains(&wanted));
    gather(cases.len(), |i| run_case(&cases[i]));
}

#[test]
fn recursion() {
    file("recursion.py");
}

#[test]
fn source() {
    file("source.py");
}

#[test]
fn mutation() {
    file("mutation.py");
}

#[test]
fn lifetimes() {
    file("lifetimes.py");
}

#[test]
fn code_objects() {
    file("code_objects.py");
}

#[test]
fn memory() {
    file("memory.py");
}

#[test]
fn process() {
    file("process.py");
}

/// A small generator of random numbers (xorshift), the same on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() >> 11) as usize % n.max(1)
    }
}

/// Real programs: our scripts, longest first left out.
fn seeds() -> Vec<Vec<u8>> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|e| e == "py") {
                found.push(path);
            }
        }
    }
    let mut paths = Vec::new();
    walk(&root().join("tests/scripts"), &mut paths);
    walk(&root().join("tests/golden"), &mut paths);
    paths.sort();
    paths
        .iter()
        .filter_map(|p| fs::read(p).ok())
        .filter(|text| text.len() < 8000)
        .collect()
}

/// What a mutation puts in: pieces that mean something to a lexer or parser.
const PIECES: &[&[u8]] = &[
    b"(",
    b")",
    b"[",
    b"]",
    b"{",
    b"}",
    b":",
    b"\n",
    b"\n    ",
    b"\t",
    b"\\\n",
    b"'",
    b"\"",
    b"'''",
    b"f'{",
    b"}'",
    b"t'",
    b"#",
    b"\0",
    b"\xff",
    b"\xc3\xa9",
    b"lambda ",
    b"yield ",
    b"await ",
    b"async ",
    b"def f(",
    b"class A",
    b"match x:\n",
    b"case ",
    b"*",
    b"**",
    b":=",
    b"@",
    b"->",
    b"=",
    b"return",
    b"global x\n",
    b"nonlocal x\n",
    b"import ",
    b"from . ",
    b"del ",
    b"except*",
    b"finally:",
    b"with ",
    b"0x",
    b"1e999",
    b"1_",
    b"...",
    b"if ",
    b" else ",
    b" for x in y",
    b"type X[T] = ",
    b";",
    b"__debug__",
    b"None",
    b"!",
    b"$",
    b"?",
    b"\r",
    b"\x0c",
    b"\xef\xbb\xbf",
    b"# coding: latin-1\n",
];

fn mutated(random: &mut Random, seeds: &[Vec<u8>]) -> Vec<u8> {
    let mut text = seeds[random.below(seeds.len())].clone();
    for _ in 0..1 + random.below(6) {
        let at = random.below(text.len() + 1);
        match random.below(8) {
            0 => text.truncate(at),
            1 if at < text.len() => text[at] = random.next() as u8,
            2 if at < text.len() => {
                let end = (at + random.below(40)).min(text.len());
                text.drain(at..end);
            }
            3 => {
                let end = (at + random.below(200)).min(text.len());
                let copy = text[at..end].to_vec();
                let to = random.below(text.len() + 1);
                text.splice(to..to, copy);
            }
            4 => {
                let other = &seeds[random.below(seeds.len())];
                let from = random.below(other.len());
                let end = (from + random.below(300)).min(other.len());
                text.splice(at..at, other[from..end].iter().copied());
            }
            _ => {
                let piece = PIECES[random.below(PIECES.len())];
                for _ in 0..[1, 1, 1, 2, 300][random.below(5)] {
                    text.splice(at..at, piece.iter().copied());
                }
            }
        }
    }
    text
}

/// Compiles every file it is given, without running any.
const COMPILE_ALL: &str = "
import sys
for name in sys.argv[1:]:
    with open(name, 'rb') as f:
        data = f.read()
    for source in (data, data.decode('latin-1')):
        for mode in ('exec', 'single', 'eval'):
            try:
                compile(source, name, mode)
            except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError):
                pass
";

/// Sources in batches: one process compiles a batch, and names the file if it fails alone.
fn compile_batches(sources: Vec<Vec<u8>>) {
    const BATCH: usize = 50;
    let batches: Vec<&[Vec<u8>]> = sources.chunks(BATCH).collect();
    gather(batches.len(), |i| {
        let folder = folder();
        let script = folder.join("compile_all.py");
        fs::write(&script, COMPILE_ALL).expect("a script");
        let names: Vec<PathBuf> = (0..batches[i].len())
            .map(|n| folder.join(format!("source{n}.py")))
            .collect();
        for (name, source) in names.iter().zip(batches[i]) {
            fs::write(name, source).expect("a source");
        }
        let ends = |names: &[PathBuf]| {
            let mut command = Command::new(binary());
            command.arg("-W").arg("ignore").arg(&script).args(names);
            let (status, _, stderr) = run(command, &folder);
            complaint(status, &stderr, Some(&[0]))
        };
        let wrong = ends(&names).map(|together| {
            let one = names
                .iter()
                .find_map(|n| ends(std::slice::from_ref(n)).map(|why| (n, why)));
            match one {
                Some((name, why)) => format!("{}: {why}", name.display()),
                None => format!("batch {}: {together}", folder.display()),
            }
        });
        if wrong.is_none() {
            let _ = fs::remove_dir_all(&folder);
        }
        wrong
    });
}

fn seed() -> u64 {
    std::env::var("MINIPY_HOSTILE_SEED")
        .ok()
        .and_then(|s| s.parse().ok())
        .unwrap_or(0x2545_f491_4f6c_dd1d)
}

#[test]
fn mutated_programs_compile_or_are_refused() {
    let seeds = seeds();
    let mut random = Random(seed());
    compile_batches((0..400).map(|_| mutated(&mut random, &seeds)).collect());
}

/// What programs are written with, more or less.
const SIGNS: &[u8] = b" \n\t()[]{}:;.,'\"\\=+-*/@ab01fr#";

#[test]
fn random_bytes_are_refused() {
    let mut random = Random(seed() ^ 0x9e37_79b9_7f4a_7c15);
    let mut sources = Vec::new();
    for i in 0..200 {
        let length = random.below(400);
        let printable = i % 2 == 0;
        let mut source: Vec<u8> = (0..length)
            .map(|_| match printable {
                true => SIGNS[random.below(SIGNS.len())],
                false => random.next() as u8,
            })
            .collect();
        if i % 5 == 0 {
            let name = [&b"latin-1"[..], b"utf-8", b"utf-16", b"cp1252", b"ascii"][random.below(5)];
            source.splice(0..0, [b"# coding: ", name, b"\n"].concat());
        }
        sources.push(source);
    }
    compile_batches(sources);
}

/// Mutated programs that run: most die of a NameError soon, some do odd things first.
#[test]
fn mutated_programs_run() {
    let seeds: Vec<Vec<u8>> = seeds()
        .into_iter()
        .filter(|text| {
            // Nothing that starts processes, waits long or writes files.
            let text = String::from_utf8_lossy(text);
            ![
                "os.", "open(", "sleep", "signal", "fork", "thread", "2 **", "10 **", "range(1",
            ]
            .iter()
            .any(|word| text.contains(word))
        })
        .collect();
    let mut random = Random(seed() ^ 0x1234_5678_9abc_def1);
    let sources: Vec<Vec<u8>> = (0..150).map(|_| mutated(&mut random, &seeds)).collect();
    gather(sources.len(), |i| {
        let folder = folder();
        let script = folder.join("mutated.py");
        fs::write(&script, &sources[i]).expect("a script");
        let mut command = Command::new("bash");
        let line = format!("ulimit -v 3000000; exec {} {}", binary(), script.display());
        command.arg("-c").arg(line);
        let (status, _, stderr) = run(command, &folder);
        // A mutated loop may well never end.
        let wrong = status.and_then(|s| complaint(Some(s), &stderr, None));
        if wrong.is_none() {
            let _ = fs::remove_dir_all(&folder);
        }
        wrong.map(|why| format!("{}: {why}", script.display()))
    });
}
