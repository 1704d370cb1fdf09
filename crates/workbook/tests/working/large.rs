//! A large plan, in the time that people wait.

use std::time::{Duration, Instant};

use super::*;

/// So many objectives in thirty units, each with five phases and four indicators.
fn large(objectives: usize) -> Plan {
    let objective = |at: usize| {
        let phase = |n: usize| json!({"number": n.to_string(), "text": format!("Fase {n} dell'obiettivo {at}"), "weight": "20%", "end": "30/06/2026"});
        let indicator = |n: usize| json!({"text": format!("Indicatore {n} dell'obiettivo {at}"), "unit": "n.", "targets": {"2026": "almeno 120"}});
        json!({
            "code": at.to_string(), "title": format!("Obiettivo numero {at} della sua struttura"), "weight": "10%",
            "unit": format!("Settore {}", at % 30), "description": "Una descrizione di qualche parola. ".repeat(8),
            "phases": (1..=5).map(phase).collect::<Vec<Json>>(),
            "indicators": (1..=4).map(indicator).collect::<Vec<Json>>(),
        })
    };
    plan_of(
        &json!({"schema": domain::exchange::SCHEMA, "years": [2026], "objectives": (1..=objectives).map(objective).collect::<Vec<Json>>()}),
    )
}

#[test]
#[cfg_attr(debug_assertions, ignore = "only an optimised program is measured")]
fn three_hundred_objectives_take_less_than_a_second() {
    const WAIT: Duration = Duration::from_secs(1);
    let plan = large(300);
    let begin = Instant::now();
    let bytes = working::write(&plan, &method(), Purpose::Plan, None).unwrap();
    let writing = begin.elapsed();
    let begin = Instant::now();
    assert_quiet(&working::changes(&plan, &method(), &bytes, &Limits::default()).unwrap());
    let reading = begin.elapsed();
    // Meanwhile every objective has moved: each item must be found again.
    let mut moved = plan.clone();
    moved.objectives.rotate_right(1);
    let begin = Instant::now();
    assert_quiet(&working::changes(&moved, &method(), &bytes, &Limits::default()).unwrap());
    let finding = begin.elapsed();
    println!("written in {writing:?}, read in {reading:?}, found again in {finding:?}");
    assert!(writing < WAIT && reading < WAIT && finding < WAIT);
}
