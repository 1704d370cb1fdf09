//! A result beside the plan that was approved.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;

use common::{sealed, stored};
use scoring::state::State;
use scoring::tree::{Content, Item, Level, Mean};
use scoring::{Actual, Exact, Function};
use serde_json::{Value, json};
use verify::{Verdict, verify};

fn item(id: &str, level: Level, weight: Option<&str>, content: Content) -> Item {
    let weight = weight.map(|weight| weight.parse().unwrap());
    Item {
        id: id.to_owned(),
        title: format!("Voce {id}"),
        level,
        weight,
        state: State::Active,
        basis: Vec::new(),
        content,
    }
}

fn whole(id: &str, level: Level, weight: Option<&str>, parts: Vec<Item>) -> Item {
    item(id, level, weight, Content::Parts { mean: Mean::default(), parts })
}

fn indicator(id: &str, weight: Option<&str>) -> Item {
    let function = Function::Increasing { target: Exact::from(120) };
    item(
        id,
        Level::Indicator,
        weight,
        Content::Measured { function, actual: Some(Actual::Value(102.into())) },
    )
}

fn phase(id: &str, weight: &str) -> Item {
    item(id, Level::Phase, Some(weight), Content::Given(Some(90.into())))
}

/// The second objective has its phases in one group and its indicators in another.
fn tree() -> Vec<Item> {
    let third = Some("100/3");
    let first = ["O1.I1", "O1.I2", "O1.I3"].map(|id| indicator(id, third)).to_vec();
    let second = vec![
        whole("fasi", Level::Group, Some("40"), vec![phase("O2.F1", "12.5"), phase("O2.F2", "87.5")]),
        whole("indicatori", Level::Group, Some("60"), vec![indicator("O2.I1", None)]),
    ];
    let unit = vec![
        whole("O1", Level::Objective, Some("70"), first),
        whole("O2", Level::Objective, Some("30"), second),
    ];
    let shared = vec![item("O1@U2", Level::Objective, None, Content::Same("O1".to_owned()))];
    let units = vec![whole("U1", Level::Unit, None, unit), whole("U2", Level::Unit, None, shared)];
    vec![whole("ENTE", Level::Body, None, units)]
}

fn plan() -> Value {
    json!({
        "schema": "traguardo-piano/1",
        "years": [2026, 2027],
        "objectives": [
            {"ordinal": 1, "title": "Pagare in tempo", "weight": "70", "indicators": [
                {"text": "a", "weight": "100/3", "targets": {"2026": "120"}},
                {"text": "b", "weight": "100/3"},
                {"text": "c", "weight": "100/3", "targets": {}},
                {"text": "d", "weight": "100", "year": "2027"},
                {"text": "e", "weight": "100", "targets": {"2027": "1"}},
            ]},
            {"ordinal": 2, "title": "Sportello", "weight": "30", "phases": [
                {"text": "uno", "weight": "12.5"}, {"text": "due", "weight": "87.5", "year": 2026},
            ], "indicators": [{"text": "f", "weight": null}]},
            {"ordinal": 3, "title": "Fermo", "weight": "50", "idle": {"2026": "-"}, "indicators": [{"text": "g"}]},
        ],
    })
}

fn told(verdict: &Verdict) -> Vec<String> {
    verdict.differences.iter().map(ToString::to_string).collect()
}

/// The tree after a change, beside the plan.
fn after(change: impl FnOnce(&mut Vec<Item>)) -> Vec<String> {
    let mut items = tree();
    change(&mut items);
    told(&verify(&stored(&items), Some(&plan())))
}

fn parts(item: &mut Item) -> &mut Vec<Item> {
    let Content::Parts { parts, .. } = &mut item.content else { panic!("{} has no parts", item.id) };
    parts
}

/// The objective of the unit.
fn objective(items: &mut [Item], number: usize) -> &mut Item {
    &mut parts(&mut parts(&mut items[0])[0])[number - 1]
}

#[test]
fn a_result_of_the_plan_is_confirmed() {
    let verdict = verify(&stored(&tree()), Some(&plan()));
    assert_eq!(told(&verdict), Vec::<String>::new());
    assert!(verdict.is_same() && verdict.items == 14 && verdict.checked > 150, "{}", verdict.checked);
}

#[test]
fn an_indicator_that_counts_twice_is_found() {
    let found = after(|items| {
        let parts = parts(objective(items, 1));
        parts[1] = parts[0].clone();
    });
    assert!(found.contains(
        &"O1.I1: voce: nel file più di una con questo nome, secondo la verifica una sola".to_owned()
    ));
    assert!(
        found.contains(
            &"O1.I2: voce del piano: nel file manca, secondo la verifica una volta sola".to_owned()
        )
    );
    assert!(found.contains(
        &"O1.I1: voce del piano: nel file più di una volta, secondo la verifica una volta sola".to_owned()
    ));
}

#[test]
fn an_indicator_that_is_left_out_is_found() {
    let found = after(|items| {
        let parts = parts(objective(items, 1));
        parts.pop();
        for part in parts {
            part.weight = Some(50.into());
        }
    });
    assert_eq!(
        found,
        [
            "O1.I1: peso approvato: nel file 50, secondo la verifica 100/3",
            "O1.I2: peso approvato: nel file 50, secondo la verifica 100/3",
            "O1.I3: voce del piano: nel file manca, secondo la verifica una volta sola",
        ]
    );
}

#[test]
fn a_weight_that_was_not_approved_is_found() {
    let found = after(|items| {
        objective(items, 1).weight = Some(30.into());
        objective(items, 2).weight = Some(70.into());
    });
    assert_eq!(
        found,
        [
            "O1: peso approvato: nel file 30, secondo la verifica 70",
            "O2: peso approvato: nel file 70, secondo la verifica 30",
        ]
    );
}

#[test]
fn phases_are_scored_all_or_none() {
    let without = |phases: fn(&mut Vec<Item>)| {
        after(|items| {
            let groups = parts(objective(items, 2));
            phases(parts(&mut groups[0]));
            if parts(&mut groups[0]).is_empty() {
                groups.remove(0);
                groups[0].weight = Some(100.into());
            }
        })
    };
    assert_eq!(without(Vec::clear), Vec::<String>::new());
    let found = without(|phases| {
        phases.pop();
        phases[0].weight = Some(100.into());
    });
    assert_eq!(
        found,
        [
            "O2.F1: peso approvato: nel file 100, secondo la verifica 12.5",
            "O2.F2: voce del piano: nel file manca, secondo la verifica una volta sola",
        ]
    );
}

#[test]
fn what_the_plan_does_not_have_is_found() {
    let found = after(|items| {
        parts(&mut parts(&mut items[0])[1]).push(indicator("U2.I1", None));
        parts(&mut items[0]).push(whole("U3", Level::Unit, None, vec![indicator("O2.I2", None)]));
    });
    assert_eq!(
        found,
        [
            "U2.I1: voce: nel file c'è, secondo la verifica nel piano non c'è",
            "O2.I2: voce: nel file c'è, secondo la verifica nel piano non c'è",
        ]
    );
}

#[test]
fn an_objective_without_its_indicators_is_found() {
    let found = after(|items| objective(items, 1).content = Content::Given(Some(100.into())));
    assert_eq!(found.len(), 3, "{found:?}");
    assert_eq!(found[0], "O1.I1: voce del piano: nel file manca, secondo la verifica una volta sola");
}

#[test]
fn an_indicator_under_another_objective_is_found() {
    let found = after(|items| {
        let moved = parts(objective(items, 1)).pop().unwrap();
        for part in parts(objective(items, 1)) {
            part.weight = Some(50.into());
        }
        let group = &mut parts(objective(items, 2))[1];
        *group =
            whole("indicatori", Level::Group, Some("60"), vec![Item { weight: Some(100.into()), ..moved }]);
    });
    assert!(
        found.contains(
            &"O1.I3: posto: nel file sotto un'altra voce, secondo la verifica sotto «O1»".to_owned()
        )
    );
    assert!(
        found.contains(
            &"O2.I1: voce del piano: nel file manca, secondo la verifica una volta sola".to_owned()
        )
    );
}

#[test]
fn another_year_and_what_is_no_plan_are_told() {
    let mut result = stored(&tree());
    result["year"] = json!(2031);
    let found = told(&verify(&sealed(result), Some(&plan())));
    assert_eq!(
        found[0],
        "year: anno: nel file un anno fuori dal piano, secondo la verifica uno degli anni del piano"
    );
    let found = told(&verify(&stored(&tree()), Some(&json!([]))));
    assert_eq!(found, ["piano: versione del formato: nel file «», secondo la verifica «traguardo-piano/1»"]);
}
