//! The command line: options, variables, ways to run, exit statuses, broken output.
//!
//! Each case is a command line and all it prints. `{dir}` stands for the test's own folder and
//! `{exe}` for the program.
//! Invariant: no variable of the surroundings that steers the program is passed on.
//! Next file to read: `tests/terminal.rs`.

use std::{
    fs,
    io::Write,
    path::PathBuf,
    process::{Command, Output, Stdio},
};

/// A folder of files for one test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Folder {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("cli_{name}"));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a temporary folder");
        for (file, text) in files {
            let file = path.join(file);
            fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
            fs::write(file, text).expect("a file");
        }
        Folder(path.canonicalize().expect("it exists"))
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_minipy"));
        command.current_dir(&self.0).env("NO_COLOR", "1");
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("PYTHON") {
                command.env_remove(name);
            }
        }
        command
    }

    fn run(&self, arguments: &[&str], variables: &[(&str, &str)], input: &str) -> Output {
        let mut child = self
            .command()
            .args(arguments)
            .envs(variables.iter().copied())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut stdin = child.stdin.take().expect("it is piped");
        // A program that does not read its input is no failure.
        let _ = stdin.write_all(input.as_bytes());
        drop(stdin);
        child.wait_with_output().expect("it ends")
    }

    /// Standard output and standard error together with the status, paths made short.
    fn outcome(&self, arguments: &[&str], variables: &[(&str, &str)], input: &str) -> String {
        let output = self.run(arguments, variables, input);
        let folder = self.0.to_string_lossy();
        let text = |bytes: &[u8]| {
            String::from_utf8_lossy(bytes)
                .replace(&*folder, "{dir}")
                .replace(env!("CARGO_BIN_EXE_minipy"), "{exe}")
        };
        let status = match output.status.code() {
            Some(code) => code.to_string(),
            None => output.status.to_string(),
        };
        format!("{}{}[{status}]", text(&output.stdout), text(&output.stderr))
    }

    #[track_caller]
    fn check(&self, arguments: &[&str], expected: &str) {
        self.check_with(arguments, &[], "", expected);
    }

    #[track_caller]
    fn check_with(&self, arguments: &[&str], env: &[(&str, &str)], input: &str, expected: &str) {
        let found = self.outcome(arguments, env, input);
        assert_eq!(found, expected, "\nminipy {}", arguments.join(" "));
    }
}

const SHOW: &str = "import sys\nprint(__name__, __file__, __package__, sys.argv, sys.path[0])\n";

#[test]
fn exit_statuses() {
    let f = Folder::new("exit", &[]);
    f.check(&["-c", "print(1)"], "1\n[0]");
    f.check(&["-c", "raise SystemExit"], "[0]");
    f.check(&["-c", "raise SystemExit(3)"], "[3]");
    f.check(&["-c", "raise SystemExit('bye')"], "bye\n[1]");
    f.check(&["-c", "import sys; sys.exit(256 + 7)"], "[7]");
    f.check(&["-c", "import sys; sys.exit(-1)"], "[255]");
    f.check(&["-c", "import sys; sys.exit(2.5)"], "2.5\n[1]");
    f.check(&["-c", "import sys; sys.exit([1, 2])"], "[1, 2]\n[1]");
    f.check(
        &["-c", "raise KeyboardInterrupt"],
        "Traceback (most recent call last):\n  File \"<string>\", line 1, in <module>\n    raise KeyboardInterrupt\nKeyboardInterrupt\n[signal: 2 (SIGINT)]",
    );
    f.check(
        &["-c", "  print('indented')\n  print(2)"],
        "indented\n2\n[0]",
    );
    f.check(
        &["-c", "import sys\nsys.stdout.write('no newline')"],
        "no newline[0]",
    );
    f.check(
        &["-c", "import atexit\natexit.register(lambda: print('bye')); 1/0"],
        "bye\nTraceback (most recent call last):\n  File \"<string>\", line 2, in <module>\n    atexit.register(lambda: print('bye')); 1/0\n                                           ~^~\nZeroDivisionError: division by zero\n[1]",
    );
}

#[test]
fn wrong_options() {
    let f = Folder::new("wrong", &[]);
    let usage = "usage: minipy [option] ... [-c cmd | -m mod | file | -] [arg] ...\nTry `minipy -h' for more information.\n[2]";
    f.check(&["-Z"], &format!("Unknown option: -Z\n{usage}"));
    f.check(&["--nope"], &format!("Unknown option: --nope\n{usage}"));
    for letter in ["-c", "-m", "-W", "-X"] {
        let text = format!("Argument expected for the {letter} option\n{usage}");
        f.check(&[letter], &text);
    }
    let pycs = "--check-hash-based-pycs";
    f.check(&[pycs, "never", "-c", "print(1)"], "1\n[0]");
    f.check(
        &[pycs, "x"],
        &format!("{pycs} must be one of 'default', 'always', or 'never'\n{usage}"),
    );
}

#[test]
fn impossible_settings_end_the_program_at_once() {
    let f = Folder::new("settings", &[]);
    let fatal = |text: &str| {
        format!("Fatal Python error: {text}\nPython runtime state: preinitialized\n\n[1]")
    };
    let gil = fatal("config_read_gil: PYTHON_GIL / -X gil must be \"0\" or \"1\"");
    f.check(&["-X", "gil=2", "-c", ""], &gil);
    f.check(&["-X", "gil", "-c", ""], &gil);
    f.check_with(&["-c", ""], &[("PYTHON_GIL", "2")], "", &gil);
    let off = fatal("config_read_gil: Disabling the GIL is not supported by minipy yet");
    f.check(&["-X", "gil=0", "-c", ""], &off);
    f.check_with(&["-c", ""], &[("PYTHON_GIL", "0")], "", &off);
    f.check(
        &["-X", "int_max_str_digits=5", "-c", ""],
        &fatal("config_init_int_max_str_digits: -X int_max_str_digits: invalid limit; must be >= 640 or 0 for unlimited."),
    );
    f.check(
        &["-X", "importtime=3", "-c", ""],
        &fatal("config_init_import_time: -X importtime: values other than 1 and 2 are reserved for future use."),
    );
    f.check_with(
        &["-c", ""],
        &[("PYTHON_CPU_COUNT", "0")],
        "",
        &fatal("config_init_cpu_count: -X cpu_count=n option: n is missing or an invalid number, n must be greater than 0"),
    );
    f.check_with(
        &["-c", ""],
        &[("PYTHONHASHSEED", "x")],
        "",
        &fatal("config_init_hash_seed: PYTHONHASHSEED must be \"random\" or an integer in range [0; 4294967295]"),
    );
    f.check_with(&["-E", "-c", ""], &[("PYTHONHASHSEED", "x")], "", "[0]");
    f.check(
        &["-X", "utf8=5", "-c", ""],
        "Fatal Python error: preconfig_init_utf8_mode: invalid -X utf8 option value\nPython runtime state: preinitializing\n\n[1]",
    );
}

#[test]
fn settings_show_in_sys() {
    let f = Folder::new("flags", &[]);
    let show = "import sys; f = sys.flags; print(f.optimize, f.inspect, f.interactive, f.quiet, f.verbose, f.bytes_warning, f.isolated, f.ignore_environment, f.no_user_site, f.no_site, f.safe_path, f.dev_mode, f.utf8_mode, f.int_max_str_digits, f.dont_write_bytecode)";
    f.check(
        &["-c", show],
        "0 0 0 0 0 0 0 0 0 0 False False 0 4300 0\n[0]",
    );
    f.check(
        &["-IOqB", "-c", show],
        "1 0 0 1 0 0 1 1 1 0 True False 0 4300 1\n[0]",
    );
    f.check_with(
        &["-S", "-b", "-X", "dev", "-X", "utf8", "-c", show],
        &[("PYTHONINTMAXSTRDIGITS", "999"), ("PYTHONOPTIMIZE", "x")],
        "",
        "1 0 0 0 0 1 0 0 0 1 False True 1 999 0\n[0]",
    );
    f.check(
        &[
            "-X",
            "nope",
            "-X",
            "gil=1",
            "-c",
            "import sys; print(sys._xoptions, sys._is_gil_enabled())",
        ],
        "{'nope': True, 'gil': '1'} True\n[0]",
    );
    f.check_with(
        &[
            "-bb",
            "-X",
            "dev",
            "-Wonce",
            "-c",
            "import sys; print(sys.warnoptions)",
        ],
        &[("PYTHONWARNINGS", "error,ignore")],
        "",
        "['default', 'error', 'ignore', 'once', 'error::BytesWarning']\n[0]",
    );
    f.check(
        &["-q", "-c", "import sys; print(sys.orig_argv[1:], sys.argv)", "a", "-b"],
        "['-q', '-c', 'import sys; print(sys.orig_argv[1:], sys.argv)', 'a', '-b'] ['-c', 'a', '-b']\n[0]",
    );
    f.check_with(
        &["-c", "import sys; print(sys.path[:3])"],
        &[("PYTHONPATH", "x:y")],
        "",
        "['', 'x', 'y']\n[0]",
    );
    f.check_with(
        &["-c", "print('\u{e9}')"],
        &[("PYTHONIOENCODING", "ascii:replace")],
        "",
        "?\n[0]",
    );
}

#[test]
fn optimization_leaves_things_out() {
    let text = "'doc'\ndef f(): 'd'\nassert 0\nprint(f.__doc__, __doc__, __debug__)\n";
    let f = Folder::new("optimize", &[("a.py", text)]);
    f.check(&["-O", "a.py"], "d doc False\n[0]");
    f.check(&["-OO", "a.py"], "None None False\n[0]");
    f.check(&["-bb", "-c", "b'' == ''"], "Traceback (most recent call last):\n  File \"<string>\", line 1, in <module>\n    b'' == ''\nBytesWarning: Comparison between bytes and string\n[1]");
}

#[test]
fn programs_in_files() {
    let f = Folder::new(
        "files",
        &[
            ("s.py", SHOW),
            ("d/__main__.py", SHOW),
            ("empty/x", ""),
            ("x.py", "#!not python\nprint(1); 1/0\n"),
        ],
    );
    f.check(
        &["s.py", "-O"],
        "__main__ {dir}/s.py None ['s.py', '-O'] {dir}\n[0]",
    );
    f.check(
        &["./s.py"],
        "__main__ {dir}/./s.py None ['./s.py'] {dir}\n[0]",
    );
    f.check(
        &["d", "1"],
        "__main__ {dir}/d/__main__.py  ['d', '1'] {dir}/d\n[0]",
    );
    f.check(
        &["nosuch.py"],
        "minipy: can't open file '{dir}/nosuch.py': [Errno 2] No such file or directory\n[2]",
    );
    f.check(
        &["empty"],
        "{exe}: can't find '__main__' module in '{dir}/empty'\n[1]",
    );
    f.check(
        &["."],
        "{exe}: can't find '__main__' module in '{dir}'\n[1]",
    );
    f.check(
        &["-x", "x.py"],
        "1\nTraceback (most recent call last):\n  File \"{dir}/x.py\", line 2, in <module>\n    print(1); 1/0\n              ~^~\nZeroDivisionError: division by zero\n[1]",
    );
    f.check(&["/dev/null"], "[0]");
}

/// The bytes of a zip archive of stored files.
fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let (mut out, mut directory) = (b"#!/usr/bin/env minipy\n".to_vec(), Vec::new());
    let start = out.len();
    let word = |n: usize| (n as u32).to_le_bytes();
    for (name, text) in files {
        let offset = out.len() - start;
        out.extend(b"PK\x03\x04");
        out.extend([0; 22]);
        out.extend(word(name.len()));
        out.extend(name.as_bytes());
        out.extend(text.as_bytes());
        directory.extend(b"PK\x01\x02");
        directory.extend([0; 16]);
        directory.extend(word(text.len()));
        directory.extend(word(text.len()));
        directory.extend(word(name.len()));
        directory.extend([0; 10]);
        directory.extend(word(offset));
        directory.extend(name.as_bytes());
    }
    let (at, count) = (out.len() - start, files.len() as u8);
    out.extend(&directory);
    out.extend(b"PK\x05\x06");
    out.extend([0, 0, 0, 0, count, 0, count, 0]);
    out.extend(word(directory.len()));
    out.extend(word(at));
    out.extend([0, 0]);
    out
}

#[test]
fn programs_in_zip_files() {
    let f = Folder::new("zip", &[("no.zip", "")]);
    let main = "import helper, sys\nprint(__file__, sys.path[0])\nhelper.fail()\n";
    let helper = "def fail():\n    1/0\n";
    fs::write(
        f.0.join("app.zip"),
        zip(&[("__main__.py", main), ("helper.py", helper)]),
    )
    .expect("a file");
    fs::write(f.0.join("no.zip"), zip(&[("x.py", "")])).expect("a file");
    f.check(
        &["app.zip"],
        "{dir}/app.zip/__main__.py {dir}/app.zip\nTraceback (most recent call last):\n  File \"{dir}/app.zip/__main__.py\", line 3, in <module>\n    helper.fail()\n    ~~~~~~~~~~~^^\n  File \"{dir}/app.zip/helper.py\", line 2, in fail\n    1/0\n    ~^~\nZeroDivisionError: division by zero\n[1]",
    );
    f.check(
        &["no.zip"],
        "{exe}: can't find '__main__' module in '{dir}/no.zip'\n[1]",
    );
}

#[test]
fn modules_run_as_programs() {
    let f = Folder::new(
        "modules",
        &[
            ("pk/__init__.py", "import sys; print(sys.argv)\n"),
            ("pk/__main__.py", SHOW),
            ("pk/mod.py", SHOW),
            ("ns/m.py", SHOW),
            ("bad/__init__.py", "import nothere\n"),
            ("s.py", ""),
        ],
    );
    f.check(
        &["-m", "pk", "a"],
        "['-m', 'a']\n__main__ {dir}/pk/__main__.py pk ['{dir}/pk/__main__.py', 'a'] {dir}\n[0]",
    );
    f.check(
        &["-mpk.mod"],
        "['-m']\n__main__ {dir}/pk/mod.py pk ['{dir}/pk/mod.py'] {dir}\n[0]",
    );
    f.check(
        &["-m", "ns.m"],
        "__main__ {dir}/ns/m.py ns ['{dir}/ns/m.py'] {dir}\n[0]",
    );
    f.check(
        &["-m", "ns"],
        "{exe}: No module named ns.__main__; 'ns' is a package and cannot be directly executed\n[1]",
    );
    f.check(&["-m", "nosuch"], "{exe}: No module named nosuch\n[1]");
    f.check(&["-m", ""], "{exe}: No module named \n[1]");
    f.check(
        &["-m", ".x"],
        "{exe}: Relative module names not supported\n[1]",
    );
    f.check(
        &["-m", "math"],
        "{exe}: No code object available for math\n[1]",
    );
    f.check(
        &["-m", "math.foo"],
        "{exe}: Error while finding module specification for 'math.foo' (ModuleNotFoundError: __path__ attribute not found on 'math' while trying to find 'math.foo')\n[1]",
    );
    f.check(
        &["-m", "s.py"],
        "{exe}: Error while finding module specification for 's.py' (ModuleNotFoundError: __path__ attribute not found on 's' while trying to find 's.py'). Try using 's' instead of 's.py' as the module name.\n[1]",
    );
    f.check(
        &["-m", "bad.x"],
        "Traceback (most recent call last):\n  File \"{dir}/bad/__init__.py\", line 1, in <module>\n    import nothere\nModuleNotFoundError: No module named 'nothere'\n[1]",
    );
}

#[test]
fn programs_from_standard_input() {
    let f = Folder::new("stdin", &[]);
    f.check_with(
        &["-", "a"],
        &[],
        SHOW,
        "__main__ <stdin> None ['-', 'a'] \n[0]",
    );
    f.check_with(&[], &[], "x = 1\nx\nprint(x)\n", "1\n[0]");
    f.check(
        &["-c", "print(input('> '))"],
        "> Traceback (most recent call last):\n  File \"<string>\", line 1, in <module>\n    print(input('> '))\n          ~~~~~^^^^^^\nEOFError: EOF when reading a line\n[1]",
    );
}

#[test]
fn imports_are_told() {
    let f = Folder::new("imports", &[("a.py", "import b\n"), ("b.py", "")]);
    f.check(
        &["-v", "-c", "import a, math"],
        "import 'b' # {dir}/b.py\nimport 'a' # {dir}/a.py\nimport 'math' # native\n[0]",
    );
    let text = f.outcome(&["-X", "importtime", "-c", "import a"], &[], "");
    let names: Vec<&str> = text
        .lines()
        .filter_map(|l| l.rsplit_once('|'))
        .map(|l| l.1)
        .collect();
    assert_eq!(names, [" imported package", "   b", " a"]);
}

#[test]
fn help_and_version() {
    let f = Folder::new("help", &[]);
    f.check(&["-V"], "Python 3.14.0\n[0]");
    assert!(
        f.outcome(&["-VV"], &[], "")
            .starts_with("Python 3.14.0 (minipy ")
    );
    let all = f.outcome(&["--help-all"], &[], "");
    for option in ["-h", "-?", "--help", "--help-env", "--help-xoptions"] {
        let text = f.outcome(&[option], &[], "");
        assert!(text.ends_with("[0]"), "{option}");
        assert!(all.contains(text.trim_end_matches("[0]")), "{option}");
    }
}

#[test]
fn nobody_reads_the_output() {
    let f = Folder::new("pipe", &[]);
    let script = format!(
        "'{0}' -c 'import time; time.sleep(0.1); print(\"x\" * 100000)' | true; echo \"${{PIPESTATUS[0]}}\"; '{0}' -c 'print(1)' > /dev/full; echo $?; '{0}' -h | head -0; echo ${{PIPESTATUS[0]}}; '{0}' -c 'print(1)' >&-; echo $?; '{0}' <&-; echo $?; '{0}' -c 'import sys; print(5); sys.stdout = None'",
        env!("CARGO_BIN_EXE_minipy")
    );
    let environment = f.command();
    let mut command = Command::new("bash");
    command.args(["-c", &script]);
    for (name, value) in environment.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    let output = command.output().expect("bash runs");
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        "120\n120\n0\n0\n0\n5\n"
    );
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "Exception ignored while flushing sys.stdout:\nBrokenPipeError: [Errno 32] Broken pipe\n\
         Exception ignored while flushing sys.stdout:\nOSError: [Errno 28] No space left on device\n"
    );
}
