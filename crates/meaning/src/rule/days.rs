//! Days in a condition: `entro il 30/06`, `dal 1° al 15 luglio`, `nel primo semestre`, `da luglio in poi`.

use winnow::Parser;
use winnow::Result;
use winnow::combinator::{alt, eof, opt, preceded, repeat, terminated};
use winnow::token::any;

use super::condition::Atom;
use super::lex::{Kind, Lexeme};
use super::phrases::{Input, articles, phrases, word, words};
use crate::date::Written;
use crate::month;

/// The day of a [`Written`] that means the last of its month, in whatever year.
pub(super) const LAST: u8 = 0;

/// The month of a [`Written`] that means the month named before: *oltre il giorno 20*.
pub(super) const SAME_MONTH: u8 = 0;

/// A phrase with a day in it.
pub(super) fn day_atom(input: &mut Input<'_>) -> Result<Atom> {
    alt((days_of_a_month, between_days, from_day, by_day, before_day, after_day, stretch, in_month, of_day))
        .parse_next(input)
}

/// A day as written, or the last day of a stretch of time.
fn day(input: &mut Input<'_>) -> Result<Written> {
    alt((written_day, middle, month_end, part.map(|(_, last)| last), year_end)).parse_next(input)
}

fn written_day(input: &mut Input<'_>) -> Result<Written> {
    any.verify_map(|lexeme: &Lexeme| match lexeme.kind {
        Kind::Day(day) => Some(day),
        _ => None,
    })
    .parse_next(input)
}

fn month_name(input: &mut Input<'_>) -> Result<u8> {
    any.verify_map(|lexeme: &Lexeme| month::by_name(lexeme.word()?)).parse_next(input)
}

fn of_year(input: &mut Input<'_>) -> Result<Option<i16>> {
    opt(preceded(opt(word("del dell")), any.verify_map(four_digits))).parse_next(input)
}

fn four_digits(lexeme: &Lexeme) -> Option<i16> {
    match lexeme.kind {
        Kind::Number { value, in_words: false } => {
            i16::try_from(value).ok().filter(|year| (2000..2100).contains(year))
        }
        _ => None,
    }
}

/// *Metà giugno*: its fifteenth.
fn middle(input: &mut Input<'_>) -> Result<Written> {
    let lead = (articles, word("meta"), opt(word("del di")), opt(words(&["mese", "di"])));
    preceded(lead, (month_name, of_year))
        .map(|(month, year)| Written { day: 15, month, year })
        .parse_next(input)
}

/// *Fine giugno 2024*, *il mese di giugno*: its last day.
fn month_end(input: &mut Input<'_>) -> Result<Written> {
    let lead = repeat::<_, _, (), _, _>(0..4, word("il la l mese fine di del"));
    preceded(lead, (month_name, of_year))
        .map(|(month, year)| Written { day: LAST, month, year })
        .parse_next(input)
}

/// *Il primo semestre 2025*: its first and last day.
fn part(input: &mut Input<'_>) -> Result<(Written, Written)> {
    let months = any.verify_map(|lexeme: &Lexeme| match lexeme.kind {
        Kind::Part { first, last } => Some((first, last)),
        _ => None,
    });
    let lead = repeat::<_, _, (), _, _>(0..4, word("il la l fine di del"));
    (preceded(lead, months), of_year)
        .map(|((first, last), year)| {
            (Written { day: 1, month: first, year }, Written { day: LAST, month: last, year })
        })
        .parse_next(input)
}

/// *Il 2025*, *la fine dell'anno*: its last day.
fn year_end(input: &mut Input<'_>) -> Result<Written> {
    let lead = || repeat::<_, _, (), _, _>(0..4, word("il la l fine di del dell anno"));
    let written = preceded(lead(), any.verify_map(four_digits)).map(Some);
    let plain = (articles, opt(words(&["fine", "dell di"])), word("anno")).map(|_| None);
    alt((written, plain)).map(|year| Written { day: 31, month: 12, year }).parse_next(input)
}

/// Words between *entro* and a day.
fn to_a_day(input: &mut Input<'_>) -> Result<()> {
    let between =
        "il la le l i data del di dello termine termini scadenza giorno fissato fissata e non oltre";
    repeat::<_, _, (), _, _>(0..6, word(between)).parse_next(input)
}

fn by_day(input: &mut Input<'_>) -> Result<Atom> {
    let lead = alt((
        word("entro"),
        words(&["non", "oltre"]),
        words(&["fino sino", "a al"]),
        words(&["al", "massimo"]),
    ));
    preceded((lead, to_a_day), day).map(Atom::By).parse_next(input)
}

fn before_day(input: &mut Input<'_>) -> Result<Atom> {
    let lead = alt((
        words(&["prima", "del dell di della"]),
        words(&["anteriormente precedentemente", "al alla all"]),
    ));
    preceded((lead, to_a_day), written_day).map(Atom::Before).parse_next(input)
}

fn after_day(input: &mut Input<'_>) -> Result<Atom> {
    let lead = alt((
        word("oltre dopo"),
        words(&["successivamente successiva successivo posteriore", "a al alla all"]),
    ));
    let number = preceded(word("giorno"), any.verify_map(day_of_month)).map(|day| Written {
        day,
        month: SAME_MONTH,
        year: None,
    });
    alt((preceded((word("oltre dopo"), articles), number), preceded((lead, to_a_day), day)))
        .map(Atom::After)
        .parse_next(input)
}

/// *Dal 1° luglio in poi*, *a partire dal 1° luglio*, *da luglio in poi*.
fn from_day(input: &mut Input<'_>) -> Result<Atom> {
    let onwards = || phrases(&[&["in", "poi avanti"], &["e", "oltre"]]);
    let starting = preceded((words(&["a", "partire", "dal dall da"]), articles), first_day);
    let plain = terminated(preceded((word("dal dall da"), articles), first_day), onwards());
    let from = preceded((word("dal dall"), articles), written_day);
    let last = terminated(preceded((word("da dal"), articles), first_day), eof);
    alt((terminated(starting, opt(onwards())), plain, from, last)).map(Atom::From).parse_next(input)
}

/// A day as written, or the first of a month or part of the year.
fn first_day(input: &mut Input<'_>) -> Result<Written> {
    let month = preceded(opt(words(&["mese", "di"])), (month_name, of_year)).map(|(month, year)| Written {
        day: 1,
        month,
        year,
    });
    alt((written_day, month, part.map(|(first, _)| first))).parse_next(input)
}

fn between_days(input: &mut Input<'_>) -> Result<Atom> {
    let lead = alt((words(&["a", "partire", "dal dall da"]), word("dal dall da tra fra")));
    let first = preceded((lead, articles), first_day);
    let joint = alt((
        words(&["e ed", "entro"]),
        words(&["e ed", "fino sino", "al all a"]),
        words(&["fino sino", "al all a"]),
        word("al all a e ed entro"),
    ));
    let second = preceded((joint, articles), day);
    (first, second).map(|(from, to)| Atom::Between(from, to)).parse_next(input)
}

/// *Dal 1° al 15 luglio*, *dal giorno 11 al giorno 20 settembre*.
fn days_of_a_month(input: &mut Input<'_>) -> Result<Atom> {
    let lead = (word("dal dall da tra fra"), articles, opt(word("giorno")));
    let joint = (word("al all a e ed"), articles, opt(word("giorno")));
    (preceded(lead, any.verify_map(day_of_month)), preceded(joint, written_day))
        .verify(|(first, last)| *first <= last.day)
        .map(|(day, last)| Atom::Between(Written { day, ..last }, last))
        .parse_next(input)
}

fn day_of_month(lexeme: &Lexeme) -> Option<u8> {
    match lexeme.kind {
        Kind::Number { value, .. } => u8::try_from(value).ok().filter(|day| (1..=31).contains(day)),
        _ => None,
    }
}

/// *Gennaio 2026*, and nothing else.
pub(super) fn bare_month(input: &mut Input<'_>) -> Result<Atom> {
    let lead = opt((word("mese"), opt(word("di"))));
    preceded((articles, lead), terminated((month_name, of_year), eof)).map(whole).parse_next(input)
}

/// The days of a month.
fn whole((month, year): (u8, Option<i16>)) -> Atom {
    Atom::Between(Written { day: 1, month, year }, Written { day: LAST, month, year })
}

/// *A novembre*, *ad agosto 2025*.
fn in_month(input: &mut Input<'_>) -> Result<Atom> {
    preceded(word("a ad"), (month_name, of_year)).map(whole).parse_next(input)
}

/// *Nel primo semestre*, *nel 2025*, *nel corso dell'anno*, *nel mese di giugno*.
fn stretch(input: &mut Input<'_>) -> Result<Atom> {
    let lead = (word("nel nell in"), opt(words(&["corso", "del dell"])), articles);
    let month = preceded(opt(words(&["mese", "di"])), (month_name, of_year))
        .map(|(month, year)| (Written { day: 1, month, year }, Written { day: LAST, month, year }));
    let year = year_end.map(|last| (Written { day: 1, month: 1, ..last }, last));
    preceded(lead, alt((part, month, year))).map(|(from, to)| Atom::Between(from, to)).parse_next(input)
}

fn of_day(input: &mut Input<'_>) -> Result<Atom> {
    let part = part.map(|(from, to)| Atom::Between(from, to));
    alt((written_day.map(Atom::Of), part)).parse_next(input)
}
