//! The words, numbers, dates and signs of a rule text.

use domain::target::Span;
use rust_decimal::Decimal;

use crate::date::{Written, written};
use crate::number::{self, cardinal};
use crate::scan::{Cursor, Shape, Token, tokens};

/// What a lexeme is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    /// A word, folded.
    Word(String),
    /// A number in figures or in words; `in_words` when it is a word.
    Number { value: Decimal, in_words: bool },
    /// A day, whether or not there is such a day.
    Day(Written),
    /// `%`, *per cento*.
    Percent,
    /// What stands between a condition and its score: `=`, `:`, `→`.
    Equals,
    /// `<=`, `<`, `>=`, `>`.
    Compares(Comparison),
    /// A hyphen or a longer dash.
    Dash,
    /// `;`, `.`, `,`, `/` and whatever else stands between.
    Stop(char),
}

/// A sign of comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    AtMost,
    LessThan,
    AtLeast,
    MoreThan,
}

/// A word, number, day or sign, and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Lexeme {
    pub kind: Kind,
    pub start: usize,
    pub end: usize,
}

impl Lexeme {
    pub fn word(&self) -> Option<&str> {
        match &self.kind {
            Kind::Word(word) => Some(word),
            _ => None,
        }
    }

    /// Whether it is one of the words of a list parted by spaces.
    pub fn is_any(&self, list: &str) -> bool {
        self.word().is_some_and(|word| list.split_ascii_whitespace().any(|one| one == word))
    }

    pub fn is_stop(&self) -> bool {
        matches!(self.kind, Kind::Stop(_) | Kind::Dash)
    }

    /// The unit of time it names; `giorni lavorativi` are two lexemes.
    pub fn unit(&self) -> Option<Span> {
        Some(match self.word()? {
            "g" | "gg" | "giorno" | "giorni" | "gior" | "ggg" | "d" => Span::Days,
            "settimana" | "settimane" | "sett" => Span::Weeks,
            "mese" | "mesi" => Span::Months,
            "ora" | "ore" | "h" => Span::Hours,
            "anno" | "anni" => Span::Years,
            "trimestre" | "trimestri" => Span::Quarters,
            "semestre" | "semestri" => Span::HalfYears,
            _ => return None,
        })
    }
}

/// The lexemes of a text, in order.
pub(super) fn lexemes(text: &str) -> Vec<Lexeme> {
    let tokens = tokens(text);
    let mut cursor = Cursor::new(text, &tokens);
    let mut found = Vec::new();
    while let Some(token) = cursor.peek() {
        let (kind, rest) = lexeme(cursor, token);
        let end = rest.before(1).map_or(token.end, |last| last.end);
        found.push(Lexeme { kind, start: token.start, end });
        cursor = rest;
    }
    found
}

fn lexeme<'t>(cursor: Cursor<'t>, token: &'t Token<'t>) -> (Kind, Cursor<'t>) {
    if let Some((day, rest)) = written(cursor).filter(|(day, _)| is_plausible(*day)) {
        return (Kind::Day(day), rest);
    }
    let next = cursor.next();
    match token.shape {
        Shape::Word => word(cursor, token),
        Shape::Number => match number::parse(token.text) {
            Some(value) => (Kind::Number { value, in_words: false }, next.skip_ordinal()),
            None => (Kind::Word(token.text.to_owned()), next),
        },
        Shape::Sign(sign) => signs(cursor, sign),
    }
}

/// A day that somebody may have meant: `31/06` is one, `30/60` is two numbers.
fn is_plausible(day: Written) -> bool {
    (1..=31).contains(&day.day) && (1..=12).contains(&day.month)
}

fn word<'t>(cursor: Cursor<'t>, token: &'t Token<'t>) -> (Kind, Cursor<'t>) {
    let next = cursor.next();
    if token.word == "percento" {
        return (Kind::Percent, next);
    }
    if token.word == "per"
        && let Some(rest) = next.word("cento")
    {
        return (Kind::Percent, rest);
    }
    let kind = match cardinal(&token.word) {
        // *Un* and *uno* are articles more often than numbers: what counts units looks for them.
        Some(value) if !matches!(token.word.as_str(), "un" | "uno" | "una") => {
            Kind::Number { value: value.into(), in_words: true }
        }
        _ => Kind::Word(token.word.clone()),
    };
    (kind, next)
}

fn signs<'t>(cursor: Cursor<'t>, sign: char) -> (Kind, Cursor<'t>) {
    let next = cursor.next();
    let glued = next.peek().filter(|token| !token.spaced);
    let with = |other: char| glued.is_some_and(|token| token.is_sign(other)).then(|| next.next());
    match sign {
        '%' => (Kind::Percent, next),
        '=' => match (with('>'), with('<')) {
            (Some(rest), _) => (Kind::Equals, rest),
            (_, Some(rest)) => (Kind::Compares(Comparison::AtMost), rest),
            _ => (Kind::Equals, next),
        },
        ':' | '→' | '⇒' | '➔' => (Kind::Equals, next),
        '≤' => (Kind::Compares(Comparison::AtMost), next),
        '≥' => (Kind::Compares(Comparison::AtLeast), next),
        '<' => match with('=') {
            Some(rest) => (Kind::Compares(Comparison::AtMost), rest),
            None => (Kind::Compares(Comparison::LessThan), next),
        },
        '>' => match with('=') {
            Some(rest) => (Kind::Compares(Comparison::AtLeast), rest),
            None => (Kind::Compares(Comparison::MoreThan), next),
        },
        '-' | '–' | '—' | '−' => match with('>') {
            Some(rest) => (Kind::Equals, rest),
            None => (Kind::Dash, next),
        },
        other => (Kind::Stop(other), next),
    }
}

impl Cursor<'_> {
    /// After the mark of an ordinal (`16°`) or here.
    fn skip_ordinal(self) -> Self {
        ['°', 'º', 'ª', '^'].into_iter().find_map(|mark| self.sign(mark)).unwrap_or(self)
    }
}
