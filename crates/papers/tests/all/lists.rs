//! Letters and lists: by person, by councillor, by mission, by month, in figures.

use document::{Document, Role};
use domain::Money;
use domain::text::folded;
use outline::text;
use papers::{assignment, by_assessore, by_mission, by_person, deadlines, summary};

use crate::support::{Case, rows, sample, samples, shown, texts};

#[test]
fn lists_of_a_sample() {
    let case = sample("isola-serena");
    let (plan, method) = (&case.plan, &case.method);
    insta::assert_snapshot!("by_person", shown(&by_person(plan, method)));
    insta::assert_snapshot!("by_assessore", shown(&by_assessore(plan, method)));
    insta::assert_snapshot!("deadlines", shown(&deadlines(plan, method)));
    let day = "2025-02-10".parse().ok();
    insta::assert_snapshot!("assignment", shown(&assignment(plan, method, Some("accoglienza"), day)));
    let case = sample("borgo-ligure");
    insta::assert_snapshot!("by_mission", shown(&by_mission(&case.plan, &case.method)));
    insta::assert_snapshot!("summary", shown(&summary(&case.plan, &case.method)));
}

/// The number that the rows of sums add up to, in a column from the end.
fn totals(document: &Document, label: &str) -> usize {
    let sums = rows(document).filter(|row| row.role == Role::Total && texts(row)[0] == label);
    sums.map(|row| texts(row).last().unwrap().parse::<usize>().unwrap()).sum()
}

#[test]
fn every_objective_has_one_councillor_or_none() {
    for case in samples() {
        let document = by_assessore(&case.plan, &case.method);
        assert_eq!(totals(&document, "Totale obiettivi"), case.plan.objectives.len(), "{}", case.name);
    }
}

#[test]
fn no_objective_is_lost_among_the_missions() {
    for case in samples() {
        let document = by_mission(&case.plan, &case.method);
        assert!(totals(&document, "Totale obiettivi") >= case.plan.objectives.len(), "{}", case.name);
        let shown = shown(&document);
        for objective in &case.plan.objectives {
            let title = text(objective.title.as_ref());
            assert!(shown.contains(title), "{}: {title}", case.name);
        }
        for amount in case.plan.budget.iter().map(|row| text(row.amount.as_ref())) {
            assert!(shown.contains(amount), "{}: {amount}", case.name);
        }
    }
}

#[test]
fn everybody_of_the_plan_is_listed() {
    for case in samples() {
        let shown = shown(&by_person(&case.plan, &case.method));
        let listed = folded(&shown);
        let people = case.plan.objectives.iter().flat_map(|objective| &objective.people);
        for person in people {
            let (name, share) = (text(person.name.as_ref()), text(person.share.as_ref()));
            // The name stands as the plan first writes it, whatever the order and the case.
            let turned = name.split(' ').rev().collect::<Vec<_>>().join(" ");
            let is_listed = [name, &turned].iter().any(|name| listed.contains(&folded(name)));
            assert!(is_listed, "{}: {name}", case.name);
            assert!(shown.contains(share), "{}: {name} {share}", case.name);
        }
    }
}

#[test]
fn every_phase_is_due_once() {
    for case in samples() {
        let document = deadlines(&case.plan, &case.method);
        let phases =
            rows(&document).filter(|row| row.role == Role::Item && texts(row)[1].starts_with("fase"));
        let planned: usize = case.plan.objectives.iter().map(|objective| objective.phases.len()).sum();
        assert_eq!(phases.count(), planned, "{}", case.name);
    }
}

#[test]
fn months_come_in_order_and_hold_their_days() {
    let document = deadlines(&sample("isola-serena").plan, &sample("isola-serena").method);
    let days: Vec<String> = rows(&document)
        .filter(|row| row.role == Role::Item)
        .map(|row| texts(row)[0].split('/').rev().collect::<Vec<_>>().join("-"))
        .filter(|day| !day.is_empty())
        .collect();
    assert!(days.len() > 20);
    assert!(days.is_sorted(), "{days:?}");
}

fn letters(case: &Case) -> String {
    shown(&assignment(&case.plan, &case.method, None, None))
}

#[test]
fn every_objective_is_assigned_in_a_letter() {
    for case in samples() {
        let shown = letters(&case);
        for objective in &case.plan.objectives {
            assert!(shown.contains(text(objective.title.as_ref())), "{}", case.name);
        }
        assert!(!shown.contains(": ."), "{}", case.name);
    }
}

#[test]
fn what_a_letter_does_not_know_is_blank() {
    let mut case = sample("isola-serena");
    case.plan.acts.clear();
    case.method.acts.clear();
    case.plan.objectives.iter_mut().for_each(|objective| objective.responsible = None);
    let shown = letters(&case).replace('\\', "");
    assert!(shown.contains("Atto n. ____ del ____"), "{shown}");
    assert!(shown.contains("A: ____") && shown.contains("Luogo e data: ____"), "{shown}");
}

#[test]
fn sums_of_the_summary_are_right() {
    for case in samples() {
        let document = summary(&case.plan, &case.method);
        let total = rows(&document).find(|row| row.role == Role::Total).unwrap();
        let texts = texts(total);
        let [objectives, phases, indicators] = texts[texts.len() - 3..] else { panic!("{texts:?}") };
        let count = |of: fn(&domain::plan::Objective) -> usize| {
            case.plan.objectives.iter().map(of).sum::<usize>().to_string()
        };
        assert_eq!(objectives, count(|_| 1), "{}", case.name);
        assert_eq!(phases, count(|objective| objective.phases.len()), "{}", case.name);
        assert_eq!(indicators, count(|objective| objective.indicators.len()), "{}", case.name);
    }
}

#[test]
fn the_budget_adds_up_by_mission_and_in_all() {
    let case = sample("borgo-ligure");
    let cents = case.plan.budget.iter().map(|row| row.amount.as_ref().unwrap().certain().unwrap().cents);
    let whole = meaning::money::render(Money { cents: cents.sum() });
    let document = summary(&case.plan, &case.method);
    let last = rows(&document).filter(|row| row.role == Role::Total).last().unwrap();
    assert_eq!(texts(last)[3], whole);
}
