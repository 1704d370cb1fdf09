//! The act, the findings, the monitoring, the report.

use appraisal::actuals::{self, Actuals};
use appraisal::{Decisions, Scored, approve};
use document::{Document, Role};
use domain::{Finding, Severity};
use jiff::civil::Date;
use outline::text;
use papers::{findings, monitoring, performance, resolution};
use scoring::{Actual, Exact};

use crate::support::{Case, changed_sample, of_year, rows, sample, samples, shown, texts};

fn checked(case: &Case) -> Vec<Finding> {
    checks::check(&case.plan, &case.method, Vec::new())
}

fn results(case: &Case, table: &str) -> Actuals {
    let decisions = Decisions::parse(&of_year("scelte.toml")).unwrap();
    let approved = approve(&case.plan, &case.method, &decisions).unwrap();
    let (actuals, faults) = actuals::read(&approved, &of_year(table));
    assert!(faults.is_empty(), "{faults:?}");
    actuals
}

fn scored() -> Scored {
    serde_json::from_str(&of_year("punteggi.json")).unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn total(document: &Document) -> Vec<usize> {
    let row = rows(document).find(|row| row.role == Role::Total).unwrap();
    texts(row)[1..].iter().map(|text| text.parse().unwrap()).collect()
}

#[test]
fn reports_of_a_sample() {
    let case = changed_sample();
    let (plan, method) = (&case.plan, &case.method);
    insta::assert_snapshot!("resolution", shown(&resolution(plan, method)));
    let year = results(&case, "monitoraggio.csv");
    insta::assert_snapshot!("monitoring", shown(&monitoring(plan, method, day("2025-09-30"), Some(&year))));
    let year = results(&case, "risultati.csv");
    insta::assert_snapshot!("performance", shown(&performance(plan, method, &scored(), Some(&year))));
    let case = sample("castelrosso");
    insta::assert_snapshot!("findings", shown(&findings(&case.plan, &case.method, &checked(&case))));
}

#[test]
fn every_finding_is_told_once() {
    for case in samples() {
        let found = checked(&case);
        let document = findings(&case.plan, &case.method, &found);
        let told = rows(&document).filter(|row| row.role == Role::Item && row.width == 5).count();
        assert_eq!(told, found.len(), "{}", case.name);
        let of = |severity| found.iter().filter(|finding| finding.severity == severity).count();
        let counts = [Severity::Error, Severity::Warning, Severity::Info].map(of);
        assert_eq!(total(&document), counts, "{}", case.name);
    }
}

#[test]
fn an_act_cites_the_law_of_the_year_and_the_kind() {
    let mut case = sample("isola-serena");
    case.method.year = Some(2021);
    case.plan.years = None;
    let old = shown(&resolution(&case.plan, &case.method));
    assert!(old.contains("art. 169") && !old.contains("D.L. 80/2021"), "{old}");
    let new = shown(&resolution(&sample("isola-serena").plan, &sample("isola-serena").method));
    assert!(new.contains("art. 6 del D.L. 80/2021") && new.contains("DELIBERA"), "{new}");
    let province = sample("provincia-di-colleverde");
    let decree = shown(&resolution(&province.plan, &province.method));
    assert!(decree.contains("DECRETA") && decree.contains("Presidente"), "{decree}");
}

#[test]
fn the_annex_has_every_objective() {
    for case in samples() {
        let document = resolution(&case.plan, &case.method);
        let listed = rows(&document).filter(|row| row.role == Role::Item).count();
        assert_eq!(listed, case.plan.objectives.len(), "{}", case.name);
    }
}

#[test]
fn monitoring_tells_what_is_due_by_its_day_and_no_more() {
    let case = changed_sample();
    let year = results(&case, "risultati.csv");
    let of = |day_of: &str| monitoring(&case.plan, &case.method, day(day_of), Some(&year));
    assert!(shown(&of("2025-01-01")).contains("A questa data non è scaduto nulla."));
    let (half, whole) = (total(&of("2025-06-30")), total(&of("2025-12-31")));
    let all = |counts: &[usize]| counts[..5].iter().sum::<usize>();
    assert!(0 < all(&half) && all(&half) < all(&whole), "{half:?} {whole:?}");
    assert_eq!((all(&half), all(&whole)), (half[5], whole[5]));
}

#[test]
fn what_is_late_is_late_by_its_days() {
    let case = changed_sample();
    let none = Actuals::default();
    let document = monitoring(&case.plan, &case.method, day("2025-03-29"), Some(&none));
    let shown = shown(&document);
    // The first phase of the third project was due on 28 March.
    assert!(shown.contains("dato mancante: scaduto da 1 giorno"), "{shown}");
}

#[test]
fn what_was_done_is_told_with_its_delay() {
    let case = changed_sample();
    for (result, told) in [
        (Actual::Done(day("2025-03-28")), "28/03/2025	realizzato	fatto il 28/03/2025"),
        (Actual::Done(day("2025-04-10")), "realizzato con 13 giorni di ritardo	fatto il 10/04/2025"),
        (Actual::Never, "non realizzato: scaduto da 33 giorni	mai realizzato"),
        (Actual::Entered(Exact::hundred()), "28/03/2025	realizzato	100"),
    ] {
        let results = [(appraisal::ids::phase(3, 1), result)].into();
        let actuals = Actuals { results, ..Actuals::default() };
        let shown = shown(&monitoring(&case.plan, &case.method, day("2025-04-30"), Some(&actuals)));
        assert!(shown.contains(told), "{told}: {shown}");
    }
}

#[test]
fn the_report_has_every_objective_with_its_score() {
    let case = changed_sample();
    let scored = scored();
    let document = performance(&case.plan, &case.method, &scored, None);
    let listed: Vec<Vec<&str>> = rows(&document).map(texts).collect();
    for (ordinal, objective) in (1..).zip(&case.plan.objectives) {
        let step = scored.step(&appraisal::ids::objective(ordinal)).unwrap();
        let score = step.score.as_ref().map(|score| score.shown(2));
        let row =
            listed.iter().find(|row| row[0].ends_with(text(objective.title.as_ref())) && row.len() == 4);
        let row = row.unwrap_or_else(|| panic!("{ordinal}"));
        if step.state.is_evaluable() {
            assert_eq!(Some(row[2].to_owned()), score, "{ordinal}");
        }
    }
    let body = scored.body_score().unwrap().shown(2);
    assert!(listed.iter().any(|row| row[0] == "Ente" && row[1] == body));
}
