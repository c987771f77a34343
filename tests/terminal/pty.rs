//! A program on a pseudo terminal, typed to by a test.
//!
//! Invariant: whatever a test waits for comes within [`PATIENCE`], or the test fails and shows the
//! screen; the program is gone when the session is.
//! Next file to read: `screen.rs`.

use super::screen::Screen;
use std::{
    fs::File,
    io::{Read, Write},
    os::fd::{AsRawFd, FromRawFd, OwnedFd},
    os::unix::process::CommandExt,
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// What the program has written.
struct Seen {
    screen: Screen,
    raw: Vec<u8>,
}

pub struct Session {
    child: Child,
    terminal: File,
    seen: Arc<Mutex<Seen>>,
    /// How much of the text has been waited for already.
    read: usize,
}

fn open_terminal(columns: u16, rows: u16) -> (OwnedFd, OwnedFd) {
    let (mut ours, mut theirs) = (-1, -1);
    let size = libc::winsize {
        ws_row: rows,
        ws_col: columns,
        ws_xpixel: 0,
        ws_ypixel: 0,
    };
    // SAFETY: the out-parameters are locals, the size is one, name and modes are left out.
    let opened = unsafe {
        libc::openpty(
            &mut ours,
            &mut theirs,
            std::ptr::null_mut(),
            std::ptr::null(),
            &size,
        )
    };
    assert_eq!(opened, 0, "a pseudo terminal");
    // SAFETY: both descriptors have just been opened and belong to nobody else.
    unsafe { (OwnedFd::from_raw_fd(ours), OwnedFd::from_raw_fd(theirs)) }
}

impl Session {
    pub fn start(
        arguments: &[&str],
        variables: &[(&str, &str)],
        columns: usize,
        rows: usize,
    ) -> Session {
        let (ours, theirs) = open_terminal(columns as u16, rows as u16);
        let same = || Stdio::from(theirs.try_clone().expect("a descriptor"));
        let mut command = Command::new(env!("CARGO_BIN_EXE_minipy"));
        for (name, _) in std::env::vars_os() {
            let name = name.to_string_lossy().into_owned();
            if name.starts_with("PYTHON") || name.ends_with("_COLOR") {
                command.env_remove(name);
            }
        }
        command
            .args(arguments)
            .env("TERM", "xterm")
            .env("PYTHON_HISTORY", "/dev/null")
            .env("PYTHON_COLORS", "0")
            .envs(variables.iter().copied())
            .stdin(same())
            .stdout(same())
            .stderr(same());
        // SAFETY: the two calls are allowed between fork and exec.
        unsafe {
            command.pre_exec(|| {
                libc::setsid();
                libc::ioctl(0, libc::TIOCSCTTY, 0);
                Ok(())
            });
        }
        let child = command.spawn().expect("the program starts");
        drop(theirs);
        let seen = Arc::new(Mutex::new(Seen {
            screen: Screen::new(columns, rows),
            raw: Vec::new(),
        }));
        let terminal = File::from(ours);
        let mut source = terminal.try_clone().expect("a descriptor");
        let sink = Arc::clone(&seen);
        thread::spawn(move || {
            let mut bytes = [0; 1 << 16];
            while let Ok(n @ 1..) = source.read(&mut bytes) {
                let mut seen = sink.lock().expect("the reader's lock");
                seen.screen.feed(&bytes[..n]);
                seen.raw.extend_from_slice(&bytes[..n]);
            }
        });
        Session {
            child,
            terminal,
            seen,
            read: 0,
        }
    }

    pub fn type_bytes(&mut self, bytes: &[u8]) {
        self.terminal.write_all(bytes).expect("it can be typed");
    }

    pub fn type_text(&mut self, text: &str) {
        self.type_bytes(text.as_bytes());
    }

    /// All text so far.
    pub fn text(&self) -> String {
        self.seen.lock().expect("the reader's lock").screen.text()
    }

    /// Every byte so far, escape sequences included.
    pub fn raw(&self) -> String {
        let seen = self.seen.lock().expect("the reader's lock");
        String::from_utf8_lossy(&seen.raw).into_owned()
    }

    #[track_caller]
    fn wait(&self, what: &str, mut done: impl FnMut(&str) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let text = self.text();
            if done(&text) {
                return;
            }
            assert!(
                Instant::now() < deadline,
                "waiting for {what:?}:\n{text}\n{:?}",
                self.raw()
            );
            thread::sleep(Duration::from_millis(8));
        }
    }

    /// Waits for a text after what was waited for before.
    #[track_caller]
    pub fn expect(&mut self, text: &str) {
        // Blanks at the ends of lines can't be seen.
        let lines: Vec<&str> = text.split('\n').collect();
        let (last, before) = lines.split_last().expect("there is a line");
        let mut text: String = before
            .iter()
            .map(|l| format!("{}\n", l.trim_end()))
            .collect();
        text.push_str(last);
        let text = text.as_str();
        let mut read = self.read;
        self.wait(text, |all| {
            let from = read.min(all.len());
            let from = (0..=from)
                .rev()
                .find(|i| all.is_char_boundary(*i))
                .unwrap_or(0);
            // The prompt that was waited for last may begin this text.
            let from = all[..from].rfind('\n').unwrap_or(0);
            match all[from..].find(text) {
                Some(at) => {
                    read = from + at + text.len();
                    true
                }
                None => false,
            }
        });
        self.read = read;
    }

    /// Waits until the text ends so.
    #[track_caller]
    pub fn expect_last(&mut self, text: &str) {
        self.wait(text, |all| all.ends_with(text));
    }

    /// Waits until nothing else is on the screen.
    #[track_caller]
    pub fn expect_screen(&mut self, text: &str) {
        let seen = Arc::clone(&self.seen);
        self.wait(text, |_| {
            seen.lock().expect("the lock").screen.visible() == text
        });
        self.read = self.text().len();
    }

    /// Waits until nothing has been written for a moment.
    pub fn settle(&mut self) {
        let mut last = 0;
        loop {
            thread::sleep(Duration::from_millis(60));
            let length = self.seen.lock().expect("the reader's lock").raw.len();
            if length == last {
                return;
            }
            last = length;
        }
    }

    /// Types line by line, as a person does who looks at each.
    pub fn slowly(&mut self, lines: &[&str]) {
        for line in lines {
            self.type_text(line);
            self.settle();
            self.type_text("\r");
            self.settle();
        }
    }

    /// Types a line and waits for the next prompt.
    #[track_caller]
    pub fn line(&mut self, line: &str) {
        self.type_text(&format!("{line}\r"));
        self.settle();
        self.read = self.text().rfind('\n').unwrap_or(0);
    }

    /// Types a line and waits for what it shows.
    #[track_caller]
    pub fn run(&mut self, line: &str, shows: &str) {
        self.type_text(&format!("{line}\r"));
        self.expect(&format!("{line}\n{shows}"));
    }

    pub fn resize(&mut self, columns: usize, rows: usize) {
        let size = libc::winsize {
            ws_row: rows as u16,
            ws_col: columns as u16,
            ws_xpixel: 0,
            ws_ypixel: 0,
        };
        self.settle();
        let mut seen = self.seen.lock().expect("the reader's lock");
        seen.screen.resize(columns, rows);
        // SAFETY: the size is a local that outlives the call.
        unsafe { libc::ioctl(self.terminal.as_raw_fd(), libc::TIOCSWINSZ, &size) };
        drop(seen);
        self.settle();
    }

    /// Sends SIGINT, as `kill -INT` does.
    pub fn interrupt(&mut self) {
        let pid = self.child.id().to_string();
        let sent = Command::new("kill").args(["-INT", &pid]).status();
        assert!(sent.expect("kill runs").success());
    }

    /// Waits for the end.
    #[track_caller]
    pub fn status(&mut self) -> i32 {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().expect("it can be waited for") {
                return status.code().unwrap_or(-1);
            }
            assert!(Instant::now() < deadline, "it goes on:\n{}", self.text());
            thread::sleep(Duration::from_millis(8));
        }
    }

    /// Leaves with Ctrl-D.
    #[track_caller]
    pub fn leave(&mut self) {
        self.settle();
        self.type_text("\x04");
        assert_eq!(self.status(), 0);
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
