use document::Role;
use domain::Datum;
use papers::comparison;

use crate::support::{changed_sample, rows, sample, samples, shown, texts};

#[test]
fn the_change_of_a_year_side_by_side() {
    let (old, mut new) = (sample("isola-serena"), changed_sample());
    let mut added = new.plan.objectives.remove(3);
    added.title = Some(Datum::prose("Aprire la biblioteca di sera", None).into());
    let other = new.plan.objectives[5].unit.clone();
    let moved = &mut new.plan.objectives[0];
    moved.unit = other;
    moved.weight = Some(Datum::prose("300‰", None).into());
    moved.phases.pop();
    new.plan.objectives.insert(2, added);
    insta::assert_snapshot!(shown(&comparison(&old.plan, &new.plan, &new.method)));
}

#[test]
fn every_objective_is_counted_once() {
    for case in samples() {
        // The last objective went, the first is new.
        let (mut old, mut new) = (case.plan.clone(), case.plan.clone());
        let first = new.objectives.remove(0);
        let last = old.objectives.pop().unwrap();
        assert_ne!(first, last, "{}", case.name);
        let document = comparison(&old, &new, &case.method);
        let total = rows(&document).find(|row| row.role == Role::Total).unwrap();
        let numbers: Vec<usize> = texts(total)[1..].iter().map(|text| text.parse().unwrap()).collect();
        let [added, removed, changed, .., same] = numbers[..] else { panic!("{numbers:?}") };
        assert_eq!(added + changed + same, new.objectives.len(), "{}", case.name);
        assert_eq!(removed + changed + same, old.objectives.len(), "{}", case.name);
    }
}

#[test]
fn a_plan_is_the_same_as_itself() {
    for case in samples() {
        let text = shown(&comparison(&case.plan, &case.plan, &case.method));
        assert!(text.contains("Gli obiettivi sono gli stessi nei due testi."), "{}", case.name);
        assert!(!text.contains("Che cosa cambia"), "{}: {text}", case.name);
    }
}
