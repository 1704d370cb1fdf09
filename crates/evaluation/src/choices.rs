//! Choices where the documents of the body are silent, as they are told with a derivation.

use method::Smvp;
use method::profile::ComponentKind;
use scoring::evaluation::PoolMethod;
use scoring::function::ScaleMode;
use scoring::people::BandOn;

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
    let named = |number: Option<String>, what: &str, none: &str| match number {
        Some(number) => format!("{what} {number}"),
        None => none.to_owned(),
    };
    let bands: Vec<String> =
        said.band.iter().map(|band| format!("«{}» da {}", band.name, band.from)).collect();
    let bands =
        if bands.is_empty() { "nessuna fascia".to_owned() } else { format!("fasce {}", bands.join(", ")) };
    let score = said.minimum_score.as_ref().map(ToString::to_string);
    let days = said.minimum_days.map(|days| days.to_string());
    let decimals = format!("decimali del punteggio ufficiale: {}", said.decimals());
    let score = named(score, "punteggio minimo per il premio:", "nessun punteggio minimo per il premio");
    let days = named(days, "giorni di servizio per essere valutati:", "nessun minimo di giorni di servizio");
    let mut told = vec![
        choice(smvp, "role", true, "pesi delle componenti"),
        choice(smvp, "decimals", said.decimals.is_some(), &decimals),
        choice(smvp, "band", !said.band.is_empty(), &bands),
        choice(smvp, "minimum_score", said.minimum_score.is_some(), &score),
        choice(smvp, "minimum_days", said.minimum_days.is_some(), &days),
    ];
    if !said.band.is_empty() {
        let on = match said.band_on() {
            BandOn::Official => "la fascia si legge sul punteggio arrotondato",
            BandOn::Exact => "la fascia si legge sul punteggio esatto",
        };
        told.push(choice(smvp, "band_on", said.band_on.is_some(), on));
    }
    if weighs(ComponentKind::Behaviours) {
        let mode = match said.scale.mode() {
            ScaleMode::OverMax => "in rapporto al massimo",
            ScaleMode::MinMax => "in rapporto alla distanza dal minimo",
        };
        let what = format!("giudizi da {} a {}, {mode}", said.scale.lowest(), said.scale.highest());
        told.push(choice(smvp, "scale", said.scale.mode.is_some(), &what));
    }
    if weighs(ComponentKind::Evaluation) {
        let what =
            format!("con meno di {} persone valutate la componente si neutralizza", said.fewest_evaluated());
        told.push(choice(smvp, "fewest_evaluated", said.fewest_evaluated.is_some(), &what));
        let sigma = said.reference_deviation.as_ref().map_or_else(|| "manca".to_owned(), ToString::to_string);
        told.push(choice(smvp, "reference_deviation", true, &format!("scarto di riferimento: {sigma}")));
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
