//! Scores that a text says in words: `nessun punteggio`, `si intende non raggiunto`, `dimezzato`,
//! `nessuna decurtazione`.

use rust_decimal::Decimal;

use super::lex::{Kind, Lexeme};

/// A phrase, each place a list of words, and the points it means.
type Phrase = (&'static [&'static str], u8);

const LOSSES: &str =
    "decurtazione decurtazioni riduzione riduzioni penalita penalizzazione penalizzazioni detrazione";

const LESSENED: &str = "ridotto ridotta riduzione decurtato decurtata decurtazione penalizzato abbattuto";

const REACHED: &str = "raggiunto conseguito";

const HELD: &str = "considera intende ritiene";

const HOLDS: &str = "considerato ritenuto inteso";

const GIVES: &str = "spetta spettano attribuisce attribuiscono attribuito assegna assegnano assegnato riconosce \
                     riconosciuto";

/// The longest come first: the first that stands somewhere counts.
const PHRASES: &[Phrase] = &[
    (&["nessuna senza alcuna", LOSSES], 100),
    (&["raggiungimento", "e", "totale pieno completo integrale"], 100),
    (&["punteggio", "pieno intero"], 100),
    (&["toglie tolgono perde perdono detrae", "l", "intero", "punteggio"], 0),
    (&["pieno intero", "punteggio"], 100),
    (&["punteggio", "massimo"], 100),
    (&["massimo", "punteggio"], 100),
    (&["meta", "del", "punteggio"], 50),
    (&["meta", "punteggio"], 50),
    (&["obiettivo", "si", HELD, "non", REACHED], 0),
    (&["obiettivo", "e viene", HOLDS, "non", REACHED], 0),
    (&["obiettivo", "non", REACHED], 0),
    (&["si", HELD, "non", REACHED], 0),
    (&["e viene", HOLDS, "non", REACHED], 0),
    (&["non", REACHED], 0),
    (&["non", "si", GIVES, "alcun nessun", "punteggio punto"], 0),
    (&["non", "e viene", GIVES, "alcun nessun", "punteggio punto"], 0),
    (&["non", GIVES, "alcun nessun", "punteggio punto"], 0),
    (&["nessun nessuno alcun", "punteggio punto"], 0),
    (&["perdita", "dell", "intero", "punteggio"], 0),
    (&["decurtazione riduzione detrazione perdita", "totale integrale completa"], 0),
    (&["si", "azzera"], 0),
    (&["azzerato azzerata azzeramento"], 0),
    (&["nullo nulla"], 0),
    (&["si", "dimezza"], 50),
    (&["dimezzato dimezzata dimezzamento"], 50),
    (&[LESSENED, "della alla di", "meta"], 50),
    (&[LESSENED, "di", "un", "quarto"], 75),
    (&[LESSENED, "di", "un", "quinto"], 80),
    (&[LESSENED, "di", "un", "decimo"], 90),
];

/// The points that a phrase at a place means, and where it ends.
pub(super) fn verdict(lexemes: &[Lexeme], start: usize) -> Option<(Decimal, usize)> {
    let rest = lexemes.get(start..)?;
    let stands = |(words, _): &&Phrase| {
        words.len() <= rest.len() && words.iter().zip(rest).all(|(list, one)| one.is_any(list))
    };
    let (words, points) = PHRASES.iter().find(stands)?;
    // *Punteggio massimo (100)*, *punteggio massimo 10*: the number says it.
    let number = |at: usize| rest.get(at).is_some_and(Lexeme::is_number);
    let opened = rest.get(words.len()).is_some_and(|one| one.kind == Kind::Stop('('));
    if *points == 100 && (number(words.len()) || opened && number(words.len() + 1)) {
        return None;
    }
    Some((Decimal::from(*points), start + words.len()))
}
