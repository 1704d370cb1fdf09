//! Targets in words alone: a document or act that proves it, one quantity over another.

use domain::target::Target;

use crate::scan::{Cursor, Shape, first_tokens, tokens};

/// First words of a phrase that names a document or an act.
const NOUNS: &str = "accordo adozione affidamento aggiudicazione approvazione atto atti attestato \
    attestati attestazione avviso bando capitolato carta certificato certificazione circolare \
    circolari comunicazione comunicazioni consegna contratto contratti convenzione convenzioni \
    cronoprogramma decreto decreti delibera delibere deliberazione deliberazioni deposito determina \
    determinazione determinazioni determine direttiva direttive disciplinare documento documenti \
    elenco elenchi invio linee liquidazione manuale mappa mappatura nota note ordinanza ordinanze \
    piano presentazione programma progetto proposta protocollo pubblicazione questionario questionari \
    rapporto registro regolamento relazione relazioni rendiconto rendicontazione report ricevuta \
    scheda schede sottoscrizione statuto stipula trasmissione verbale verbali vademecum resoconto \
    sondaggio richiesta";

/// Words beyond which a phrase is a sentence.
const SHORT: usize = 14;

/// First words of a quantity.
const COUNTS: &str = "n nr num numero totale somma somme importo ore giorni gg percentuale";

/// A short noun phrase that names a document or act; a bullet before it is no part of it.
pub(super) fn evidence(text: &str) -> Option<Target> {
    let text = bare(text);
    // Most texts begin otherwise, and are not looked at whole.
    first_tokens(text, 1).first().filter(|token| token.is_any(NOUNS))?;
    let tokens = tokens(text);
    let words = tokens.iter().filter(|token| token.shape == Shape::Word).count();
    let sentences = tokens.iter().any(|token| token.is_sign(';'));
    (words <= SHORT && !sentences).then(|| Target::Evidence(text.to_owned()))
}

/// A text without a bullet before it and signs after it.
fn bare(text: &str) -> &str {
    text.trim_start_matches(['>', '-', '–', '•', '*', ' ']).trim_end_matches(['.', ';', ',', ':', ' ', '*'])
}

/// One quantity over another: `pratiche evase / pratiche ricevute`.
///
/// A stroke also parts alternatives (*delibera / determinazione*), so both sides must count something,
/// or count the same thing, or *rapporto* must say it.
pub(super) fn ratio(text: &str) -> Option<Target> {
    let text = bare(text);
    if !text.contains('/') {
        return None;
    }
    let tokens = first_tokens(text, 3);
    let cursor = Cursor::new(text, &tokens);
    let said = cursor.word("rapporto").map(|rest| rest.skip("tra fra"));
    let start = said.unwrap_or(cursor).peek()?.start;
    let (numerator, denominator) = text[start..].split_once('/')?;
    let (numerator, denominator) = (numerator.trim(), denominator.trim());
    let wordy = |side: &str| side.starts_with(char::is_alphabetic) && !side.contains('/') && side.len() > 2;
    let counted = said.is_some() || is_ratio(numerator, denominator);
    (wordy(numerator) && wordy(denominator) && counted)
        .then(|| Target::Ratio { numerator: numerator.to_owned(), denominator: denominator.to_owned() })
}

/// Whether two sides of a stroke are a ratio by themselves.
pub(super) fn is_ratio(numerator: &str, denominator: &str) -> bool {
    let counts = |side: &str| tokens(side).first().is_some_and(|token| token.is_any(COUNTS));
    let noun = |side: &str| {
        let noun = tokens(side).into_iter().find(|t| t.shape == Shape::Word && !t.is_any(COUNTS));
        noun.filter(|noun| !noun.is_any(NOUNS)).map(|token| token.word)
    };
    (counts(numerator) && counts(denominator))
        || (noun(numerator).is_some() && noun(numerator) == noun(denominator))
}
