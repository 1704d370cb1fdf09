//! What a condition of a rule says: times, delays, values, things done or not.
//!
//! A condition is prose with a few telling phrases in it (*Presentazione del progetto entro il
//! 30/06/2024*). The phrases are found one after the other; other words are passed over, but a number
//! that no phrase explains makes the condition unclear.

use domain::rule::Limit;
use domain::target::Span;
use rust_decimal::Decimal;
use winnow::Parser;
use winnow::Result;
use winnow::combinator::{alt, opt, preceded, repeat, terminated};
use winnow::stream::{Stream, TokenSlice};
use winnow::token::any;

use super::lex::{Comparison, Kind, Lexeme};
use crate::date::Written;
use crate::month;

pub(super) type Input<'t> = TokenSlice<'t, Lexeme>;

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

/// A telling phrase.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Atom {
    /// *Nessun ritardo*, *rispetto del termine*.
    OnTime,
    /// *Entro il 30/06*.
    By(Written),
    /// *Del 30/06*, *rispetto al 30/06*.
    Of(Written),
    /// *Oltre il 30/06*.
    After(Written),
    /// *Dal 01/07 al 31/07*.
    Between(Written, Written),
    /// *Di ritardo*.
    Late,
    /// *Fino a 30 gg*.
    Amount { from: Limit, to: Limit, unit: Unit, within: bool },
    /// *Data stabilita dalla norma*.
    Stated,
    /// *Tutti*, *completo*.
    All,
    /// *Livello atteso*.
    Attained,
    /// *Un numero inferiore*.
    Less,
    /// *Parziale*.
    Partial,
    /// *Non*, *mancata*, *nessuna*.
    Not,
    /// *Altrimenti*, *oltre* alone.
    Otherwise,
}

/// The phrases of a condition.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Condition {
    pub atoms: Vec<Atom>,
    /// Words that no phrase explains.
    pub words: usize,
    /// Whether it has a number that no phrase explains.
    pub unclear: bool,
    /// A word read as *fino*, which it is not.
    pub misspelt: bool,
}

/// Reads the phrases of a condition.
pub(super) fn condition(lexemes: &[Lexeme]) -> Condition {
    let mut input = TokenSlice::new(lexemes);
    let mut found = Condition::default();
    while let Some(lexeme) = input.peek_token().cloned() {
        if let Some(atom) = attempt(&mut input, atom) {
            found.atoms.push(atom);
        } else if let Some(atom) = attempt(&mut input, misspelt_until) {
            found.atoms.push(atom);
            found.misspelt = true;
        } else {
            match lexeme.kind {
                Kind::Word(_) => found.words += 1,
                Kind::Number { in_words: true, .. } => found.words += 1,
                Kind::Number { .. } => found.unclear |= !follows_a_name(lexemes, &lexeme),
                Kind::Percent | Kind::Compares(_) => found.unclear = true,
                _ => {}
            }
            let _ = input.next_token();
        }
    }
    found
}

/// What a parser reads here, if anything; what it does not read stays.
fn attempt<'t, T>(input: &mut Input<'t>, mut parser: impl FnMut(&mut Input<'t>) -> Result<T>) -> Option<T> {
    let start = input.checkpoint();
    match parser(input) {
        Ok(value) => Some(value),
        Err(_) => {
            input.reset(&start);
            None
        }
    }
}

/// Whether a number is part of a name: *art. 4*, *n. 13/2023*, *Livello 2*.
fn follows_a_name(lexemes: &[Lexeme], number: &Lexeme) -> bool {
    let before = lexemes.iter().take_while(|one| one.start < number.start).filter(|one| !one.is_stop());
    let after = lexemes.iter().find(|one| one.start >= number.end);
    let counted = after.is_some_and(|one| one.unit().is_some() || one.kind == Kind::Percent);
    !counted && before.last().is_some_and(|one| one.is_any(NAMES) || matches!(one.kind, Kind::Number { .. }))
}

const NAMES: &str = "art articolo comma n nr num dl l lgs dlgs dpr dm dgr gc cc legge decreto delibera \
                     deliberazione determina lettera punto livello fase allegato parte ods isa lotto stralcio \
                     missione programma capitolo regolamento ue sal zona sezione";

fn word<'t>(list: &'static str) -> impl Parser<Input<'t>, (), winnow::error::ContextError> {
    any.verify(move |lexeme: &Lexeme| lexeme.is_any(list)).void()
}

/// Words one after the other, each from a list: `"non" "superiore superiori" "a ad al"`.
fn words<'t>(lists: &'static [&'static str]) -> impl Parser<Input<'t>, (), winnow::error::ContextError> {
    move |input: &mut Input<'t>| {
        for list in lists {
            word(list).parse_next(input)?;
        }
        Ok(())
    }
}

/// Words one after the other, of several phrases the first that stands here.
fn phrases<'t>(
    list: &'static [&'static [&'static str]],
) -> impl Parser<Input<'t>, (), winnow::error::ContextError> {
    move |input: &mut Input<'t>| {
        let start = input.checkpoint();
        for phrase in list {
            if words(phrase).parse_next(input).is_ok() {
                return Ok(());
            }
            input.reset(&start);
        }
        winnow::combinator::fail.parse_next(input)
    }
}

/// Words that may stand between others and say nothing.
const ARTICLES: &str = "il lo la l i gli le";

fn articles(input: &mut Input<'_>) -> Result<()> {
    repeat::<_, _, (), _, _>(0..3, word(ARTICLES)).parse_next(input)
}

fn point(input: &mut Input<'_>) -> Result<()> {
    opt(any.verify(|lexeme: &Lexeme| lexeme.kind == Kind::Stop('.'))).void().parse_next(input)
}

fn atom(input: &mut Input<'_>) -> Result<Atom> {
    alt((
        alt((between_days, by_day, after_day, of_day)),
        alt((no_delay, stated, late_beyond_the_term, amount)),
        alt((late, attained, less, all, partial, not, otherwise)),
    ))
    .parse_next(input)
}

/// A day as written, or the last day of a month.
fn day(input: &mut Input<'_>) -> Result<Written> {
    alt((written_day, month_end)).parse_next(input)
}

fn written_day(input: &mut Input<'_>) -> Result<Written> {
    any.verify_map(|lexeme: &Lexeme| match lexeme.kind {
        Kind::Day(day) => Some(day),
        _ => None,
    })
    .parse_next(input)
}

/// *Fine giugno 2024*, *il mese di giugno*: its last day.
fn month_end(input: &mut Input<'_>) -> Result<Written> {
    let leading = repeat::<_, _, (), _, _>(0..4, word("il la l mese fine di del"));
    let month = preceded(leading, any.verify_map(|lexeme: &Lexeme| month::by_name(lexeme.word()?)))
        .parse_next(input)?;
    let year = opt(preceded(opt(word("del dell")), any.verify_map(four_digits))).parse_next(input)?;
    let last = match month {
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    Ok(Written { day: last, month, year })
}

fn four_digits(lexeme: &Lexeme) -> Option<i16> {
    match lexeme.kind {
        Kind::Number { value, in_words: false } => {
            i16::try_from(value).ok().filter(|year| (2000..2100).contains(year))
        }
        _ => None,
    }
}

/// Words between *entro* and a day.
fn to_a_day(input: &mut Input<'_>) -> Result<()> {
    repeat::<_, _, (), _, _>(
        0..6,
        word("il la le l i data del di dello termine termini scadenza giorno fissato fissata e non oltre"),
    )
    .parse_next(input)
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

fn after_day(input: &mut Input<'_>) -> Result<Atom> {
    let lead = alt((
        word("oltre dopo"),
        words(&["successivamente successiva successivo posteriore", "a al alla"]),
        words(&["a", "partire", "dal dalla"]),
    ));
    preceded((lead, to_a_day), day).map(Atom::After).parse_next(input)
}

fn between_days(input: &mut Input<'_>) -> Result<Atom> {
    let first = preceded((word("dal dall da tra fra"), articles), day);
    let second = preceded((word("al all a e ed"), articles), day);
    (first, second).map(|(from, to)| Atom::Between(from, to)).parse_next(input)
}

fn of_day(input: &mut Input<'_>) -> Result<Atom> {
    written_day.map(Atom::Of).parse_next(input)
}

const TERM: &str = "termine termini scadenza scadenze data date tempi tempo tempistica tempistiche \
                    cronoprogramma programmazione";

fn no_delay(input: &mut Input<'_>) -> Result<Atom> {
    let no_delay = alt((
        words(&["nessun nessuno senza zero", "ritardo ritardi giorno giorni"]).void(),
        words(&["assenza mancanza", "di", "ritardo ritardi"]).void(),
        (nought, alt((word("ritardo ritardi"), words(&["giorni gg", "di", "ritardo"]))), opt(any.void()))
            .void(),
    ));
    let respected = (
        word("rispetto rispettato rispettata rispettati rispettate osservanza"),
        word("di del della dei delle dello"),
        articles,
        word(TERM),
    )
        .void();
    let within = (
        alt((words(&["nel pieno", "rispetto"]), word("entro nei nel nelle alla in"))),
        articles,
        word(TERM),
        opt(alt((
            word("previsto previsti prevista previste stabilito stabiliti fissato fissati"),
            word("massimo"),
        ))),
    )
        .void();
    let adverb = word("puntuale puntualmente tempestivo tempestivamente tempestiva");
    alt((no_delay, respected, within, adverb)).map(|()| Atom::OnTime).parse_next(input)
}

fn nought(input: &mut Input<'_>) -> Result<()> {
    any.verify(|lexeme: &Lexeme| matches!(lexeme.kind, Kind::Number { value, .. } if value.is_zero()))
        .void()
        .parse_next(input)
}

/// A term that a norm or an act fixes.
fn stated(input: &mut Input<'_>) -> Result<Atom> {
    (
        opt(word(TERM)),
        word("stabilita stabilito prevista previsto fissata fissato indicata indicato prescritta prescritto"),
        word("dalla dal dall dai dalle da nella nel nell in"),
        opt(word(ARTICLES)),
        any.verify(|lexeme: &Lexeme| lexeme.word().is_some()),
    )
        .map(|_| Atom::Stated)
        .parse_next(input)
}

/// *Oltre la scadenza*, *dalla scadenza*, *dopo il termine*: late.
fn late_beyond_the_term(input: &mut Input<'_>) -> Result<Atom> {
    (
        alt((
            word("oltre dopo dalla dal"),
            words(&["successivi successivo successiva rispetto", "a al alla"]),
        )),
        articles,
        word(TERM),
    )
        .map(|_| Atom::Late)
        .parse_next(input)
}

fn late(input: &mut Input<'_>) -> Result<Atom> {
    word("ritardo ritardi ritardato ritardata").map(|()| Atom::Late).parse_next(input)
}

fn attained(input: &mut Input<'_>) -> Result<Atom> {
    (
        word("conseguimento raggiungimento conseguito raggiunto livello"),
        opt(word("del dello della di il lo")),
        opt(word("livello valore risultato")),
        word("atteso attesa target previsto prefissato programmato"),
    )
        .map(|_| Atom::Attained)
        .parse_next(input)
}

fn less(input: &mut Input<'_>) -> Result<Atom> {
    alt((
        words(&["numero misura quantita valore percentuale", "inferiore minore"]),
        words(&["in", "misura", "inferiore minore proporzionale"]),
    ))
    .map(|()| Atom::Less)
    .parse_next(input)
}

fn all(input: &mut Input<'_>) -> Result<Atom> {
    word(
        "tutti tutte totale totali completo completa completi complete completamente intero intera integrale",
    )
    .map(|()| Atom::All)
    .parse_next(input)
}

fn partial(input: &mut Input<'_>) -> Result<Atom> {
    alt((word("parziale parzialmente parziali incompleto incompleta"), words(&["in", "parte"])))
        .map(|()| Atom::Partial)
        .parse_next(input)
}

fn not(input: &mut Input<'_>) -> Result<Atom> {
    word("non no mancata mancato mancate mancati mancanza assenza nessuna nessun nessuno omessa omesso")
        .map(|()| Atom::Not)
        .parse_next(input)
}

fn otherwise(input: &mut Input<'_>) -> Result<Atom> {
    alt((
        word("altrimenti oltre"),
        phrases(&[
            &["negli in", "altri ogni", "casi caso"],
            &["in", "caso", "contrario"],
            &["in", "tutti", "gli", "altri", "casi"],
            &["negli", "altri", "casi"],
        ]),
    ))
    .map(|()| Atom::Otherwise)
    .parse_next(input)
}

/// An amount with its ends.
fn amount(input: &mut Input<'_>) -> Result<Atom> {
    alt((double, ranged, dashed, open_above, lower_only, upper_only, or_more, exact)).parse_next(input)
}

/// A number with what it counts.
fn count(input: &mut Input<'_>) -> Result<(Decimal, Unit)> {
    let one = terminated(
        word("un uno una").value(Decimal::ONE),
        winnow::combinator::peek(any.verify(|l: &Lexeme| l.unit().is_some())),
    );
    let number = alt((number, one)).parse_next(input)?;
    let unit = opt(unit).parse_next(input)?.unwrap_or(Unit::None);
    Ok((number, unit))
}

fn number(input: &mut Input<'_>) -> Result<Decimal> {
    any.verify_map(|lexeme: &Lexeme| match lexeme.kind {
        Kind::Number { value, .. } => Some(value),
        _ => None,
    })
    .parse_next(input)
}

fn unit(input: &mut Input<'_>) -> Result<Unit> {
    let percent = any.verify(|lexeme: &Lexeme| lexeme.kind == Kind::Percent).map(|_| Unit::Percent);
    let time = (
        any.verify_map(Lexeme::unit),
        point,
        opt(word("lavorativi lavorativo lav feriali")),
        point,
        opt(word("naturali solari")),
        opt(words(&["e", "consecutivi"])),
        opt(word("consecutivi")),
    )
        .map(|(span, (), working, (), _, _, _)| match (span, working) {
            (Span::Days, Some(())) => Unit::Time(Span::WorkingDays),
            _ => Unit::Time(span),
        });
    let named = any.verify_map(|lexeme: &Lexeme| {
        let word = lexeme.word()?;
        (word.chars().count() > 3 && !NOT_COUNTED.split_ascii_whitespace().any(|one| one == word))
            .then(|| Unit::Named(word.to_owned()))
    });
    alt((percent, time, named)).parse_next(input)
}

/// Words after a number that do not say what it counts.
const NOT_COUNTED: &str =
    "oltre fino entro meno ritardo rispetto dalla dopo nella delle degli della punti anche";

/// Words before an upper end that belongs to the amount.
fn up_to(input: &mut Input<'_>) -> Result<bool> {
    let plain = phrases(&[
        &["fino sino", "ad a al ai alle all"],
        &["fino sino"],
        &["non", "superiore superiori", "a ad al ai alle all"],
        &["non", "superiori"],
        &["non", "oltre", "i il le l"],
        &["non", "oltre"],
        &["non", "piu", "di"],
        &["non", "maggiore", "di"],
        &["inferiore minore pari", "o", "uguale inferiore", "a al ai di"],
        &["uguale", "o", "inferiore minore", "a al ai di"],
        &["al", "massimo"],
        &["massimo max", "di"],
        &["massimo max"],
    ])
    .value(false);
    let sign = any.verify(|lexeme: &Lexeme| lexeme.kind == Kind::Compares(Comparison::AtMost)).value(false);
    let within = alt((words(&["entro", "i il le gli l"]), word("entro"))).value(true);
    alt((plain, sign, within)).parse_next(input)
}

/// Words before an upper end that does not.
fn less_than(input: &mut Input<'_>) -> Result<()> {
    let sign = any.verify(|lexeme: &Lexeme| lexeme.kind == Kind::Compares(Comparison::LessThan)).void();
    alt((
        sign,
        phrases(&[
            &["meno", "di del dell"],
            &["inferiore inferiori minore minori", "a al ai alle all di"],
            &["sotto", "il i l"],
            &["sotto"],
        ]),
    ))
    .parse_next(input)
}

/// Words before a lower end that does not belong to the amount.
fn more_than(input: &mut Input<'_>) -> Result<()> {
    let sign = any.verify(|lexeme: &Lexeme| lexeme.kind == Kind::Compares(Comparison::MoreThan)).void();
    alt((
        sign,
        phrases(&[
            &["oltre", "i il le gli l"],
            &["oltre dopo"],
            &["superiore superiori", "a ad al ai alle all"],
            &["maggiore maggiori", "di a del"],
            &["piu", "di del"],
            &["sopra", "il i l"],
            &["eccedente eccedenti"],
        ]),
    ))
    .parse_next(input)
}

/// Words before a lower end that does.
fn at_least(input: &mut Input<'_>) -> Result<()> {
    let sign = any.verify(|lexeme: &Lexeme| lexeme.kind == Kind::Compares(Comparison::AtLeast)).void();
    alt((
        sign,
        phrases(&[
            &["almeno"],
            &["non", "inferiore inferiori", "a ad al ai alle all"],
            &["non", "meno", "di"],
            &["superiore maggiore pari", "o", "uguale superiore", "a al ai di"],
            &["uguale", "o", "superiore maggiore", "a al ai di"],
            &["a", "partire", "da dal dai"],
        ]),
    ))
    .parse_next(input)
}

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

/// *Oltre 30 e fino a 50 gg*, *>15<60*.
fn double(input: &mut Input<'_>) -> Result<Atom> {
    let between = repeat::<_, _, (), _, _>(
        0..3,
        alt((word("e ed ma"), any.verify(|l: &Lexeme| l.kind == Kind::Stop(',')).void())),
    );
    (lower, between, upper)
        .verify(|((from, one), (), (to, other, _))| {
            let units = one == other || *one == Unit::None || *other == Unit::None;
            units && from.value() <= to.value()
        })
        .map(|((from, one), (), (to, other, _))| Atom::Amount {
            from,
            to,
            unit: joined(one, other),
            within: false,
        })
        .parse_next(input)
}

/// *Da 30 a 60 gg*, *tra l'80% e il 100%*: the ends in either order.
fn ranged(input: &mut Input<'_>) -> Result<Atom> {
    let first = preceded((word("da dal dai dall dalla tra fra"), articles), count);
    let second = preceded(
        (
            alt((word("a ad al ai all alla e ed"), any.verify(|l: &Lexeme| l.kind == Kind::Dash).void())),
            articles,
        ),
        count,
    );
    (first, second).map(|(one, other)| range(one, other)).parse_next(input)
}

/// *11-15 gg*.
fn dashed(input: &mut Input<'_>) -> Result<Atom> {
    let dash = any.verify(|lexeme: &Lexeme| lexeme.kind == Kind::Dash);
    (count, dash, count).map(|(one, _, other)| range(one, other)).parse_next(input)
}

fn range(one: (Decimal, Unit), other: (Decimal, Unit)) -> Atom {
    let unit = joined(one.1, other.1);
    let (low, high) = if one.0 <= other.0 { (one.0, other.0) } else { (other.0, one.0) };
    Atom::Amount { from: Limit::Included(low), to: Limit::Included(high), unit, within: false }
}

/// *Da 31 gg in poi*, *dal 31° giorno*.
fn open_above(input: &mut Input<'_>) -> Result<Atom> {
    (
        preceded((word("da dal dai"), articles), count),
        opt(phrases(&[&["in", "poi su avanti"], &["e", "oltre"]])),
    )
        .verify(|((_, unit), onwards)| onwards.is_some() || matches!(unit, Unit::Time(_)))
        .map(|((value, unit), _)| Atom::Amount {
            from: Limit::Included(value),
            to: Limit::Open,
            unit,
            within: false,
        })
        .parse_next(input)
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
        .map(|(value, unit)| Atom::Amount {
            from: Limit::Included(value),
            to: Limit::Open,
            unit: unit.unwrap_or(Unit::None),
            within: false,
        })
        .parse_next(input)
}

/// *20 gg*, *due ore*, *100%*; a bare number says too little.
fn exact(input: &mut Input<'_>) -> Result<Atom> {
    count
        .verify(|(_, unit)| matches!(unit, Unit::Time(_) | Unit::Percent))
        .map(|(value, unit)| Atom::Amount {
            from: Limit::Included(value),
            to: Limit::Included(value),
            unit,
            within: false,
        })
        .parse_next(input)
}

/// *Lmo a 30 gg*: a word that is none before *a 30 gg*.
fn misspelt_until(input: &mut Input<'_>) -> Result<Atom> {
    let odd = any.verify(|lexeme: &Lexeme| {
        lexeme.word().is_some_and(|word| !word.is_empty() && word.chars().count() <= 5)
    });
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
