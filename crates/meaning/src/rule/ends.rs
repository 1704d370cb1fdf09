//! Words and signs before the end of an amount: `fino a`, `meno di`, `oltre`, `almeno`.

use winnow::Parser;
use winnow::Result;
use winnow::combinator::alt;

use super::lex::Comparison;
use super::phrases::{Input, compares, phrases, word, words};

/// Verbs before an end.
const VERBS: &str = "supera superano superi superino eccede eccedono ecceda";

/// Words before an upper end that belongs to the amount; whether they are *entro*.
pub(super) fn up_to(input: &mut Input<'_>) -> Result<bool> {
    let plain = phrases(&[
        &["fino sino", "ad a al ai alle all"],
        &["fino sino"],
        &["non", "superiore superiori", "a ad al ai alle all"],
        &["non", "superiori"],
        &["non", "oltre", "i il le l"],
        &["non", "oltre"],
        &["non", "piu", "di del dell"],
        &["non", "maggiore", "di del dell"],
        &["inferiore minore pari", "o", "uguale inferiore", "a ad al all alla ai di"],
        &["uguale", "o", "inferiore minore", "a ad al all alla ai di"],
        &["non", VERBS],
        &["al", "massimo"],
        &["massimo max", "di"],
        &["massimo max", "ammesso ammissibile consentito tollerato previsto", "di"],
        &["massimo max", "ammesso ammissibile consentito tollerato previsto"],
        &["massimo max"],
    ])
    .value(false);
    let within = alt((words(&["entro", "i il le gli l"]), word("entro"))).value(true);
    alt((plain, compares(Comparison::AtMost).value(false), within)).parse_next(input)
}

/// Words before an upper end that does not.
pub(super) fn less_than(input: &mut Input<'_>) -> Result<()> {
    let words = phrases(&[
        &["meno", "di del dell"],
        &["inferiore inferiori minore minori", "a al ai alle all di"],
        &["sotto", "il i l"],
        &["sotto"],
        &["non", "raggiunge raggiungono raggiunga"],
    ]);
    alt((compares(Comparison::LessThan), words)).parse_next(input)
}

/// Words before a lower end that does not belong to the amount.
pub(super) fn more_than(input: &mut Input<'_>) -> Result<()> {
    let words = phrases(&[
        &["oltre", "i il le gli l"],
        &["oltre dopo"],
        &["superiore superiori", "a ad al ai alle all"],
        &["maggiore maggiori", "di a del"],
        &["piu", "di del dell"],
        &["sopra", "il i l"],
        &["eccedente eccedenti"],
        &["superamento", "di del dei degli delle"],
        &[VERBS],
    ]);
    alt((compares(Comparison::MoreThan), words)).parse_next(input)
}

/// Words before a lower end that does.
pub(super) fn at_least(input: &mut Input<'_>) -> Result<()> {
    let words = phrases(&[
        &["almeno"],
        &["non", "inferiore inferiori", "a ad al ai alle all"],
        &["non", "meno", "di del dell"],
        &["superiore maggiore pari", "o", "uguale superiore", "a ad al all alla ai di"],
        &["uguale", "o", "superiore maggiore", "a ad al all alla ai di"],
        &["a", "partire", "da dal dai"],
    ]);
    alt((compares(Comparison::AtLeast), words)).parse_next(input)
}
