//! The scores that were kept, against those that come of the results.

use std::collections::HashMap;

use appraisal::Scored;
use scoring::tree::{Level, Step, roll_up};

use super::{parameter, shortened};
use crate::context::Context;
use crate::report::Report;
use crate::timeline::Round;

/// The report with the scores that were kept with it.
fn kept<'t, 'a>(context: &'t Context<'a>) -> Option<(&'t Round<'a>, &'a Scored)> {
    let round = context.timeline()?.report()?;
    Some((round, round.of.scores.as_ref()?))
}

/// `ANNO-012`: the scores were reckoned with other rules than those of the method.
pub fn rules_changed(context: &Context<'_>, report: &mut Report) {
    let Some((round, stored)) = kept(context) else { return };
    if stored.method == round.scored.method || !stored.is_intact() {
        return;
    }
    let others = differing(stored, &round.scored.results);
    if stored.plan != round.scored.plan {
        return;
    }
    if others.is_empty() {
        let message = "il file del metodo non è più quello dei punteggi; con le regole di oggi i punteggi sono gli stessi";
        report.plan("ANNO-012", round.of.act.place, message).noted();
        return;
    }
    let message = format!(
        "le regole del metodo non sono più quelle con cui sono stati calcolati i punteggi; oggi cambierebbero: {}",
        shortened(&others)
    );
    report.plan("ANNO-012", round.of.act.place, message);
}

/// `ANNO-016`: the scores that were kept are not those that come of what they rest on.
pub fn recomputed(context: &Context<'_>, report: &mut Report) {
    let Some((round, stored)) = kept(context) else { return };
    let place = round.of.act.place;
    if stored.plan != round.scored.plan {
        report.plan("ANNO-016", place, "i punteggi conservati sono di un altro piano");
        return;
    }
    let own = differing(stored, roll_up(&stored.items).steps());
    if !own.is_empty() || !stored.is_intact() {
        let message = match own.as_slice() {
            [] => "il file dei punteggi è stato cambiato dopo il calcolo: l'impronta non è la sua".to_owned(),
            some => format!("dai dati del file dei punteggi vengono altri numeri: {}", shortened(some)),
        };
        report.plan("ANNO-016", place, message);
        return;
    }
    // Rules that changed are told by themselves.
    let others = differing(stored, &round.scored.results);
    if stored.method == round.scored.method && !others.is_empty() {
        let message = format!("dai risultati vengono altri punteggi: {}", shortened(&others));
        report.plan("ANNO-016", place, message);
    }
}

/// The items whose score in the file is not the one found, the widest first.
fn differing(stored: &Scored, found: &[Step]) -> Vec<String> {
    let by_id: HashMap<&str, &Step> = found.iter().map(|step| (step.id.as_str(), step)).collect();
    let kept: HashMap<&str, &Step> = stored.results.iter().map(|step| (step.id.as_str(), step)).collect();
    let shown = |step: Option<&Step>| match step.and_then(|step| step.score.as_ref()) {
        Some(score) => score.shown(2),
        None => "nessuno".to_owned(),
    };
    let score = |step: Option<&Step>| step.and_then(|step| step.score.clone());
    let all = stored
        .results
        .iter()
        .rev()
        .chain(found.iter().rev().filter(|step| !kept.contains_key(step.id.as_str())));
    let differs = all.filter_map(|step| {
        let (was, is) = (kept.get(step.id.as_str()).copied(), by_id.get(step.id.as_str()).copied());
        (score(was) != score(is)).then(|| format!("{} {} invece di {}", step.id, shown(was), shown(is)))
    });
    differs.collect()
}

/// `ANNO-018`: nearly all objectives are fully reached.
pub fn all_full(context: &Context<'_>, report: &mut Report) {
    let Some(round) = context.timeline().and_then(|timeline| timeline.report()) else { return };
    let Some(limit) = parameter(context, "full_scores.share") else { return };
    let scores = round.scored.of_level(Level::Objective).filter(|step| step.state.is_evaluable());
    let scores: Vec<_> = scores.filter_map(|step| step.score.as_ref()).collect();
    let full = scores.iter().filter(|score| ***score >= scoring::Exact::hundred()).count();
    let share = scoring::Exact::ratio(
        i64::try_from(full * 100).unwrap_or(i64::MAX),
        i64::try_from(scores.len()).unwrap_or(i64::MAX),
    );
    if share.is_some_and(|share| share > scoring::Exact::from(limit.value)) {
        let message = format!("{full} obiettivi su {} sono raggiunti al 100 %", scores.len());
        report.plan("ANNO-018", round.of.act.place, message);
    }
}
