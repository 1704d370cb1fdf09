//! The objectives that the law wants in every plan, by its year.

use domain::plan::{Indicator, Objective};
use domain::target::{Measure, Operator, Target};
use domain::text::folded;
use domain::{Place, Read, Weight};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::super::piao;
use super::{number, recent};
use crate::context::{Context, Seen, place, text};
use crate::report::{Noted, Report};
use crate::subjects::{
    self, ACCESSIBILITY, CORRUPTION, Corpus, PAYMENTS, PERHAPS_PAYMENTS, PERHAPS_TRAINING, Subject, TRAINING,
    TRANSPARENCY, hours_each, result_shares,
};
use crate::words::listed;

/// Whether something is known of the body: only then a matter that is missing is told by its own code.
/// Of a body of which nothing is known the document may be a part of the plan, and one finding names
/// every matter to be looked for elsewhere.
pub fn known(context: &Context<'_>) -> bool {
    context.profile.employees.is_some() || context.profile.managers.is_some() || !context.acts.is_empty()
}

/// `CICLO-019`: matters of law of which no objective speaks, of a body of which nothing is known.
pub fn unsaid(context: &Context<'_>, report: &mut Report) {
    if known(context) || context.objectives.is_empty() {
        return;
    }
    let corpus = context.corpus();
    let matters: [(&str, Subject, Option<&str>); 5] = [
        ("tempi di pagamento (D.L. 13/2023 art. 4-bis)", PAYMENTS, Some("payments.share")),
        ("formazione del personale (direttiva 14/1/2025)", TRAINING, Some("training.objectives")),
        ("accessibilità (D.Lgs. 222/2023)", ACCESSIBILITY, Some("accessibility.objectives")),
        ("trasparenza (D.Lgs. 33/2013 art. 10 c. 3)", TRANSPARENCY, None),
        ("prevenzione della corruzione (L. 190/2012 art. 1 c. 8)", CORRUPTION, None),
    ];
    // A plan of courses beside the objectives sees to training, too.
    let courses = !context.plan.training.is_empty();
    let missing: Vec<&str> = matters
        .iter()
        .filter(|(name, ..)| !(courses && name.starts_with("formazione")))
        .filter(|(_, subject, since)| {
            since.is_none_or(|code| recent(context, code).is_some()) && !corpus.has(subject)
        })
        .map(|(name, ..)| *name)
        .collect();
    if !missing.is_empty() {
        report.plan("CICLO-019", None, format!("nessun obiettivo parla di: {}", listed(&missing)));
    }
}

/// In the year in which a law came it does not block.
fn weighed(noted: Noted<'_>, certain: bool) {
    if !certain {
        noted.doubtful();
    }
}

/// `CICLO-024`, `CICLO-025`, `CICLO-026`: the objective on payment times is missing, lets invoices be late, or is
/// not measured.
pub fn payments(context: &Context<'_>, report: &mut Report) {
    let Some((allowed, certain)) = recent(context, "payments.delay") else { return };
    let corpus = context.corpus();
    let speaking: Vec<Seen<'_>> = corpus.about(PAYMENTS).copied().collect();
    if speaking.is_empty() {
        if known(context) && !context.objectives.is_empty() {
            let whom = match context.profile.managers {
                Some(0) => "gli incaricati di EQ responsabili dei pagamenti",
                _ => "i dirigenti responsabili dei pagamenti",
            };
            let mut message = format!("nessun obiettivo sui tempi di pagamento delle fatture per {whom}");
            // Words are no proof: where one objective may be meant for it, a person looks.
            let perhaps = context.objectives.iter().find(|seen| titled(seen, PERHAPS_PAYMENTS));
            if let Some(seen) = perhaps {
                message = format!("{message}, a meno che non lo sia {}", seen.name());
            }
            let certain = certain && perhaps.is_none();
            weighed(report.plan("CICLO-024", None, message), certain);
        }
        return;
    }
    let year = context.year.unwrap_or_default().to_string();
    for seen in &speaking {
        for indicator in &seen.objective.indicators {
            late(seen, indicator, &year, (allowed.value, certain), report);
        }
    }
    unmeasured(context, report);
}

fn titled(seen: &Seen<'_>, subject: Subject) -> bool {
    subjects::speaks(&folded(seen.title()), subject)
}

/// `CICLO-026`: the objectives on payment times do not say how late invoices may be.
fn unmeasured(context: &Context<'_>, report: &mut Report) {
    let about = |named: &dyn Fn(&Seen<'_>) -> bool| -> Vec<&Seen<'_>> {
        context.corpus().about(PAYMENTS).filter(|seen| named(seen)).collect()
    };
    // What the title names is what the objective is for; a description may only mention it.
    let by_title = about(&|seen| titled(seen, PAYMENTS));
    let own = if by_title.is_empty() { about(&|seen| subjects::is_for(seen, PAYMENTS)) } else { by_title };
    let measured = own.iter().any(|seen| {
        // Phases may name the indicator of the law, and an indicator refer to them.
        let words = subjects::words(context, seen);
        let named =
            subjects::speaks(&words, &["indicatore di ritardo", "ritardo annuale", "tempo medio ponderato"]);
        let indicators = &seen.objective.indicators;
        indicators.iter().any(measures_payments) || named && indicators.iter().any(|i| !i.targets.is_empty())
    });
    if let Some(first) = own.first()
        && !measured
    {
        let more = match own.len() - 1 {
            0 => String::new(),
            1 => " (e un altro)".to_owned(),
            more => format!(" (e altri {more})"),
        };
        let message = format!("{}{more}: nessun indicatore misura il ritardo dei pagamenti", first.name());
        let places = own.iter().filter_map(|seen| seen.objective.place);
        report.objective("CICLO-026", first, None, message).also_at(places);
    }
}

/// Whether an indicator tells how late invoices are paid, and what is expected.
fn measures_payments(indicator: &Indicator) -> bool {
    let words = folded(text(indicator.text.as_ref()));
    let of_payments = ["pagament", "ritardo", "fattur", "tempestivit", "tempo medio", "liquidazion"];
    let says_when = ["giorni", "termin", "scadenz", "859"].iter().any(|word| words.contains(word));
    of_payments.iter().any(|word| words.contains(word))
        && (says_when || indicator.targets.values().any(|target| !target.verbatim.is_empty()))
}

/// Days in which an invoice is to be paid (D.Lgs. 231/2002 art. 4).
const TERM: u32 = 30;

/// `CICLO-025`: a positive delay is expected.
fn late(
    seen: &Seen<'_>,
    indicator: &Indicator,
    year: &str,
    (allowed, certain): (Decimal, bool),
    report: &mut Report,
) {
    let words = folded(text(indicator.text.as_ref()));
    let of_delay = words.contains("ritardo") || words.contains("tempestivita dei pagamenti");
    let target = indicator.targets.get(year).or_else(|| indicator.targets.values().next());
    if let Some(target) = target.filter(|_| of_delay)
        && let Some(days) = most_days(target)
        && days > allowed
    {
        let message = format!("{}: è ammesso un ritardo di «{}»", seen.name(), target.verbatim);
        // Thirty days are the time in which the law wants invoices paid: perhaps no delay is meant.
        let certain = certain && days < Decimal::from(TERM);
        weighed(report.objective("CICLO-025", seen, target.place, message), certain);
    }
}

/// The days of delay that a target lets pass.
fn most_days(target: &Read<Target>) -> Option<Decimal> {
    let Target::Amount { operator: Operator::AtMost | Operator::LessThan | Operator::Exactly, measure } =
        target.certain()?
    else {
        return None;
    };
    match measure {
        Measure::Number(number) => Some(*number),
        Measure::Days { days, .. } => Some(*days),
        Measure::Quantity { number, unit } if folded(unit).starts_with("giorn") => Some(*number),
        _ => None,
    }
}

/// `CICLO-027`: less than the share of the law is tied to payment times.
pub fn payment_share(context: &Context<'_>, report: &mut Report) {
    let Some((parameter, certain)) = recent(context, "payments.share") else { return };
    let Some(least) = parameter.value.to_i64() else { return };
    let stated = context.method.smvp.payment_share;
    if let Some(share) = stated.filter(|share| Weight::ratio(least, 1).is_some_and(|least| *share < least)) {
        let message =
            format!("il Sistema lega ai tempi di pagamento il {share} % della retribuzione di risultato");
        weighed(report.plan("CICLO-027", None, message), certain);
    }
    let corpus = context.corpus();
    for seen in corpus.about(PAYMENTS).filter(|seen| subjects::is_for(seen, PAYMENTS)) {
        let most = result_shares(&subjects::words(context, seen)).into_iter().max();
        if let Some(share) = most.filter(|share| i64::from(*share) < least) {
            let message =
                format!("{}: vi è legato il {share} % della retribuzione di risultato", seen.name());
            let place = place(seen.objective.description.as_ref());
            weighed(report.objective("CICLO-027", seen, place, message), certain);
        }
    }
}

/// `CICLO-029`: nobody has to see to the training of the staff.
pub fn training(context: &Context<'_>, report: &mut Report) {
    let Some(hours) = number(context, "training.hours") else { return };
    let corpus = context.corpus();
    if corpus.has(TRAINING) {
        hours_of_training(context, corpus, hours, report);
    } else if known(context)
        && !context.objectives.is_empty()
        && !context.objectives.iter().any(|seen| titled(seen, PERHAPS_TRAINING))
    {
        let message =
            format!("nessun obiettivo sulla formazione del personale (almeno {hours} ore annue a testa)");
        report.plan("CICLO-029", None, message);
    }
}

/// `CICLO-030`, `CICLO-031`: the objectives on training promise too few hours, or do not say how many.
fn hours_of_training(context: &Context<'_>, corpus: &Corpus<'_>, least: i64, report: &mut Report) {
    let year = context.year.unwrap_or_default().to_string();
    let own: Vec<&Seen<'_>> =
        corpus.about(TRAINING).filter(|seen| subjects::is_for(seen, TRAINING)).collect();
    let promised = own.iter().filter_map(|seen| {
        let expected = seen.objective.indicators.iter().filter_map(|i| expected_hours(i, &year));
        let told = hours_each(&seen.prose())
            .map(|hours| (Decimal::from(hours), place(seen.objective.description.as_ref())));
        let (most, at) = expected.chain(told).max_by_key(|(hours, _)| *hours)?;
        Some((most, at, seen))
    });
    // What one objective promises is enough: others may be about a course of a few hours.
    if let Some((most, at, seen)) = promised.max_by_key(|(most, _, _)| *most) {
        if most < Decimal::from(least) {
            let message = format!("{}: {} ore annue a testa, meno di {least}", seen.name(), most.normalize());
            report.objective("CICLO-030", seen, at, message);
        }
        return;
    }
    let told = own.iter().any(|seen| {
        subjects::speaks(&subjects::words(context, seen), &["quaranta ore", "40 ore", "ore annue"])
    });
    // A course on one subject is no training of the staff.
    let staff = own.iter().find(|seen| subjects::speaks(&seen.prose(), &["personale", "dipendent"]));
    if let Some(first) = staff
        && !told
    {
        let message = format!("{}: non dice quante ore di formazione a testa", first.name());
        report.objective("CICLO-031", first, None, message);
    }
}

/// The hours for each person that an indicator expects.
fn expected_hours(indicator: &Indicator, year: &str) -> Option<(Decimal, Option<Place>)> {
    let words = folded(&format!("{} {}", text(indicator.text.as_ref()), text(indicator.unit.as_ref())));
    let is = |word: &str| words.split(' ').any(|w| w.starts_with(word));
    let each = ["testa", "capite", "procapite", "dipendente", "medie"].iter().any(|word| is(word));
    let target = indicator.targets.get(year)?;
    let Target::Amount { measure, .. } = target.certain().filter(|_| each && is("ore"))? else { return None };
    match measure {
        Measure::Number(number) | Measure::Quantity { number, .. } => Some((*number, target.place)),
        _ => None,
    }
}

/// `CICLO-032`: nothing for people with disabilities. In the full form of the PIAO `PIAO-006` tells it.
pub fn accessibility(context: &Context<'_>, report: &mut Report) {
    let full = piao::full_form(context) == Some(true);
    if known(context) && !full && !context.objectives.is_empty() && !context.corpus().has(ACCESSIBILITY) {
        let message = "nessun obiettivo parla di accessibilità o di inclusione delle persone con disabilità";
        report.plan("CICLO-032", None, message);
    }
}

/// `CICLO-033`: nothing on transparency.
pub fn transparency(context: &Context<'_>, report: &mut Report) {
    if known(context) && !context.objectives.is_empty() && !context.corpus().has(TRANSPARENCY) {
        report.plan("CICLO-033", None, "nessun obiettivo parla di trasparenza");
    }
}

/// `CICLO-016`: an objective without its area of performance, in a form that has a place for it.
pub fn areas(context: &Context<'_>, report: &mut Report) {
    let has = |objective: &Objective| !objective.areas.is_empty();
    let (with, without): (Vec<&Seen<'_>>, Vec<&Seen<'_>>) =
        context.objectives.iter().partition(|seen| has(seen.objective));
    // Where hardly anybody fills the field in, the form is not used so.
    if with.len() < without.len() {
        return;
    }
    for seen in without {
        let message = format!("{}: manca l'ambito di performance organizzativa", seen.name());
        report.objective("CICLO-016", seen, None, message);
    }
}
