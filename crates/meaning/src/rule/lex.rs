//! The words, numbers, dates and signs of a rule text.

use domain::target::Span;
use rust_decimal::Decimal;

use crate::date::{Written, written};
use crate::month;
use crate::number::{self, cardinal};
use crate::scan::{Cursor, Shape, Token, tokens};
use crate::years::year;

/// What a lexeme is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    /// A word, folded.
    Word(String),
    /// A number in figures or in words; `in_words` when it is a word.
    Number { value: Decimal, in_words: bool },
    /// A day, whether or not there is such a day.
    Day(Written),
    /// A part of the year, by its first and last month: *primo semestre*.
    Part { first: u8, last: u8 },
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
    /// Whether it is a known word with a slip of the pen.
    pub misspelt: bool,
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
        self.word().is_some_and(|word| is_in(word.as_bytes(), list.as_bytes()))
    }

    /// Whether it is a number, of whatever kind.
    pub fn is_number(&self) -> bool {
        matches!(self.kind, Kind::Number { .. })
    }

    /// Whether it is a dash that stands close before a number.
    pub fn is_minus_of(&self, next: &Self) -> bool {
        self.kind == Kind::Dash && next.is_number() && next.start == self.end
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

/// Whether a word is in a list parted by single spaces. Nearly all the time of reading a rule goes by here.
fn is_in(word: &[u8], mut list: &[u8]) -> bool {
    while list.len() >= word.len() {
        let (here, after) = list.split_at(word.len());
        if here.first() == word.first() && here == word && after.first().is_none_or(|byte| *byte == b' ') {
            return true;
        }
        let Some(space) = list.iter().position(|byte| *byte == b' ') else { return false };
        list = list.get(space + 1..).unwrap_or_default();
    }
    false
}

/// The lexemes of a text, in order.
pub(super) fn lexemes(text: &str) -> Vec<Lexeme> {
    let tokens = tokens(text);
    let mut cursor = Cursor::new(text, &tokens);
    let mut found = Vec::new();
    while let Some(token) = cursor.peek() {
        let (mut kind, rest) = lexeme(cursor, token, found.last());
        let end = rest.before(1).map_or(token.end, |last| last.end);
        let meant = match &kind {
            Kind::Word(word) => TELLING.into_iter().find(|known| is_slip_of(word, known)),
            _ => None,
        };
        let misspelt = meant.is_some();
        if let Some(known) = meant {
            kind = Kind::Word(known.to_owned());
        }
        if let Some(rest) = after_list_number(cursor, &found) {
            cursor = rest;
            continue;
        }
        found.push(Lexeme { kind, start: token.start, end, misspelt });
        cursor = rest;
    }
    found
}

/// After what numbers the clauses of a list: `1^ fascia:`, `2)`.
fn after_list_number<'t>(cursor: Cursor<'t>, before: &[Lexeme]) -> Option<Cursor<'t>> {
    let (_, rest) = cursor.digits(1)?;
    let begins = |one: &Lexeme| matches!(one.kind, Kind::Stop(';' | '.' | ',') | Kind::Percent);
    let open = before.iter().rev().take(9).any(|one| one.kind == Kind::Stop('('));
    if open || !before.last().is_none_or(begins) {
        return None;
    }
    let (rest, named) = match rest.skip_ordinal().any("fascia scaglione ipotesi") {
        Some(rest) => (rest, true),
        None => (rest, false),
    };
    let parted = || [':', '-', '–', '='].into_iter().find_map(|sign| rest.sign(sign)).filter(|_| named);
    rest.sign(')').or_else(parted)
}

/// The words that most rules turn on.
const TELLING: [&str; 6] = ["ritardo", "nessun", "oltre", "entro", "superiore", "inferiore"];

/// Whether a word is another with two letters changed about, or one of them left out: *rtiardo*, *ritado*.
fn is_slip_of(word: &str, known: &str) -> bool {
    let (word, known) = (word.as_bytes(), known.as_bytes());
    let same = word.iter().zip(known).take_while(|(one, other)| one == other).count();
    let (word, known) = (word.get(same..).unwrap_or_default(), known.get(same..).unwrap_or_default());
    match (word, known) {
        ([a, b, rest @ ..], [c, d, others @ ..]) if a == d && b == c => rest == others,
        (rest, [_, others @ ..]) => rest == others && !rest.is_empty(),
        _ => false,
    }
}

fn lexeme<'t>(cursor: Cursor<'t>, token: &'t Token<'t>, before: Option<&Lexeme>) -> (Kind, Cursor<'t>) {
    if token.is_sign('%') && names_a_percentage(before, cursor.next()) {
        return (Kind::Word("percentuale".to_owned()), cursor.next());
    }
    if let Some((day, rest)) = day_in_words(cursor) {
        return (Kind::Day(day), rest);
    }
    if let Some((day, rest)) = written(cursor)
        .filter(|(day, rest)| is_plausible(*day) && !counts(*day, *rest) && !are_weeks(cursor, *day, before))
    {
        return (Kind::Day(day), rest);
    }
    if let Some((part, rest)) = month::part(cursor, false) {
        let last = part.ordinal * part.months;
        return (Kind::Part { first: last + 1 - part.months, last }, rest);
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

/// *Il trenta giugno duemilaventicinque*, *il 10 di settembre*.
fn day_in_words(cursor: Cursor<'_>) -> Option<(Written, Cursor<'_>)> {
    let token = cursor.peek()?;
    let in_words = cardinal(&token.word).filter(|_| token.shape == Shape::Word);
    let (day, rest) = match in_words {
        Some(day) => (day, cursor.next()),
        None => cursor.digits(2).filter(|(_, rest)| rest.any("di").is_some())?,
    };
    let day = u8::try_from(day).ok().filter(|day| (1..=31).contains(day))?;
    let rest = rest.skip("di");
    let month = month::named(rest.peek()?)?;
    let rest = rest.next();
    let (year, rest) = match year_of(rest.skip("del dell")) {
        Some((year, rest)) => (Some(year), rest),
        None => (None, rest),
    };
    Some((Written { day, month, year }, rest))
}

/// A year in figures or in words.
fn year_of(cursor: Cursor<'_>) -> Option<(i16, Cursor<'_>)> {
    if let Some(found) = year(cursor) {
        return Some(found);
    }
    let of_the_century = cardinal(cursor.peek()?.word.strip_prefix("duemila")?)?;
    Some((i16::try_from(of_the_century).ok()? + 2000, cursor.next()))
}

/// Whether a day and month are two numbers that count something: *1/10 gg*.
fn counts(day: Written, rest: Cursor<'_>) -> bool {
    day.year.is_none() && rest.any("g gg giorni settimane mesi").is_some()
}

/// Whether `3 sett.` are three weeks: the third of September has an article, or its year.
fn are_weeks(cursor: Cursor<'_>, day: Written, before: Option<&Lexeme>) -> bool {
    const MOST: u8 = 12;
    let led = before.is_some_and(|one| one.is_any("il al dal del"));
    let short = cursor.next().any("sett").is_some();
    short && day.year.is_none() && day.day <= MOST && !led
}

/// *% di assenze inferiore al 5%*: a sign for a word, where a clause begins.
fn names_a_percentage(before: Option<&Lexeme>, next: Cursor<'_>) -> bool {
    let begins = before.is_none_or(|one| matches!(one.kind, Kind::Stop(';') | Kind::Equals));
    begins && next.peek().is_some_and(|token| token.shape == Shape::Word)
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
    // *Sup. a 20 gg*.
    let whole = match token.word.as_str() {
        "sup" => Some("superiore"),
        "inf" => Some("inferiore"),
        _ => None,
    };
    if let Some(whole) = whole {
        return (Kind::Word(whole.to_owned()), next.skip_point());
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

fn signs(cursor: Cursor<'_>, sign: char) -> (Kind, Cursor<'_>) {
    let next = cursor.next();
    let glued = next.peek().filter(|token| !token.spaced);
    let with = |other: char| glued.is_some_and(|token| token.is_sign(other)).then(|| next.next());
    match sign {
        '%' => (Kind::Percent, next),
        '=' => match (with('>'), with('<')) {
            (Some(rest), _) if begins_an_amount(rest) => (Kind::Compares(Comparison::AtLeast), rest),
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

/// Whether a number after `=>` is the end of an amount (`=>11<=20gg`), not a score after an arrow.
fn begins_an_amount(cursor: Cursor<'_>) -> bool {
    let after = cursor.next();
    cursor.number().is_some() && (after.sign('<').is_some() || after.any("g gg giorni").is_some())
}

impl Cursor<'_> {
    /// After the mark of an ordinal (`16°`) or here.
    fn skip_ordinal(self) -> Self {
        ['°', 'º', 'ª', '^'].into_iter().find_map(|mark| self.sign(mark)).unwrap_or(self)
    }
}
