//! Trees that no sheet can write: weights that are no weights, items that need themselves.

use scoring::state::{Reason, State};
use scoring::tree::{Content, Item, Level, Mean, Scores, roll_up};
use scoring::{Actual, Exact, Function};

fn item(id: &str, content: Content) -> Item {
    let level = Level::Objective;
    Item {
        id: id.to_owned(),
        title: id.to_owned(),
        level,
        weight: None,
        state: State::Active,
        basis: Vec::new(),
        content,
    }
}

fn given(id: &str, weight: Option<i64>, score: i64) -> Item {
    Item { weight: weight.map(Exact::from), ..item(id, Content::Given(Some(score.into()))) }
}

fn whole(id: &str, parts: Vec<Item>) -> Item {
    item(id, Content::Parts { mean: Mean::default(), parts })
}

fn why(scores: &Scores, id: &str) -> String {
    scores.step(id).and_then(|step| step.undetermined.clone()).unwrap_or_default()
}

#[test]
fn weights_are_weights_or_there_are_none() {
    let scores = roll_up(&[
        whole("negativo", vec![given("a", Some(150), 90), given("b", Some(-50), 60)]),
        whole("in-parte", vec![given("c", Some(50), 90), given("d", None, 60)]),
        whole("senza", vec![given("e", None, 90), given("f", None, 60)]),
    ]);
    assert_eq!(why(&scores, "negativo"), "il peso di una parte è meno di 0");
    assert_eq!(why(&scores, "in-parte"), "alcune parti hanno un peso e altre no");
    assert_eq!(scores.score("senza"), Some(&Exact::from(75)));
}

#[test]
fn an_item_that_needs_itself_has_no_score_wherever_the_walk_begins() {
    let same = |id: &str, of: &str| item(id, Content::Same(of.to_owned()));
    let state = State::Neutralised(Reason::default());
    let unit = whole("u", vec![Item { state, ..same("x", "u") }, given("z", None, 80)]);
    for items in [vec![same("y", "x"), unit.clone()], vec![unit, same("y", "x")]] {
        let scores = roll_up(&items);
        assert_eq!(scores.steps().len(), 4, "one step for each item");
        assert_eq!(scores.score("u"), Some(&Exact::from(80)), "what left the mean does not matter to it");
        assert_eq!(why(&scores, "x"), "prende il risultato da sé stesso");
        assert_eq!(why(&scores, "y"), "ciò da cui prende il risultato non è determinato");
    }
}

#[test]
fn a_result_is_shared() {
    let function = Function::Increasing { target: 100.into() };
    let actual = Some(Actual::Value(130.into()));
    let shared = item("o", Content::Measured { function, actual });
    let scores = roll_up(&[item("s", Content::Same("o".to_owned())), shared]);
    let step = scores.step("s").unwrap();
    assert_eq!((step.raw.clone(), step.score.clone()), (Some(130.into()), Some(100.into())));
}
