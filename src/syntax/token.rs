//! The tokens of Python and the patterns that recognise them: one table for the lexer,
//! the grammar and the messages.
//!
//! Invariant: a token is one byte; whatever text it stands for is read back from the source
//! by its span. String and number patterns match only how such a literal begins: the lexer
//! finds where it ends. The tokens without a pattern are made by the lexer and by `layout`.
//! Deliberately absent: values, and soft keywords as seen by the lexer (they are names there).
//! Next file to read: `syntax/lexer.rs`.

use crate::source::Span;
use logos::Logos;

/// A token and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lexeme {
    /// What it is.
    pub token: Token,
    /// Where it stands.
    pub span: Span,
}

/// What a token is.
#[derive(Logos, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[logos(skip r"[ \t\x0c]+")]
#[rustfmt::skip]
pub enum Token {
    #[token("False")] False,
    #[token("None")] None,
    #[token("True")] True,
    #[token("and")] And,
    #[token("as")] As,
    #[token("assert")] Assert,
    #[token("async")] Async,
    #[token("await")] Await,
    #[token("break")] Break,
    #[token("class")] Class,
    #[token("continue")] Continue,
    #[token("def")] Def,
    #[token("del")] Del,
    #[token("elif")] Elif,
    #[token("else")] Else,
    #[token("except")] Except,
    #[token("finally")] Finally,
    #[token("for")] For,
    #[token("from")] From,
    #[token("global")] Global,
    #[token("if")] If,
    #[token("import")] Import,
    #[token("in")] In,
    #[token("is")] Is,
    #[token("lambda")] Lambda,
    #[token("nonlocal")] Nonlocal,
    #[token("not")] Not,
    #[token("or")] Or,
    #[token("pass")] Pass,
    #[token("raise")] Raise,
    #[token("return")] Return,
    #[token("try")] Try,
    #[token("while")] While,
    #[token("with")] With,
    #[token("yield")] Yield,

    #[token("(")] Lpar,
    #[token(")")] Rpar,
    #[token("[")] Lsqb,
    #[token("]")] Rsqb,
    #[token("{")] Lbrace,
    #[token("}")] Rbrace,
    #[token(":")] Colon,
    #[token(",")] Comma,
    #[token(";")] Semi,
    #[token(".")] Dot,
    #[token("...")] Ellipsis,
    #[token("->")] Rarrow,
    #[token("@")] At,
    #[token(":=")] ColonEqual,
    #[token("=")] Equal,
    #[token("!")] Exclamation,
    #[token("+")] Plus,
    #[token("-")] Minus,
    #[token("*")] Star,
    #[token("/")] Slash,
    #[token("//")] DoubleSlash,
    #[token("%")] Percent,
    #[token("**")] DoubleStar,
    #[token("|")] Vbar,
    #[token("&")] Amper,
    #[token("^")] Circumflex,
    #[token("~")] Tilde,
    #[token("<<")] LeftShift,
    #[token(">>")] RightShift,
    #[token("<")] Less,
    #[token(">")] Greater,
    #[token("<=")] LessEqual,
    #[token(">=")] GreaterEqual,
    #[token("==")] EqEqual,
    #[token("!=")] NotEqual,
    /// `<>`: a token of its own only so that the error covers both characters.
    #[token("<>")] LessGreater,
    #[token("+=")] PlusEqual,
    #[token("-=")] MinusEqual,
    #[token("*=")] StarEqual,
    #[token("/=")] SlashEqual,
    #[token("//=")] DoubleSlashEqual,
    #[token("%=")] PercentEqual,
    #[token("@=")] AtEqual,
    #[token("**=")] DoubleStarEqual,
    #[token("|=")] VbarEqual,
    #[token("&=")] AmperEqual,
    #[token("^=")] CircumflexEqual,
    #[token("<<=")] LeftShiftEqual,
    #[token(">>=")] RightShiftEqual,

    /// An identifier; any non-ASCII character may stand in one until the lexer looks closer.
    #[regex(r"[A-Za-z_\u{80}-\u{10FFFF}][A-Za-z0-9_\u{80}-\u{10FFFF}]*")] Name,
    #[regex(r"\.?[0-9]")] Number,
    /// A string or bytes literal without replacement fields.
    #[regex(r#"([rR]|[bB]|[uU]|[rR][bB]|[bB][rR])?["']"#)] String,
    /// The prefix and the opening quotes of an f-string.
    #[regex(r#"([fF]|[rR][fF]|[fF][rR])["']"#)] FStringStart,
    /// The prefix and the opening quotes of a t-string.
    #[regex(r#"([tT]|[rR][tT]|[tT][rR])["']"#)] TStringStart,
    /// Literal text in an f-string or t-string; a doubled brace ends it and belongs to it.
    FStringMiddle,
    /// The closing quotes of an f-string or t-string.
    FStringEnd,
    /// A character that no token begins with: `$`, `?` or a backquote.
    #[regex(r"[$?`]")] Unknown,

    /// The end of a logical line (of a physical one, while still in the lexer).
    #[token("\n")] Newline,
    /// Never leaves the lexer.
    #[regex(r"#[^\n]*", allow_greedy = true)] Comment,
    /// Never leaves the lexer.
    #[token("\\")] Backslash,

    Indent,
    Dedent,
    EndMarker,

    /// `match` where it begins a statement.
    Match,
    /// `case` where it begins a clause.
    Case,
    /// `type` where it begins a statement.
    Type,
    /// The parenthesis of `with (a as b, c):`, which groups the items and is part of no expression.
    WithLpar,

    /// Comes first and says what to parse: a file,
    StartFile,
    /// an expression,
    StartEval,
    /// or one interactive statement.
    StartSingle,
}

impl Token {
    /// Whether the token is only layout: it never ends a node's span.
    pub fn is_layout(self) -> bool {
        matches!(
            self,
            Token::Newline | Token::Indent | Token::Dedent | Token::EndMarker
        )
    }

    /// Whether this is one of the 35 reserved words.
    pub fn is_keyword(self) -> bool {
        (self as u8) <= (Token::Yield as u8)
    }

    /// The name of the token's kind in CPython's `token` module, operators all being `OP`.
    pub fn kind_name(self) -> &'static str {
        match self {
            t if t.is_keyword() => "NAME",
            Token::Name | Token::Match | Token::Case | Token::Type => "NAME",
            Token::Number => "NUMBER",
            Token::String => "STRING",
            Token::FStringStart => "FSTRING_START",
            Token::TStringStart => "TSTRING_START",
            Token::FStringMiddle => "FSTRING_MIDDLE",
            Token::FStringEnd => "FSTRING_END",
            Token::Newline => "NEWLINE",
            Token::Indent => "INDENT",
            Token::Dedent => "DEDENT",
            Token::EndMarker => "ENDMARKER",
            _ => "OP",
        }
    }
}
