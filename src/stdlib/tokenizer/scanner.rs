//! Tokens as the `tokenize` module shows them: with comments, line ends and every physical line.
//!
//! The compiler's own lexer drops what it does not need and refuses what is wrong; a tool that reads
//! source wants all of it, and goes on past characters and brackets that make no sense.
//! Invariant: columns count characters; a token's row and column are where its text stands.
//! Deliberately absent: verdicts on numbers and names beyond those that end a token.
//! Next file to read: `strings.rs`.

/// Numbers of the `token` module.
pub mod kind {
    pub const ENDMARKER: i64 = 0;
    pub const NAME: i64 = 1;
    pub const NUMBER: i64 = 2;
    pub const STRING: i64 = 3;
    pub const NEWLINE: i64 = 4;
    pub const INDENT: i64 = 5;
    pub const DEDENT: i64 = 6;
    pub const OP: i64 = 55;
    pub const FSTRING_START: i64 = 59;
    pub const TSTRING_START: i64 = 62;
    pub const COMMENT: i64 = 65;
    pub const NL: i64 = 66;
}

/// One token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// A number of [`kind`].
    pub kind: i64,
    /// Its text.
    pub text: String,
    /// Row and column of its start.
    pub start: (usize, usize),
    /// Row and column past its end.
    pub end: (usize, usize),
    /// The lines it stands in.
    pub line: String,
}

/// What ends the tokens before the end of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// `SyntaxError`, `IndentationError` or `TabError`.
    pub class: Class,
    /// The message.
    pub message: String,
    /// The row.
    pub row: usize,
    /// The column, from 1.
    pub column: usize,
    /// The line, without its end.
    pub line: Option<String>,
}

/// The class of a mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    Syntax,
    Indentation,
    Tab,
}

/// An f-string or t-string that is open.
pub(super) struct Open {
    pub quote: char,
    pub size: usize,
    pub raw: bool,
    /// What its start's kind is.
    pub kind: i64,
    /// Brackets open round each replacement field, and whether its format has begun.
    pub fields: Vec<(usize, bool)>,
}

/// Reads a text.
pub struct Scanner {
    pub(super) text: Vec<char>,
    pub(super) at: usize,
    /// Where lines start; the last one is the end of the text.
    pub(super) starts: Vec<usize>,
    pub(super) brackets: usize,
    pub(super) open: Vec<Open>,
    indents: Vec<(usize, usize)>,
    /// The tokens so far.
    pub tokens: Vec<Token>,
}

type Step = Result<(), Box<Mistake>>;

const THREE: &[&str] = &["**=", "//=", ">>=", "<<=", "...", "!=="];
const TWO: &[&str] = &[
    "!=", "%=", "&=", "**", "*=", "+=", "-=", "->", "//", "/=", ":=", "<<", "<=", "<>", "==", ">=",
    ">>", "@=", "^=", "|=",
];

impl Scanner {
    /// A reader of a text whose lines may end in any way.
    pub fn new(text: &str) -> Scanner {
        let text: Vec<char> = text.chars().collect();
        let mut starts = vec![0];
        starts.extend(
            text.iter()
                .enumerate()
                .filter(|(_, c)| **c == '\n')
                .map(|(i, _)| i + 1),
        );
        if starts.last() != Some(&text.len()) {
            starts.push(text.len());
        }
        Scanner {
            text,
            at: 0,
            starts,
            brackets: 0,
            open: Vec::new(),
            indents: vec![(0, 0)],
            tokens: Vec::new(),
        }
    }

    /// Reads the whole text.
    pub fn run(&mut self) -> Result<(), Box<Mistake>> {
        let mut fresh = true;
        while self.at < self.text.len() {
            if self.in_literal() {
                self.middle()?;
                continue;
            }
            if fresh && self.brackets == 0 && self.open.is_empty() {
                self.indentation()?;
            }
            fresh = self.token()?;
        }
        self.finish(fresh)
    }

    pub(super) fn peek(&self, ahead: usize) -> char {
        self.text.get(self.at + ahead).copied().unwrap_or('\0')
    }

    fn line_start(&self, row: usize) -> usize {
        self.starts.get(row - 1).copied().unwrap_or(self.text.len())
    }

    /// Row and column of a place at or before the present one.
    fn place(&self, at: usize) -> (usize, usize) {
        let row = self.starts.partition_point(|&start| start <= at).max(1);
        // The end of a text without a last newline still stands in its last line.
        let row = if at == self.text.len() && self.text.last().is_some_and(|&c| c != '\n') {
            row - 1
        } else {
            row
        };
        (row.max(1), at - self.line_start(row.max(1)))
    }

    fn lines(&self, first: usize, last: usize) -> String {
        let (from, to) = (self.line_start(first), self.line_start(last + 1));
        self.text[from..to.max(from)].iter().collect()
    }

    /// Adds the token from `from` to the present place.
    pub(super) fn push(&mut self, kind: i64, from: usize) {
        let (start, end) = (self.place(from), self.place(self.at));
        let token = Token {
            kind,
            text: self.text[from..self.at].iter().collect(),
            start,
            end,
            line: self.lines(start.0, end.0.max(start.0)),
        };
        self.tokens.push(token);
    }

    pub(super) fn mistake(&self, class: Class, message: &str, at: usize) -> Box<Mistake> {
        let (row, column) = self.place(at);
        let line = self.lines(row, row);
        Box::new(Mistake {
            class,
            message: message.to_owned(),
            row,
            column: column + 1,
            line: Some(line.trim_end_matches(['\n', '\r']).to_owned()),
        })
    }

    /// Reads the blanks at the start of a line, and says so if the depth changes.
    fn indentation(&mut self) -> Step {
        let from = self.at;
        let (mut column, mut narrow) = (0, 0);
        loop {
            match self.peek(0) {
                ' ' => (column, narrow) = (column + 1, narrow + 1),
                '\t' => (column, narrow) = ((column / 8 + 1) * 8, narrow + 1),
                '\x0c' => (column, narrow) = (0, 0),
                _ => break,
            }
            self.at += 1;
        }
        if matches!(self.peek(0), '#' | '\n' | '\r' | '\\') || self.at == self.text.len() {
            return Ok(());
        }
        let (deepest, narrowest) = self.indents.last().copied().unwrap_or((0, 0));
        let tabs = |me: &Scanner| {
            let message = "inconsistent use of tabs and spaces in indentation";
            let mut mistake = me.mistake(Class::Tab, message, me.at);
            mistake.column += 1;
            Err(mistake)
        };
        if column == deepest {
            return if narrow == narrowest {
                Ok(())
            } else {
                tabs(self)
            };
        }
        if column > deepest {
            if narrow <= narrowest {
                return tabs(self);
            }
            self.indents.push((column, narrow));
            self.push(kind::INDENT, from);
            return Ok(());
        }
        let kept = self.indents.iter().take_while(|i| i.0 <= column).count();
        let closed = self.indents.split_off(kept).len();
        let (deepest, narrowest) = self.indents.last().copied().unwrap_or((0, 0));
        if deepest != column {
            let message = "unindent does not match any outer indentation level";
            let mut mistake = self.mistake(Class::Indentation, message, self.at);
            mistake.column += 1;
            return Err(mistake);
        }
        if narrow != narrowest {
            return tabs(self);
        }
        for _ in 0..closed {
            let here = self.at;
            self.push(kind::DEDENT, here);
        }
        Ok(())
    }

    /// Reads one token; true if a line begins after it.
    fn token(&mut self) -> Result<bool, Box<Mistake>> {
        let from = self.at;
        let c = self.peek(0);
        match c {
            ' ' | '\t' | '\x0c' => self.at += 1,
            '\n' => {
                self.line_end(from);
                return Ok(true);
            }
            '\r' if self.peek(1) == '\n' => {
                self.line_end(from);
                return Ok(true);
            }
            '#' => {
                while self.at < self.text.len() && !matches!(self.peek(0), '\n' | '\r') {
                    self.at += 1;
                }
                self.push(kind::COMMENT, from);
            }
            '\\' => return self.continuation().map(|()| false),
            '0'..='9' => self.number()?,
            '.' if self.peek(1).is_ascii_digit() => self.number()?,
            '"' | '\'' => self.string(from)?,
            _ if c == '_' || c.is_alphabetic() || c as u32 >= 0x80 => self.word()?,
            _ => self.operator(),
        }
        Ok(false)
    }

    fn line_end(&mut self, from: usize) {
        self.at += if self.peek(0) == '\r' { 2 } else { 1 };
        let blank = match self.tokens.last() {
            None => true,
            Some(last) => {
                matches!(
                    last.kind,
                    kind::NEWLINE | kind::NL | kind::INDENT | kind::DEDENT
                ) || last.kind == kind::COMMENT && self.comment_alone()
            }
        };
        let inside = self.brackets > 0 || !self.open.is_empty();
        let kind = if blank || inside {
            kind::NL
        } else {
            kind::NEWLINE
        };
        let start = self.place(from);
        let token = Token {
            kind,
            text: self.text[from..self.at].iter().collect(),
            start,
            end: (start.0, start.1 + self.at - from),
            line: self.lines(start.0, start.0),
        };
        self.tokens.push(token);
    }

    /// Whether the comment read last has its logical line to itself.
    fn comment_alone(&self) -> bool {
        let before = self.tokens.iter().rev().find(|t| t.kind != kind::COMMENT);
        before.is_none_or(|t| {
            matches!(
                t.kind,
                kind::NEWLINE | kind::NL | kind::INDENT | kind::DEDENT
            )
        })
    }

    fn continuation(&mut self) -> Step {
        let skip = match (self.peek(1), self.peek(2)) {
            ('\n', _) => 2,
            ('\r', '\n') => 3,
            _ => {
                let message = "unexpected character after line continuation character";
                return Err(self.mistake(Class::Syntax, message, self.at + 1));
            }
        };
        if self.at + skip >= self.text.len() {
            let mut mistake = self.mistake(
                Class::Syntax,
                "unexpected EOF in multi-line statement",
                self.at,
            );
            mistake.column += 1;
            mistake.line = None;
            return Err(mistake);
        }
        self.at += skip;
        Ok(())
    }

    fn operator(&mut self) {
        let from = self.at;
        let mut size = 1;
        for (table, wide) in [(THREE, 3), (TWO, 2)] {
            let text: String = self.text[self.at..].iter().take(wide).collect();
            if table.contains(&text.as_str()) && text != "!==" {
                size = wide;
                break;
            }
        }
        if size == 2 && self.peek(0) == ':' && self.at_field_level() {
            size = 1;
        }
        let c = self.peek(0);
        match c {
            '(' | '[' | '{' => self.brackets += 1,
            ')' | ']' | '}' => {
                if c == '}'
                    && self.at_field_level()
                    && let Some(open) = self.open.last_mut()
                {
                    open.fields.pop();
                }
                self.brackets = self.brackets.saturating_sub(1);
            }
            ':' if size == 1 && self.at_field_level() => {
                if let Some(field) = self.open.last_mut().and_then(|o| o.fields.last_mut()) {
                    field.1 = true;
                }
            }
            _ => {}
        }
        self.at += size;
        self.push(kind::OP, from);
    }

    fn finish(&mut self, fresh: bool) -> Step {
        let ended = fresh || self.text.is_empty();
        let from = self.at;
        let inside = self.brackets > 0 || !self.open.is_empty();
        if !ended {
            let start = self.place(from);
            self.line_end_missing(start);
        }
        if inside {
            let (row, column) = self.place(from);
            return Err(Box::new(Mistake {
                class: Class::Syntax,
                message: "unexpected EOF in multi-line statement".to_owned(),
                row,
                column: if self.open.is_empty() { 0 } else { column + 1 },
                line: None,
            }));
        }
        let row = self.starts.len();
        let row = if self.text.is_empty() { 1 } else { row };
        let mark = |kind: i64| Token {
            kind,
            text: String::new(),
            start: (row, 0),
            end: (row, 0),
            line: String::new(),
        };
        for _ in 1..self.indents.len() {
            self.tokens.push(mark(kind::DEDENT));
        }
        self.tokens.push(mark(kind::ENDMARKER));
        Ok(())
    }

    /// The end of a last line that has none.
    fn line_end_missing(&mut self, start: (usize, usize)) {
        let blank = match self.tokens.last() {
            None => true,
            Some(last) => {
                matches!(last.kind, kind::NEWLINE | kind::NL)
                    || last.kind == kind::COMMENT && self.comment_alone()
            }
        };
        let inside = self.brackets > 0 || !self.open.is_empty();
        let token = Token {
            kind: if blank || inside {
                kind::NL
            } else {
                kind::NEWLINE
            },
            text: String::new(),
            start,
            end: (start.0, start.1 + 1),
            line: self.lines(start.0, start.0),
        };
        self.tokens.push(token);
    }
}
