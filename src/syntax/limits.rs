//! How deeply a program may nest. What walks the tree (the compiler, and dropping it) recurses,
//! so depth is bounded before there is a tree.
//!
//! Brackets and blocks are bounded by the lexer and the layout; here it is operators, trailers,
//! conditions and `elif`s, which nest without brackets. Their number between two commas, summed
//! over the open brackets, bounds the depth from above.
//! Invariant: a tree that is built is at most [`MAX_DEPTH`] + [`MAX_RIGHT_DEPTH`] levels deep;
//! a thread that parses needs a stack for that, some 64 MB.
//! Deliberately absent: the limits of other stages.
//! Next file to read: `syntax/parser.rs`.

use super::{
    errors::{ErrorKind, Result, SyntaxError},
    layout::Tokens,
    token::Token,
};
use crate::source::SourceText;

/// Deepest nesting in all, as in `a + b + c + ...`.
pub const MAX_DEPTH: u32 = 25_000;
/// Deepest nesting to the right, as in `not not not ...`: less, as CPython's parser recurses there.
pub const MAX_RIGHT_DEPTH: u32 = 6_000;

/// What was met between two commas of one bracket.
#[derive(Clone, Copy, Default)]
struct Level {
    left: u32,
    right: u32,
    /// Lambdas whose colon is still to come: commas before it do not end anything.
    lambdas: u32,
    /// `elif`s of the last `if` of this block; kept for blocks only.
    elifs: u32,
}

/// Checks that no part of a program nests too deeply.
pub fn check(source: &SourceText, tokens: &Tokens) -> Result<()> {
    let mut counter = Counter {
        levels: Vec::new(),
        current: Level::default(),
        left: 0,
        right: 0,
        after_operand: false,
    };
    for lexeme in &tokens.list {
        counter.count(lexeme.token);
        if counter.right > MAX_RIGHT_DEPTH {
            let message = "Parser stack overflowed - Python source too complex to parse";
            return Err(SyntaxError::limit(source, ErrorKind::Memory, message));
        }
        if counter.left > MAX_DEPTH {
            let message = "maximum recursion depth exceeded during compilation";
            return Err(SyntaxError::limit(source, ErrorKind::Recursion, message));
        }
    }
    Ok(())
}

struct Counter {
    levels: Vec<Level>,
    current: Level,
    /// Sums over all levels.
    left: u32,
    right: u32,
    /// Whether an operator that comes now has a left operand.
    after_operand: bool,
}

impl Counter {
    fn count(&mut self, token: Token) {
        match token {
            Token::Lpar | Token::Lsqb | Token::Lbrace | Token::WithLpar | Token::Indent => {
                self.add_left();
                self.levels.push(std::mem::take(&mut self.current));
            }
            Token::Rpar | Token::Rsqb | Token::Rbrace | Token::Dedent => {
                self.reset();
                self.right -= self.current.elifs;
                self.current = self.levels.pop().unwrap_or_default();
            }
            Token::Comma | Token::Semi if self.current.lambdas == 0 => self.reset(),
            Token::Newline => self.reset(),
            Token::Colon => self.current.lambdas = self.current.lambdas.saturating_sub(1),
            Token::If if !self.after_operand => {
                self.right -= self.current.elifs;
                self.current.elifs = 0;
            }
            Token::Elif => {
                self.current.elifs += 1;
                self.right += 1;
            }
            Token::Lambda => {
                self.current.lambdas += 1;
                self.add_right();
            }
            Token::Else | Token::Not | Token::Tilde | Token::DoubleStar => self.add_right(),
            Token::Plus | Token::Minus if !self.after_operand => self.add_right(),
            Token::Plus
            | Token::Minus
            | Token::Star
            | Token::Slash
            | Token::DoubleSlash
            | Token::Percent
            | Token::At
            | Token::Vbar
            | Token::Amper
            | Token::Circumflex
            | Token::LeftShift
            | Token::RightShift
            | Token::Dot => self.add_left(),
            _ => {}
        }
        self.after_operand = matches!(
            token,
            Token::Name
                | Token::Number
                | Token::String
                | Token::FStringEnd
                | Token::Rpar
                | Token::Rsqb
                | Token::Rbrace
                | Token::None
                | Token::True
                | Token::False
                | Token::Ellipsis
        );
    }

    fn add_left(&mut self) {
        self.current.left += 1;
        self.left += 1;
    }

    fn add_right(&mut self) {
        self.current.right += 1;
        self.right += 1;
    }

    /// Forgets what was met in this bracket since its last comma.
    fn reset(&mut self) {
        self.left -= self.current.left;
        self.right -= self.current.right;
        self.current.left = 0;
        self.current.right = 0;
        self.current.lambdas = 0;
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        source::SourceText,
        syntax::{ErrorKind, Mode, parse},
    };

    fn verdict(text: String) -> Option<ErrorKind> {
        let worker = std::thread::Builder::new().stack_size(256 << 20);
        let worker = worker.spawn(move || {
            let parsed = parse(&SourceText::new("x.py", text), Mode::File);
            parsed.err().map(|error| error.kind)
        });
        worker.unwrap().join().unwrap()
    }

    #[test]
    fn depth_is_bounded() {
        assert_eq!(verdict("+".repeat(5_000) + "a\n"), None);
        assert_eq!(verdict("-".repeat(20_000) + "a\n"), Some(ErrorKind::Memory));
        assert_eq!(verdict(vec!["a"; 20_000].join("+") + "\n"), None);
        assert_eq!(
            verdict(vec!["a"; 100_000].join("+") + "\n"),
            Some(ErrorKind::Recursion)
        );
        assert_eq!(
            verdict("a".to_string() + &"()".repeat(100_000)),
            Some(ErrorKind::Recursion)
        );
        let elifs = "if a: b\n".to_string() + &"elif a: b\n".repeat(20_000);
        assert_eq!(verdict(elifs), Some(ErrorKind::Memory));
    }

    #[test]
    fn breadth_is_not() {
        assert_eq!(
            verdict("x = [".to_string() + &"-1 + a.b(c), ".repeat(50_000) + "]"),
            None
        );
        assert_eq!(verdict("if a: b\nelif c: d\n".repeat(10_000)), None);
        assert_eq!(verdict(vec!["a"; 50_000].join(" < ")), None);
        assert_eq!(verdict(vec!["not a"; 50_000].join("\n") + "\n"), None);
    }
}
