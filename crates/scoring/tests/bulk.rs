//! Many bodies at once: the digits are those of the reckoning in big fractions, and of its derivation.

#[path = "../benches/bulk/made.rs"]
mod made;

use scoring::Exact;
use scoring::bulk::{Columns, Official, read_indicators, read_objectives};
use scoring::tree::roll_up;

const REGION: made::Size = made::Size { indicators: 50_000, objectives: 10_000, bodies: 400 };

#[test]
fn ten_thousand_objectives_and_their_bodies_are_those_of_big_fractions() {
    let (objectives, indicators) = made::made(1, REGION);
    let bodies = objectives.body.clone();
    let columns = Columns::new(made::method(), objectives, indicators).unwrap();
    let scores = columns.score();
    assert_eq!((scores.objectives.len(), scores.bodies.len()), (10_000, 400));
    let trees: Vec<_> = (0..400).map(|body| roll_up(&[columns.body(body).unwrap()])).collect();
    let same = |official: Option<Official>, exact: Option<&Exact>, name: &str| {
        assert_eq!(official.map(|score| score.to_string()), exact.map(|score| score.digits(2)), "{name}");
    };
    for (body, official) in scores.bodies.iter().enumerate() {
        let id = format!("b{body}");
        same(*official, trees[body].score(&id), &id);
    }
    for (objective, official) in scores.objectives.iter().enumerate() {
        let id = format!("o{objective}");
        same(*official, trees[bodies[objective] as usize].score(&id), &id);
    }
    let undetermined = scores.objectives.iter().filter(|score| score.is_none()).count();
    assert!((1..100).contains(&undetermined), "{undetermined} obiettivi non determinati");
}

#[test]
fn columns_come_out_of_their_text_as_they_went_in() {
    let (objectives, indicators) = made::made(2, REGION);
    let text = (made::objectives_text(&objectives), made::indicators_text(&indicators));
    let read_again =
        (read_objectives(text.0.as_bytes(), 2).unwrap(), read_indicators(text.1.as_bytes(), 2, 2).unwrap());
    assert_eq!((&objectives, &indicators), (&read_again.0, &read_again.1));
    let scores = Columns::new(made::method(), objectives, indicators).unwrap().score();
    let text = scores.bodies_text();
    let (body, score) = text.lines().nth(1).unwrap().split_once(',').unwrap();
    assert_eq!((body, score.to_owned()), ("0", scores.bodies[0].map_or_else(String::new, |s| s.to_string())));
}
