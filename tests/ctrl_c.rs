//! SIGINT in the middle of things: it must end any wait and any long computation soon, as a
//! KeyboardInterrupt in the main thread, and the process must die of the signal.
//!
//! A program says `ready` when it is about to start what is to be interrupted.
//! Invariant: no case takes longer than [`LIMIT`] after the signal.
//! Next file to read: `tests/terminal.rs`.

use std::{
    io::{BufRead, BufReader, Read},
    os::unix::process::{CommandExt, ExitStatusExt},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// How long a program may go on after the signal.
const LIMIT: Duration = Duration::from_secs(5);

struct Ended {
    signal: Option<i32>,
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill")
        .args([name, &child.id().to_string()])
        .status()
        .expect("kill runs");
    assert!(sent.success());
}

/// Runs a program and sends it signals, `gap` apart, once it is ready.
fn interrupt(program: &str, count: usize, gap: Duration) -> Ended {
    let mut child = Command::new(env!("CARGO_BIN_EXE_minipy"))
        .args(["-c", program])
        .env("NO_COLOR", "1")
        .env_remove("PYTHONUNBUFFERED")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .process_group(0)
        .spawn()
        .expect("the program starts");
    let mut stdout = BufReader::new(child.stdout.take().expect("it is piped"));
    let mut line = String::new();
    stdout.read_line(&mut line).expect("it says something");
    assert_eq!(line, "ready\n", "{program}");
    for _ in 0..count {
        thread::sleep(gap);
        signal(&child, "-INT");
    }
    let deadline = Instant::now() + LIMIT;
    while child.try_wait().expect("it can be waited for").is_none() {
        if Instant::now() > deadline {
            child.kill().expect("it can be killed");
            panic!("goes on after Ctrl-C:\n{program}");
        }
        thread::sleep(Duration::from_millis(5));
    }
    let status = child.wait().expect("it has ended");
    let mut ended = Ended {
        signal: status.signal(),
        code: status.code(),
        stdout: String::new(),
        stderr: String::new(),
    };
    stdout.read_to_string(&mut ended.stdout).expect("text");
    let mut stderr = child.stderr.take().expect("it is piped");
    stderr.read_to_string(&mut ended.stderr).expect("text");
    ended
}

/// The gap before a signal that lets the program come to what is interrupted.
const SOON: Duration = Duration::from_millis(150);

/// Interrupts a program of two parts: what it prepares, and what is interrupted.
#[track_caller]
fn dies(prepare: &str, work: &str) {
    let program = format!("{prepare}\nprint('ready', flush=True)\n{work}\n");
    let ended = interrupt(&program, 1, SOON);
    let last = ended.stderr.lines().next_back();
    assert_eq!(last, Some("KeyboardInterrupt"), "{program}{}", ended.stderr);
    assert_eq!(ended.signal, Some(2), "{program}");
}

#[test]
fn loops() {
    let ended = interrupt("print('ready', flush=True)\nwhile True: pass", 1, SOON);
    assert_eq!(
        ended.stderr,
        "Traceback (most recent call last):\n  File \"<string>\", line 2, in <module>\n    while True: pass\n                ^^^^\nKeyboardInterrupt\n"
    );
    assert_eq!(ended.signal, Some(2));
    dies("", "for i in range(10**12): pass");
    dies(
        "def f():\n  while True:\n    try: pass\n    finally: pass",
        "f()",
    );
    dies("", "[0 for i in range(10**12) if 0]");
    dies("def g():\n  while 1: yield 0", "for x in g(): pass");
}

#[test]
fn waits() {
    dies("import time", "time.sleep(30)");
    dies(
        "import threading; l = threading.Lock(); l.acquire()",
        "l.acquire()",
    );
    dies(
        "import threading; c = threading.Condition()",
        "with c: c.wait()",
    );
    dies("import threading", "threading.Event().wait()");
    dies("import threading", "threading.Semaphore(0).acquire()");
    dies("import threading", "threading.Barrier(2).wait()");
    dies("", "input()");
    dies("import posix; r, w = posix.pipe()", "posix.read(r, 1)");
    let sleeper = "import threading, time; t = threading.Thread(target=time.sleep, args=(30,), daemon=True); t.start()";
    dies(sleeper, "t.join()");
    dies(
        "import threading\ndef f():\n  while 1: pass\nthreading.Thread(target=f, daemon=True).start()\nimport time",
        "time.sleep(30)",
    );
}

#[test]
fn long_computations() {
    dies("", "7 ** 40000000");
    dies("n = 10 ** 40000 + 7", "pow(3, 10 ** 40000, n)");
    dies(
        "import sys; sys.set_int_max_str_digits(0); x = 7 ** 1000000",
        "str(x); str(x ** 2)",
    );
    dies("", "sum(range(10**12))");
    dies("", "min(range(10**12))");
    dies("", "max(iter(range(10**12)))");
    dies("", "sum(map(int, iter(int, 1)))");
    dies("", "sum(reversed(range(10**12)))");
    dies("", "5 in iter(int, 1)");
    dies("", "range(10**12).index(0.5)");
    dies("", "range(10**12).count(0.5)");
    dies("", "list(filter(None, iter(int, 1)))");
    dies("", "set(iter(int, 1))");
    dies("", "a, *b = iter(int, 1)");
    dies(
        "class A:\n  def __lt__(s, o): return False\nx = [A() for i in range(300000)]",
        "while 1: x.sort()",
    );
    dies("x = [1] * 1000000", "while 1: x * 50");
    dies("x = [object()] * 1000000", "while 1: 5 in x * 10");
    dies("x = ['abc'] * 1000000", "while 1: ''.join(x)");
}

#[test]
fn programs_that_handle_it() {
    let ended = interrupt(
        "import time\nprint('ready', flush=True)\ntry: time.sleep(30)\nexcept KeyboardInterrupt: print('caught'); raise SystemExit(5)",
        1,
        SOON,
    );
    assert_eq!((ended.code, &*ended.stdout), (Some(5), "caught\n"));
    let ended = interrupt(
        "import signal, time\nsignal.signal(signal.SIGINT, lambda n, f: print('handled', n))\nprint('ready', flush=True)\ntime.sleep(0.6); print('slept')",
        2,
        SOON,
    );
    let expected = "handled 2\nhandled 2\nslept\n";
    assert_eq!((ended.code, &*ended.stdout), (Some(0), expected));
    let ended = interrupt(
        "import signal, time\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nprint('ready', flush=True)\ntime.sleep(0.4); print('slept')",
        1,
        SOON,
    );
    assert_eq!((ended.code, &*ended.stdout), (Some(0), "slept\n"));
    let ended = interrupt(
        "import time\nprint('ready', flush=True)\ntry: time.sleep(30)\nfinally: print('finally')",
        1,
        SOON,
    );
    assert_eq!((ended.signal, &*ended.stdout), (Some(2), "finally\n"));
}

/// The first one is raised in `join`, the second ends the wait for the thread at the end.
#[test]
fn a_thread_that_goes_on() {
    let program = "import threading, time\nt = threading.Thread(target=time.sleep, args=(0.7,)); t.start()\nprint('ready', flush=True)\nt.join()";
    let start = Instant::now();
    let once = interrupt(program, 1, SOON);
    assert_eq!(once.signal, Some(2));
    assert!(start.elapsed() > Duration::from_millis(650));
    assert!(
        once.stderr.ends_with("\nKeyboardInterrupt\n"),
        "{}",
        once.stderr
    );
    let twice = interrupt(&program.replace("0.7", "20"), 2, SOON);
    assert_eq!(twice.signal, Some(2));
    let text = "Exception ignored while joining a thread in _thread._shutdown():\n";
    assert!(twice.stderr.contains(text), "{}", twice.stderr);
}

#[test]
fn a_thread_does_not_get_it() {
    let program = "import threading, time\ndef f():\n  try:\n    for i in range(30): time.sleep(0.02)\n    print('thread done')\n  except KeyboardInterrupt: print('wrong')\nt = threading.Thread(target=f); t.start()\nprint('ready', flush=True)\ntry:\n  while 1: pass\nexcept KeyboardInterrupt: print('main')\nt.join()";
    let ended = interrupt(program, 1, SOON);
    assert_eq!(ended.stdout, "main\nthread done\n");
    assert_eq!(ended.code, Some(0));
}

#[test]
fn other_signals_end_it_at_once() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_minipy"))
        .args([
            "-c",
            "import time\nprint('ready', flush=True)\ntime.sleep(30)",
        ])
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut line = String::new();
    let stdout = child.stdout.as_mut().expect("it is piped");
    BufReader::new(stdout).read_line(&mut line).expect("a line");
    signal(&child, "-TERM");
    assert_eq!(child.wait().expect("it ends").signal(), Some(15));
}
