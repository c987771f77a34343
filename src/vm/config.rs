//! The settings of an interpreter, fixed when it starts.
//!
//! Invariant: nothing here changes while the interpreter runs; what scripts may change (`sys.path`,
//! the recursion limit, ...) lives with its owner and only starts from here.
//! Next file to read: `interpreter.rs`.

/// Settings from the command line and the environment.
#[derive(Clone, Debug)]
pub struct Config {
    /// `sys.argv`.
    pub argv: Vec<String>,
    /// `sys.orig_argv`.
    pub orig_argv: Vec<String>,
    /// The name of the program, for messages.
    pub program: String,
    /// `-O` (1) and `-OO` (2).
    pub optimize: u8,
    /// `-I`
    pub isolated: bool,
    /// `-E`
    pub ignore_environment: bool,
    /// `-P`
    pub safe_path: bool,
    /// `-u`
    pub unbuffered: bool,
    /// `-i` or PYTHONINSPECT: the prompt follows the program.
    pub inspect: bool,
    /// `-i`: there is a prompt even without a terminal.
    pub interactive: bool,
    /// `-B`
    pub dont_write_bytecode: bool,
    /// `-v` count.
    pub verbose: u8,
    /// `-d` count.
    pub parser_debug: u8,
    /// `-q`
    pub quiet: bool,
    /// `-b` count.
    pub bytes_warning: u8,
    /// `-s`
    pub no_user_site: bool,
    /// `-S`
    pub no_site: bool,
    /// `-x`
    pub skip_first_line: bool,
    /// `sys.warnoptions`: the last one is asked first.
    pub warnings: Vec<String>,
    /// `-X` options in order: name and value.
    pub xoptions: Vec<(String, Option<String>)>,
    /// `-X dev`
    pub dev_mode: bool,
    /// `-X utf8`
    pub utf8_mode: bool,
    /// `-X warn_default_encoding`
    pub warn_default_encoding: bool,
    /// `-X faulthandler`
    pub faulthandler: bool,
    /// `-X importtime`: 2 also shows modules that were imported before.
    pub import_time: u8,
    /// `-X thread_inherit_context`
    pub thread_inherit_context: bool,
    /// `-X context_aware_warnings`
    pub context_aware_warnings: bool,
    /// `-X cpu_count`
    pub cpu_count: Option<i32>,
    /// `-X int_max_str_digits`
    pub int_max_str_digits: Option<usize>,
    /// PYTHONHASHSEED: `None` for a random one.
    pub hash_seed: Option<u32>,
    /// PYTHONIOENCODING: `encoding[:errors]`.
    pub stdio_encoding: Option<String>,
    /// PYTHONSTARTUP
    pub startup: Option<String>,
    /// PYTHON_HISTORY
    pub history: Option<String>,
    /// PYTHON_BASIC_REPL
    pub basic_repl: bool,
    /// PYTHONUSERBASE
    pub user_base: Option<String>,
    /// Whether the GIL decides who runs.
    pub gil: bool,
    /// Whether counts are audited at the end.
    pub audit: bool,
    /// The first entry of `sys.path`, unless there is none.
    pub script_folder: Option<String>,
    /// PYTHONPATH's entries.
    pub python_path: Vec<String>,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            argv: vec![String::new()],
            orig_argv: Vec::new(),
            program: "minipy".to_string(),
            optimize: 0,
            isolated: false,
            ignore_environment: false,
            safe_path: false,
            unbuffered: false,
            inspect: false,
            interactive: false,
            dont_write_bytecode: false,
            verbose: 0,
            parser_debug: 0,
            quiet: false,
            bytes_warning: 0,
            no_user_site: false,
            no_site: false,
            skip_first_line: false,
            warnings: Vec::new(),
            xoptions: Vec::new(),
            dev_mode: false,
            utf8_mode: false,
            warn_default_encoding: false,
            faulthandler: false,
            import_time: 0,
            thread_inherit_context: false,
            context_aware_warnings: false,
            cpu_count: None,
            int_max_str_digits: None,
            hash_seed: None,
            stdio_encoding: None,
            startup: None,
            history: None,
            basic_repl: false,
            user_base: None,
            gil: true,
            audit: cfg!(feature = "checked"),
            script_folder: None,
            python_path: Vec::new(),
        }
    }
}

impl Config {
    /// The folder of packages the user has installed for this account, if it is to be searched.
    pub fn user_site(&self) -> Option<String> {
        if self.no_site || self.no_user_site || self.isolated {
            return None;
        }
        let base = match &self.user_base {
            Some(base) => base.clone(),
            None => format!("{}/.local", std::env::var("HOME").ok()?),
        };
        let folder = format!("{base}/lib/python3.14/site-packages");
        std::path::Path::new(&folder).is_dir().then_some(folder)
    }
}
