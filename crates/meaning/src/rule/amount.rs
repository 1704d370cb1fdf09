//! Amounts in a condition with their ends: `fino a 30 gg`, `oltre il 40% e fino al 70%`, `tre o più ore`.

use domain::rule::Limit;
use domain::target::Span;
use rust_decimal::Decimal;
use winnow::Parser;
use winnow::Result;
use winnow::combinator::{alt, eof, not, opt, peek, preceded, repeat, terminated};
use winnow::token::any;

use super::condition::Atom;
use super::ends::{at_least, less_than, more_than, up_to};
use super::lex::{Comparison, Kind, Lexeme};
use super::phrases::{Input, articles, compares, dash, phrases, point, stop, word, words};

/// What is counted.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Unit {
    /// A bare number.
    None,
    /// Per cent.
    Percent,
    /// A unit of time.
    Time(Span),
    /// Things, named as written.
    Named(String),
}

/// An amount with its ends.
pub(super) fn amount(input: &mut Input<'_>) -> Result<Atom> {
    let between = alt((around, double, from_to_less, ranged, dashed, or_none, one_or_two));
    alt((between, open_above, lower_only, upper_only, or_more, or_less, exact)).parse_next(input)
}

/// *Due incontri*, *n. 4*, *4* and nothing else: things that a condition begins with, and that no word compares.
pub(super) fn things(input: &mut Input<'_>) -> Result<Atom> {
    let numbered =
        (numbering, number, opt(unit)).map(|((), value, unit)| (value, unit.unwrap_or(Unit::None)));
    let named = (number, unit).verify(|(_, unit)| matches!(unit, Unit::Named(_)));
    // *4 = 100%*, but no year.
    let year = |value: &Decimal| *value >= Decimal::from(1900) && *value < Decimal::from(2200);
    let alone = terminated(number.verify(move |value| !year(value)), eof).map(|value| (value, Unit::None));
    terminated(alt((numbered, named, alone)), not(stop('/')))
        .map(|(value, unit)| exactly(value, unit))
        .parse_next(input)
}

fn exactly(value: Decimal, unit: Unit) -> Atom {
    Atom::Amount { from: Limit::Included(value), to: Limit::Included(value), unit, within: false }
}

/// A number with what it counts, which may stand before it: `30 gg`, `gg. 30`, `€ 1.000`, `n. 5 gg`.
pub(super) fn count(input: &mut Input<'_>) -> Result<(Decimal, Unit)> {
    let unit_after = (opt(numbering), alt((number, one)), opt(unit))
        .map(|(_, number, unit)| (number, unit.unwrap_or(Unit::None)));
    alt((unit_after, unit_before)).parse_next(input)
}

fn unit_before(input: &mut Input<'_>) -> Result<(Decimal, Unit)> {
    // *Anno 2025* counts nothing.
    let several = peek(word("g gg giorni ore mesi settimane"));
    let unit = alt((preceded(several, time_unit), money));
    let counts_itself = any.verify(|lexeme: &Lexeme| lexeme.unit().is_some() || lexeme.kind == Kind::Percent);
    (unit, point, number, not(counts_itself)).map(|(unit, (), number, ())| (number, unit)).parse_next(input)
}

/// *N.*, *nr.* before a number.
fn numbering(input: &mut Input<'_>) -> Result<()> {
    (word("n nr num"), point).void().parse_next(input)
}

pub(super) fn number(input: &mut Input<'_>) -> Result<Decimal> {
    any.verify_map(|lexeme: &Lexeme| match lexeme.kind {
        Kind::Number { value, .. } => Some(value),
        _ => None,
    })
    .parse_next(input)
}

/// *Un mese*, *da uno a tre*: an article only elsewhere.
fn one(input: &mut Input<'_>) -> Result<Decimal> {
    let counted = any.verify(|lexeme: &Lexeme| lexeme.unit().is_some() || lexeme.is_any("a e"));
    terminated(word("un uno una").value(Decimal::ONE), peek(counted)).parse_next(input)
}

fn unit(input: &mut Input<'_>) -> Result<Unit> {
    let percent = any.verify(|lexeme: &Lexeme| lexeme.kind == Kind::Percent).value(Unit::Percent);
    let named = any.verify_map(|lexeme: &Lexeme| {
        let word = lexeme.word().filter(|word| word.chars().count() > 3)?;
        let counted = !lexeme.is_any(NOT_COUNTED);
        counted.then(|| Unit::Named(word.to_owned()))
    });
    alt((percent, time_unit, money, named)).parse_next(input)
}

/// A unit of time, and whether its days are those of work.
pub(super) fn time_unit(input: &mut Input<'_>) -> Result<Unit> {
    let span = any.verify_map(Lexeme::unit);
    let working = opt(word("lavorativi lavorativo lav feriali"));
    let calendar = opt(word("naturali solari calendario"));
    let in_a_row = (opt(words(&["e", "consecutivi"])), opt(word("consecutivi")));
    (span, point, working, point, calendar, in_a_row)
        .map(|(span, (), working, (), _, _)| match (span, working) {
            (Span::Days, Some(())) => Unit::Time(Span::WorkingDays),
            _ => Unit::Time(span),
        })
        .parse_next(input)
}

fn money(input: &mut Input<'_>) -> Result<Unit> {
    alt((stop('€'), word("euro eur"))).map(|()| Unit::Named("€".to_owned())).parse_next(input)
}

/// Words after a number that do not say what it counts.
const NOT_COUNTED: &str = "oltre fino entro meno ritardo rispetto dalla dopo nella delle degli della punti anche spetta \
     spettano vale valgono attribuisce attribuiscono assegna assegnano riconosce riconoscono sono viene vengono";

fn lower(input: &mut Input<'_>) -> Result<(Limit, Unit)> {
    alt((
        preceded((at_least, articles), count).map(|(value, unit)| (Limit::Included(value), unit)),
        preceded((more_than, articles), count).map(|(value, unit)| (Limit::Excluded(value), unit)),
    ))
    .parse_next(input)
}

fn upper(input: &mut Input<'_>) -> Result<(Limit, Unit, bool)> {
    alt((
        (up_to, articles, count).map(|(within, (), (value, unit))| (Limit::Included(value), unit, within)),
        preceded((less_than, articles), count).map(|(value, unit)| (Limit::Excluded(value), unit, false)),
    ))
    .parse_next(input)
}

/// The unit of two numbers: the one that says one.
fn joined(one: Unit, other: Unit) -> Unit {
    if other == Unit::None { one } else { other }
}

/// Two ends with one unit, the lower first.
fn both((from, one): (Limit, Unit), (to, other): (Limit, Unit)) -> Option<Atom> {
    let units = one == other || one == Unit::None || other == Unit::None;
    (units && from.value() <= to.value()).then(|| Atom::Amount {
        from,
        to,
        unit: joined(one, other),
        within: false,
    })
}

/// *90% <= x < 100%*.
fn around(input: &mut Input<'_>) -> Result<Atom> {
    let sign =
        || alt((compares(Comparison::AtMost).value(true), compares(Comparison::LessThan).value(false)));
    let limit =
        |included: bool, value| if included { Limit::Included(value) } else { Limit::Excluded(value) };
    (count, sign(), word("x v n r d gg giorni ritardo valore"), sign(), count)
        .verify_map(|((low, one), above, (), below, (high, other))| {
            both((limit(above, low), one), (limit(below, high), other))
        })
        .parse_next(input)
}

/// *Oltre 30 e fino a 50 gg*, *>15<60*.
fn double(input: &mut Input<'_>) -> Result<Atom> {
    let between = || repeat::<_, _, (), _, _>(0..3, alt((word("e ed ma"), stop(','))));
    let rising = (lower, between(), upper).verify_map(|(lower, (), (to, unit, _))| both(lower, (to, unit)));
    // *Non supera 90 ma è almeno 70*.
    let but = (opt(stop(',')), word("ma e ed"), opt(word("e sono sia siano")));
    let falling = (upper, but, lower).verify_map(|((to, unit, _), _, lower)| both(lower, (to, unit)));
    alt((rising, falling)).parse_next(input)
}

/// *Da 25% a meno di 50%*.
fn from_to_less(input: &mut Input<'_>) -> Result<Atom> {
    let from = preceded((word("da dal dai dall dalla"), articles), count);
    let to = preceded((word("a e"), less_than, articles), count);
    (from, to)
        .verify_map(|((low, one), (high, other))| {
            both((Limit::Included(low), one), (Limit::Excluded(high), other))
        })
        .parse_next(input)
}

/// *Da 30 a 60 gg*, *tra l'80% e il 100%*: the ends in either order.
fn ranged(input: &mut Input<'_>) -> Result<Atom> {
    let first = preceded((word("da dal dai dall dalla tra fra"), articles), count);
    let joint = alt((word("a ad al ai all alla e ed"), dash));
    (first, preceded((joint, articles), count)).map(|(one, other)| range(one, other)).parse_next(input)
}

/// *11-15 gg*, *11/15 gg*.
fn dashed(input: &mut Input<'_>) -> Result<Atom> {
    let by_stroke = (count, stop('/'), count)
        .verify(|(_, (), (_, unit))| matches!(unit, Unit::Time(_) | Unit::Percent))
        .map(|(one, (), other)| range(one, other));
    let by_dash = (count, dash, count).map(|(one, (), other)| range(one, other));
    alt((by_dash, by_stroke)).parse_next(input)
}

fn range(one: (Decimal, Unit), other: (Decimal, Unit)) -> Atom {
    let unit = joined(one.1, other.1);
    let (low, high) = if one.0 <= other.0 { (one.0, other.0) } else { (other.0, one.0) };
    Atom::Amount { from: Limit::Included(low), to: Limit::Included(high), unit, within: false }
}

/// *Da 31 gg in poi*, *dal 31° giorno*.
fn open_above(input: &mut Input<'_>) -> Result<Atom> {
    let onwards = phrases(&[&["in", "poi su avanti"], &["e", "oltre"]]);
    (preceded((word("da dal dai"), articles), count), opt(onwards))
        .verify(|((_, unit), onwards)| onwards.is_some() || matches!(unit, Unit::Time(_)))
        .map(|((value, unit), _)| at_least_so_many(value, unit))
        .parse_next(input)
}

fn at_least_so_many(value: Decimal, unit: Unit) -> Atom {
    Atom::Amount { from: Limit::Included(value), to: Limit::Open, unit, within: false }
}

fn lower_only(input: &mut Input<'_>) -> Result<Atom> {
    lower.map(|(from, unit)| Atom::Amount { from, to: Limit::Open, unit, within: false }).parse_next(input)
}

fn upper_only(input: &mut Input<'_>) -> Result<Atom> {
    upper.map(|(to, unit, within)| Atom::Amount { from: Limit::Open, to, unit, within }).parse_next(input)
}

fn more(input: &mut Input<'_>) -> Result<()> {
    phrases(&[&["o ed e", "piu oltre superiore"], &["in", "su poi"]]).parse_next(input)
}

/// *Tre o più ore*, *30 gg e oltre*.
fn or_more(input: &mut Input<'_>) -> Result<Atom> {
    let before = (number, more, opt(unit)).map(|(value, (), unit)| (value, unit));
    let after = (number, unit, more).map(|(value, unit, ())| (value, Some(unit)));
    alt((before, after))
        .map(|(value, unit)| at_least_so_many(value, unit.unwrap_or(Unit::None)))
        .parse_next(input)
}

/// *N. 1 o nessuna iniziativa*, *nessuno o un reclamo*: none, too.
fn or_none(input: &mut Input<'_>) -> Result<Atom> {
    let counted = || (opt(numbering), alt((number, one_of_things))).map(|(_, number)| number);
    let none = || alt((word("nessun nessuna nessuno"), number.verify(Decimal::is_zero).void()));
    let first = (counted(), word("o"), none()).map(|(value, (), ())| value);
    let last = (none(), word("o"), counted()).map(|((), (), value)| value);
    let things = opt(unit.verify(|unit| matches!(unit, Unit::Named(_))));
    (alt((first, last)).verify(|value| *value > Decimal::ZERO), things)
        .map(|(value, unit)| range((Decimal::ZERO, Unit::None), (value, unit.unwrap_or(Unit::None))))
        .parse_next(input)
}

/// *Uno o due reclami*: one number and the next.
fn one_or_two(input: &mut Input<'_>) -> Result<Atom> {
    let first = (opt(numbering), alt((number, one_of_things))).map(|(_, number)| number);
    (first, preceded((word("o"), opt(numbering)), number), opt(unit))
        .verify(|(one, other, _)| *other == *one + Decimal::ONE)
        .map(|(one, other, unit)| range((one, Unit::None), (other, unit.unwrap_or(Unit::None))))
        .parse_next(input)
}

fn one_of_things(input: &mut Input<'_>) -> Result<Decimal> {
    word("un uno una").value(Decimal::ONE).parse_next(input)
}

/// *Due o meno reclami*, *30 gg o meno*.
fn or_less(input: &mut Input<'_>) -> Result<Atom> {
    let less = || (word("o"), word("meno inferiore inferiori")).void();
    let before = (number, less(), opt(unit)).map(|(value, (), unit)| (value, unit));
    let after = (number, unit, less()).map(|(value, unit, ())| (value, Some(unit)));
    alt((before, after))
        .map(|(value, unit)| Atom::Amount {
            from: Limit::Open,
            to: Limit::Included(value),
            unit: unit.unwrap_or(Unit::None),
            within: false,
        })
        .parse_next(input)
}

/// *20 gg*, *due ore*, *100%*; a bare number says too little.
fn exact(input: &mut Input<'_>) -> Result<Atom> {
    count
        .verify(|(_, unit)| matches!(unit, Unit::Time(_) | Unit::Percent))
        .map(|(value, unit)| exactly(value, unit))
        .parse_next(input)
}

/// *Fimo a 12 gg*: a word that is none before *a 12 gg*.
pub(super) fn misspelt_until(input: &mut Input<'_>) -> Result<Atom> {
    let odd = any.verify(|lexeme: &Lexeme| lexeme.word().is_some_and(is_slip_of_until));
    (odd, word("a"), count)
        .verify(|(_, (), (_, unit))| matches!(unit, Unit::Time(_)))
        .map(|(_, (), (value, unit))| Atom::Amount {
            from: Limit::Open,
            to: Limit::Included(value),
            unit,
            within: false,
        })
        .parse_next(input)
}

/// *Fimo*, *lino*, *fno*: one letter of *fino* or *sino* is another, or is left out; *sup. a* is none.
fn is_slip_of_until(word: &str) -> bool {
    ["fino", "sino"].iter().any(|known| {
        let same = word.chars().zip(known.chars()).filter(|(one, other)| one == other).count();
        let left_out = (0..known.len()).any(|at| {
            known.chars().enumerate().filter(|(here, _)| *here != at).map(|(_, c)| c).eq(word.chars())
        });
        word.chars().count() == known.len() && same + 1 == known.len() || left_out
    })
}
