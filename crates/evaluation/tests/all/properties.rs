//! What holds of every evaluation.

use evaluation::{Evaluated, EvaluatedPerson};
use proptest::prelude::*;
use scoring::Exact;

use crate::support::{Tables, evaluated, exact};

const SMVP: &str = r#"
[smvp.evaluation]
minimum_score = 60
minimum_days = 60
reference_deviation = 6

[smvp.bonus]
percent = 30
quota = 20

[[smvp.role]]
name = "EQ"
manager = true
weights = { struttura = 50, individuali = 20, comportamenti = 20, valutazione = 10 }
minimum = { comportamenti = 50 }
[[smvp.role]]
name = "dipendenti"
weights = { struttura = 30, individuali = 20, comportamenti = 50 }
coefficient = "1.25"

[[smvp.payment_cut]]
kind = "riduzione"
share = 30
threshold = 0
on = "struttura"
roles = ["EQ"]
"#;

const HEADER: &str = "persona;ruolo;struttura;dal;tempo parziale (%);obiettivi individuali;comportamenti;valutatore;\
                      coefficiente;criteri a pari merito\n";

const INVOICES: &str = "fattura;struttura;importo;scadenza;pagata;esclusa\n1;U1;10;01/03/2026;02/03/2026;\n";

/// The cells of a person but the code.
fn row() -> impl Strategy<Value = [String; 9]> {
    let marks = prop::collection::vec(1..=5_u8, 1..4);
    let (manager, unit, month) = (prop::bool::weighted(0.3), 1..=2_u8, 1..=12_u8);
    let shape = (manager, unit, month, 1..=100_u8, 30..=100_u8, marks, 0..6_usize);
    shape.prop_map(|(manager, unit, month, time, score, marks, evaluator)| {
        let role = if manager { "EQ" } else { "dipendenti" };
        let marks: Vec<String> = marks.iter().map(ToString::to_string).collect();
        // Only earlier people evaluate, so that there is no circle.
        let evaluator = format!("X{evaluator}");
        let from = if month > 8 { format!("01/{month:02}/2026") } else { String::new() };
        [
            role.to_owned(),
            format!("U{unit}"),
            from,
            time.to_string(),
            score.to_string(),
            marks.join(" "),
            evaluator,
            String::new(),
            String::new(),
        ]
    })
}

fn table(rows: &[[String; 9]], order: &[usize]) -> String {
    let line = |place: &usize| {
        let mut cells = rows[*place].clone();
        let evaluator = cells[6].trim_start_matches('X').parse::<usize>().unwrap();
        cells[6] = if evaluator < *place { format!("P{evaluator}") } else { "SG".to_owned() };
        format!("P{place};{}\n", cells.join(";"))
    };
    format!("{HEADER}{}", order.iter().map(line).collect::<String>())
}

fn of(people: &str) -> Evaluated {
    let funds: &[(&[&str], &str)] = &[(&[], "12345.67")];
    evaluated(SMVP, &Tables { people, invoices: Some(INVOICES), funds, unmeasured: false }).unwrap()
}

fn straight(rows: &[[String; 9]]) -> Vec<usize> {
    (0..rows.len()).collect()
}

fn value(evaluated: &Evaluated, id: &str) -> Option<Exact> {
    evaluated.entries().find(|entry| entry.id == id).and_then(|entry| entry.value.clone())
}

fn paid(person: &EvaluatedPerson) -> Option<Exact> {
    person.paid.as_ref().and_then(|entry| entry.value.clone())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// The premiums add up to the pool to the cent; bonuses and base premiums together do, and so do what is paid and
    /// what is cut.
    #[test]
    fn money_adds_up(rows in prop::collection::vec(row(), 1..9)) {
        let found = of(&table(&rows, &straight(&rows)));
        if let Some(premiums) = value(&found, "premi") {
            let sum: Exact = found.persons.iter().filter_map(EvaluatedPerson::premium).sum();
            prop_assert_eq!(&sum, &premiums);
            let bonus = value(&found, "maggiorazione-totale").unwrap_or_else(Exact::zero);
            prop_assert_eq!(premiums + bonus, exact("12345.67"));
            if let Some(total) = value(&found, "da-pagare") {
                let given: Exact = found.persons.iter().flat_map(|one| &one.bonus).filter_map(|one| one.value.clone()).sum();
                prop_assert_eq!(total + value(&found, "tagli").unwrap(), sum + given);
            }
        }
    }

    /// In whatever order the rows stand, everybody has the same score and is paid the same.
    #[test]
    fn the_order_of_rows_is_nothing(rows in prop::collection::vec(row(), 2..8), turn in 0..8_usize) {
        let mut order = straight(&rows);
        order.rotate_left(turn % rows.len());
        order.reverse();
        let (one, other) = (of(&table(&rows, &straight(&rows))), of(&table(&rows, &order)));
        prop_assert_eq!(one.persons, other.persons);
        prop_assert_eq!(one.amounts, other.amounts);
        prop_assert_eq!(one.statistics, other.statistics);
    }

    /// A cell that is left blank never raises the score or the pay of that person, nor of anybody who evaluates.
    #[test]
    fn what_is_missing_is_never_better(rows in prop::collection::vec(row(), 1..8), at in 0..8_usize, column in 4..6_usize) {
        let at = at % rows.len();
        let whole = of(&table(&rows, &straight(&rows)));
        let mut without = rows.clone();
        without[at][column] = String::new();
        let found = of(&table(&without, &straight(&without)));
        let id = format!("P{at}");
        let (before, after) = (whole.person(&id).unwrap(), found.person(&id).unwrap());
        prop_assert!(after.official() <= before.official(), "{:?}", after.score);
        prop_assert!(paid(after) <= paid(before).or(Some(Exact::zero())), "{:?}", after.paid);
        for (one, other) in whole.persons.iter().zip(&found.persons) {
            prop_assert!(other.official() <= one.official(), "{}", one.id);
        }
    }

    /// Scores lie between 0 and 100, and who has no positive evaluation is paid nothing.
    #[test]
    fn scores_and_pay_have_limits(rows in prop::collection::vec(row(), 1..8)) {
        for person in of(&table(&rows, &straight(&rows))).persons {
            if let Some(score) = person.official() {
                prop_assert!(!score.is_negative() && *score <= Exact::hundred());
            }
            if person.barred.is_some() {
                prop_assert!(paid(&person).is_none_or(|paid| paid.is_zero()));
            }
        }
    }
}
