//! Choices where the documents of the body are silent, as they are told with a derivation.

use method::Smvp;
use method::profile::ComponentKind;
use scoring::evaluation::PoolMethod;

use crate::people::Listed;

/// A choice of the method under `defaults`, or of the program where the method says nothing.
fn choice(smvp: &Smvp, key: &str, said: bool, what: &str) -> Option<String> {
    match (smvp.defaults.get(key), said) {
        (Some(why), _) => Some(format!("{key}: {what}. Scelta predefinita del metodo: {why}")),
        (None, false) => Some(format!("{key}: {what}. Scelta predefinita: il metodo non lo dice")),
        (None, true) => None,
    }
}

/// The choices that the score of a person rests on.
pub fn of_score(smvp: &Smvp, person: &Listed) -> Vec<String> {
    let said = &smvp.evaluation;
    let weighs = |kind| {
        let roles = person.stays.iter().filter_map(|stay| smvp.role(&stay.role));
        roles.flat_map(|role| &role.weights).any(|(own, weight)| *own == kind && weight.parts().0 > 0)
    };
    let mut told = vec![
        choice(smvp, "role", true, "pesi delle componenti"),
        choice(smvp, "decimals", said.decimals.is_some(), "il punteggio ufficiale ha 2 decimali"),
        choice(smvp, "band", !said.band.is_empty(), "nessuna fascia"),
        choice(smvp, "minimum_score", said.minimum_score.is_some(), "nessun punteggio minimo per il premio"),
        choice(smvp, "minimum_days", said.minimum_days.is_some(), "nessun minimo di giorni di servizio"),
    ];
    if !said.band.is_empty() {
        told.push(choice(
            smvp,
            "band_on",
            said.band_on.is_some(),
            "la fascia si legge sul punteggio arrotondato",
        ));
    }
    if weighs(ComponentKind::Behaviours) {
        let what =
            format!("giudizi da {} a {}, in rapporto al massimo", said.scale.lowest(), said.scale.highest());
        told.push(choice(smvp, "scale", said.scale.mode.is_some(), &what));
    }
    if weighs(ComponentKind::Evaluation) {
        let what =
            format!("con meno di {} persone valutate la componente si neutralizza", said.fewest_evaluated());
        told.push(choice(smvp, "fewest_evaluated", said.fewest_evaluated.is_some(), &what));
        told.push(choice(smvp, "reference_deviation", true, "scarto di riferimento"));
    }
    told.into_iter().flatten().collect()
}

/// The choices that a premium out of a pool rests on.
pub fn of_premium(smvp: &Smvp, person: &Listed, method: PoolMethod) -> Vec<String> {
    let what = match method {
        PoolMethod::Pool => "il fondo si divide per punteggio, coefficiente e tempo",
        PoolMethod::Individual => "il premio massimo di ciascuno per il suo punteggio",
    };
    let own = person.stays.iter().all(|stay| {
        stay.coefficient.is_some() || smvp.role(&stay.role).is_some_and(|role| role.coefficient.is_some())
    });
    let mut told = vec![choice(smvp, "pool", smvp.pay.pool.is_some(), what)];
    if method == PoolMethod::Pool {
        told.push(choice(smvp, "coefficient", own, "coefficiente 1"));
    }
    told.into_iter().flatten().collect()
}

/// The choices that cuts rest on.
pub fn of_cuts(smvp: &Smvp) -> Vec<String> {
    choice(smvp, "payment_cut", true, "tagli per i ritardi nei pagamenti").into_iter().collect()
}

/// The choices that a bonus rests on.
pub fn of_bonus(smvp: &Smvp) -> Vec<String> {
    choice(smvp, "bonus", true, "maggiorazione").into_iter().collect()
}
