//! The telling phrases of a condition: on time, late, otherwise, not, all.

use winnow::Parser;
use winnow::Result;
use winnow::combinator::{alt, eof, not as not_ahead, opt, peek, preceded, repeat};
use winnow::token::any;

use super::amount::{Unit, amount, time_unit};
use super::condition::Atom;
use super::days::day_atom;
use super::lex::{Kind, Lexeme};
use super::phrases::{ARTICLES, Input, articles, phrases, point, word, words};

/// A telling phrase.
pub(super) fn atom(input: &mut Input<'_>) -> Result<Atom> {
    alt((
        alt((day_atom, later)),
        alt((violated, no_delay, stated, late_beyond_the_term, event, amount)),
        alt((early, late, counted_in, all, not, otherwise)),
        word("e ed o oppure nonche").value(Atom::Joint),
    ))
    .parse_next(input)
}

const TERM: &str = "termine termini scadenza scadenze scad data date tempi tempo tempistica tempistiche \
                    cronoprogramma programmazione";

const RESPECTED: &str = "rispettato rispettata rispettati rispettate";

const DELAY: &str =
    "ritardo ritardi rit posticipo posticipi slittamento slittamenti sforamento sforamenti differimento";

/// Words that say that something was late.
const LATE: &str = "ritardato ritardata sforato sforata sforati tardivo tardiva tardivi tardive tardivamente";

/// A term with a few words after it: *scadenza di legge*.
fn term(input: &mut Input<'_>) -> Result<()> {
    let said =
        word("di del della legge previsto prevista previsti previste stabilito stabilita fissato fissata e");
    (word(TERM), repeat::<_, _, (), _, _>(0..3, said)).void().parse_next(input)
}

fn violated(input: &mut Input<'_>) -> Result<Atom> {
    let not_respected = || (word("non"), opt(word("viene e stato stata")), word(RESPECTED));
    let lack =
        (word("mancato mancata"), word("rispetto osservanza"), word("di del della dei"), articles, term);
    let no_respect = (word("mancato mancata"), word("rispetto osservanza"), eof).void();
    let beyond = (word("superamento sforamento"), word("di del della dei"), articles, term);
    alt((no_respect, beyond.void(), lack.void(), (term, not_respected()).void(), not_respected().void()))
        .map(|()| Atom::Violated)
        .parse_next(input)
}

fn no_delay(input: &mut Input<'_>) -> Result<Atom> {
    let nought =
        any.verify(|lexeme: &Lexeme| matches!(lexeme.kind, Kind::Number { value, .. } if value.is_zero()));
    let no_delay = alt((
        words(&["nessun nessuno senza zero", "ritardo ritardi rit giorno giorni"]),
        words(&["assenza mancanza", "di", "ritardo ritardi"]),
        words(&["senza", "alcun nessun", "ritardo"]),
        words(&["non", "in", "ritardo"]),
        words(&["ritardo ritardi", "nullo assente nulli assenti"]),
        (nought, opt(word("gg giorni")), point, opt(word("di")), word(DELAY)).void(),
    ));
    let respected =
        (word("rispetto osservanza"), opt(word("di del della dei delle dello")), articles, word(TERM)).void();
    let within = (
        alt((words(&["nel pieno", "rispetto"]), word("entro nei nel nelle alla in"))),
        articles,
        word(TERM),
        opt(word("previsto previsti prevista previste stabilito stabiliti fissato fissati massimo")),
    )
        .void();
    let adverb = word("puntuale puntualmente puntualita tempestivo tempestivamente tempestiva");
    let no_shift = (
        words(&["nessun nessuno senza", "scostamento scostamenti"]),
        word("dal dalla dai dalle rispetto"),
        opt(word("al alla ai alle")),
        articles,
        term,
    )
        .void();
    let adverb = alt((adverb, words(&["in", "orario"])));
    alt((no_delay, no_shift, respected, within, (term, word(RESPECTED)).void(), word(RESPECTED), adverb))
        .map(|()| Atom::OnTime)
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
    let lead = alt((
        word("oltre dopo dalla dal"),
        words(&["successivi successivo successiva rispetto", "a al alla"]),
    ));
    (lead, articles, word(TERM), not_ahead(of_an_event)).map(|_| Atom::Late).parse_next(input)
}

/// *Dalla data di insediamento*: a day that is none of the terms.
fn of_an_event(input: &mut Input<'_>) -> Result<()> {
    let event = any.verify(|lexeme: &Lexeme| {
        lexeme.word().is_some()
            && !lexeme.is_any(TERM)
            && !lexeme.is_any(ARTICLES)
            && !lexeme.is_any(OF_THE_TERM)
    });
    (word("di della dell del dello"), articles, event).void().parse_next(input)
}

/// Words for what the term is of.
const OF_THE_TERM: &str = "fine conclusione ultimazione completamento consegna chiusura realizzazione legge";

/// *Dalla data di insediamento*, *dall'approvazione del bilancio*: what days are counted from.
fn event(input: &mut Input<'_>) -> Result<Atom> {
    let day = (word("data giorno"), of_an_event).void();
    let lead = alt((word("dalla dal dall"), words(&["rispetto", "alla al all"])));
    let named = any
        .verify(|lexeme: &Lexeme| {
            lexeme.word().is_some_and(|word| word.ends_with("zione") || word.ends_with("mento"))
                && !lexeme.is_any(OF_THE_TERM)
                && !lexeme.is_any(TERM)
        })
        .void();
    (lead, articles, alt((day, named))).map(|_| Atom::Event).parse_next(input)
}

fn late(input: &mut Input<'_>) -> Result<Atom> {
    // *Ritardo medio* is a measure.
    let delay = (word(DELAY), not_ahead(word("medio medi"))).void();
    alt((delay, word(LATE))).map(|()| Atom::Late).parse_next(input)
}

/// *Con anticipo di almeno 10 giorni*.
fn early(input: &mut Input<'_>) -> Result<Atom> {
    let before = (word("prima"), word("del della dei"), articles, word(TERM)).void();
    alt((word("anticipo anticipata anticipato anticipatamente"), before))
        .map(|()| Atom::Early)
        .parse_next(input)
}

/// *(gg. lavorativi)*, *in giorni lavorativi*: the unit of numbers that stand elsewhere.
fn counted_in(input: &mut Input<'_>) -> Result<Atom> {
    let span = || {
        // One day or month is a word like others.
        let several = peek(word("giorni gg settimane mesi"));
        preceded(several, time_unit).verify_map(|unit| match unit {
            Unit::Time(span) => Some(Atom::In(span)),
            _ => None,
        })
    };
    preceded(opt(word("in")), span()).parse_next(input)
}

fn all(input: &mut Input<'_>) -> Result<Atom> {
    word(
        "tutti tutte totale totali completo completa completi complete completamente intero intera integrale",
    )
    .map(|()| Atom::All)
    .parse_next(input)
}

fn not(input: &mut Input<'_>) -> Result<Atom> {
    word("non no mai mancata mancato mancate mancati mancanza assenza nessuna nessun nessuno omessa omesso assente assenti")
        .map(|()| Atom::Not)
        .parse_next(input)
}

/// Words that make a delay longer than those named.
const LONGER: &str = "superiore superiori maggiore maggiori ulteriore ulteriori";

/// *Dopo tale data*, *successivamente*, *ulteriore ritardo*, *ritardo superiore*.
fn later(input: &mut Input<'_>) -> Result<Atom> {
    let than_these = phrases(&[
        &["oltre dopo", "tale detta suddetta predetta", "data scadenza soglia"],
        &["oltre dopo", "tale detto suddetto predetto", "termine periodo ritardo limite lasso"],
        &["successivamente", "a", "tale", "data"],
        &["ulteriore ulteriori", "ritardo ritardi"],
        &["superato superata", "tale detto suddetto tali", "limite termine periodo ritardo soglia"],
        &["ritardo ritardi", "piu", "ampio ampi lungo lunghi grave gravi esteso elevato consistente"],
        &["successivamente"],
    ]);
    let delay = alt((word(DELAY), word("scostamento scostamenti")));
    let longer = (delay, opt(word("e sono sia")), word(LONGER), not_a_measure).void();
    let dates =
        (word("data date"), word("posteriore posteriori successiva successive"), not_a_measure).void();
    alt((than_these, longer, dates)).map(|()| Atom::Later).parse_next(input)
}

/// *Ritardo: fino a 10 gg 75%; superiore 25%*: a whole condition.
pub(super) fn longer_alone(input: &mut Input<'_>) -> Result<Atom> {
    (word(LONGER), eof).map(|_| Atom::Later).parse_next(input)
}

/// Not *superiore a 10 giorni*, *successiva al 30/06*.
fn not_a_measure(input: &mut Input<'_>) -> Result<()> {
    not_ahead(alt((word("a ad ai al all alla alle di del"), number))).parse_next(input)
}

fn number(input: &mut Input<'_>) -> Result<()> {
    any.verify(|lexeme: &Lexeme| {
        lexeme.is_number() || matches!(lexeme.kind, Kind::Day(_) | Kind::Part { .. })
    })
    .void()
    .parse_next(input)
}

fn otherwise(input: &mut Input<'_>) -> Result<Atom> {
    let rest = phrases(&[
        &["altrimenti diversamente"],
        &["per", "ogni", "altro", "caso"],
        &["ogni", "altro", "caso"],
        &["nei", "restanti rimanenti", "casi"],
        &["nei", "casi", "restanti rimanenti"],
        &["negli in", "altri ogni", "casi caso"],
        &["in", "ogni", "altro", "caso"],
        &["in", "caso", "contrario"],
        &["in", "tutti", "gli", "altri", "casi"],
    ]);
    let other = (word("altro"), eof).void();
    let rest = alt((rest, other));
    let last = (
        alt((
            word("dopo poi successivo successiva successivi successive"),
            words(&["di", "piu"]),
            words(&["in", "seguito"]),
        )),
        eof,
    )
        .void();
    let later = alt((word("oltre"), last));
    let below = alt((words(&["al", "di", "sotto"]), word("meno inferiore inferiori sotto")));
    let below = (below, eof).value(Atom::Below);
    alt((rest.value(Atom::Otherwise), later.value(Atom::Later), below)).parse_next(input)
}

/// *Rispetto* and nothing else: of the term.
pub(super) fn respect_alone(input: &mut Input<'_>) -> Result<Atom> {
    (word("rispetto osservanza"), eof).map(|_| Atom::OnTime).parse_next(input)
}
