//! Trees that no sheet can write: weights that are no weights.

use scoring::state::State;
use scoring::tree::{Content, Item, Level, Mean, Scores, roll_up};
use scoring::Exact;

fn item(id: &str, content: Content) -> Item {
    let level = Level::Objective;
    Item { id: id.to_owned(), title: id.to_owned(), level, weight: None, state: State::Active, content }
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
