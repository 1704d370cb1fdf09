//! Rules by what came about, in words.

use domain::Rule;
use domain::rule::Outcome;
use domain::text::folded;
use rust_decimal::Decimal;

use super::{Reading, Scored};

/// *Presentata = 100%, non presentata = zero*.
pub(super) fn read(scored: &[Scored<'_>]) -> Reading {
    let mut outcomes: Vec<Outcome> = Vec::new();
    for one in scored {
        let Some(points) = one.points() else { return Reading::unclear("un punteggio non è un numero") };
        outcomes.push(Outcome { text: one.outcome.to_owned(), score: points });
    }
    if outcomes.len() < 2 {
        return Reading::unclear(super::LONE_OUTCOME);
    }
    let names_a_value = |one: &Scored<'_>| {
        let text = folded(one.text);
        let first = text.split(' ').next().unwrap_or_default();
        "valore valori target baseline peso priorita ore quota risorse".split(' ').any(|name| name == first)
    };
    if scored.iter().any(names_a_value) {
        return Reading::unclear("ciò che ha un punteggio è un valore, non un esito");
    }
    if outcomes.iter().any(|one| denies_another(one, &outcomes)) {
        return Reading::unclear("una fascia non ha il suo punteggio");
    }
    let full = outcomes.iter().any(|outcome| outcome.score == Decimal::ONE_HUNDRED);
    let whole: Decimal = outcomes.iter().map(|outcome| outcome.score).sum();
    if !full && whole == Decimal::ONE_HUNDRED {
        return Reading::unclear("i punteggi fanno 100 insieme: possono essere pesi di fasi");
    }
    if !full {
        return Reading::unclear("nessun esito ha il punteggio pieno: possono essere valori attesi");
    }
    Reading::of(Rule::Outcomes(outcomes))
}

/// *Fatto = 100%; fatto in parte da valutare, non fatto = 0%*: what stands before the comma has no score.
fn denies_another(one: &Outcome, all: &[Outcome]) -> bool {
    let last = one.text.rsplit_once([',', ';']).map(|(_, last)| folded(last));
    let denied = last.as_deref().and_then(|last| last.trim().strip_prefix("non "));
    denied.is_some_and(|denied| all.iter().any(|other| folded(&other.text) == denied))
}
