//! The rulebook's examples by the way of the tables (8.10, 8.11, 8.12, 8.14, 8.15, 8.17, 8.18).

use crate::support::{Tables, evaluated, exact, paid, score};

const ROLES: &str = r#"
[smvp]
top = 90
top_most = 30

[smvp.evaluation]
scale = { lowest = 1, highest = 5, mode = "su-max" }
reference_deviation = "6"
minimum_days = 90

[[smvp.evaluation.band]]
name = "non adeguato"
from = 0
negative = true
[[smvp.evaluation.band]]
name = "adeguato"
from = 60
[[smvp.evaluation.band]]
name = "buono"
from = 75
[[smvp.evaluation.band]]
name = "eccellente"
from = 90

[[smvp.role]]
name = "dirigenti"
manager = true
weights = { struttura = 50, individuali = 20, comportamenti = 20, valutazione = 10 }
[[smvp.role]]
name = "EQ"
weights = { ente = 10, struttura = 40, individuali = 20, comportamenti = 30 }
[[smvp.role]]
name = "dipendenti"
weights = { struttura = 30, gruppo = 20, comportamenti = 50 }
[[smvp.role]]
name = "dati a mano"
weights = { individuali = 100 }
"#;

const HEADER: &str = "persona;ruolo;struttura;dal;al;tempo parziale (%);giorni non computati;obiettivi individuali;gruppo;\
                      comportamenti;valutatore;coefficiente;premio massimo;criteri a pari merito;note\n";

fn table(rows: &str) -> String {
    format!("{HEADER}{rows}")
}

/// 8.10: σ of 84.2 and 75.8 and 80 is 3.43; with 6 of reference 57.15. Scores typed by hand make a σ of exactly 4.2.
#[test]
fn scores_of_components() {
    let people = table(
        "D1;dirigenti;U1;;;;;O1;;4 4 4 4;SG;;;;\n\
         E1;EQ;U1;;;;;O2;;3,875;D1;;;;\n\
         I1;dipendenti;U1;;;;;;O3;3,625;SG;;;;\n\
         A1;dati a mano;;;;;;84,20;;;D1;;;;\n\
         A2;dati a mano;;;;;;84,24;;;D1;;;;\n",
    );
    let found = evaluated(ROLES, &Tables { people: &people, ..Tables::default() }).unwrap();
    // EQ: 8.59 + 33.40 + 19 + 23.25; employee: 25.05 + 17.60 + 36.25.
    assert_eq!(score(&found, "E1"), "84.24");
    assert_eq!(score(&found, "I1"), "78.90");
    // 84.24, 84.20 and 84.24 hardly differ: σ 0.018856, so 0.31 points of the component.
    let manager = found.person("D1").unwrap();
    assert!(
        manager.score.working.iter().any(|line| line.result == "0.018856"),
        "{:?}",
        manager.score.working
    );
    // 41.75 + 18 + 16 + 0.03.
    assert_eq!(score(&found, "D1"), "75.78");
    assert_eq!(manager.score.band.as_deref(), Some("buono"));
}

/// 8.10: the manager of the example, whose judgements differ by a σ of 4.2: 70 of 100.
#[test]
fn a_manager_is_82_75() {
    let people = table(
        "D1;dirigenti;Area tecnica;;;;;O1;;4 4 4 4;SG;;;;\n\
         A1;dati a mano;;;;;;84,2;;;D1;;;;\n\
         A2;dati a mano;;;;;;75,8;;;D1;;;;\n\
         A3;dati a mano;;;;;;84,2;;;D1;;;;\n\
         A4;dati a mano;;;;;;75,8;;;D1;;;;\n",
    );
    let found = evaluated(ROLES, &Tables { people: &people, ..Tables::default() }).unwrap();
    assert_eq!(score(&found, "D1"), "82.75");
}

/// Two people evaluated are too few: the component leaves the mean, (41.75 + 18 + 16) / 0.9.
#[test]
fn too_few_judgements_leave_the_mean() {
    let people = table(
        "D1;dirigenti;U1;;;;;O1;;4;SG;;;;\nA1;dati a mano;;;;;;60;;;D1;;;;\nA2;dati a mano;;;;;;100;;;D1;;;;\n",
    );
    let found = evaluated(ROLES, &Tables { people: &people, ..Tables::default() }).unwrap();
    assert_eq!(score(&found, "D1"), "84.17");
}

/// 8.11: 82 for 212 days and 90 for 153, by two rows of one person in any order.
#[test]
fn periods_are_weighted_by_their_days() {
    let people =
        table("A;dati a mano;U2;01/08/2026;;;;90;;;X;;;;\nA;dati a mano;U1;;31/07/2026;;;82;;;Y;;;;\n");
    let found = evaluated(ROLES, &Tables { people: &people, ..Tables::default() }).unwrap();
    assert_eq!(score(&found, "A"), "85.35");
    let person = found.person("A").unwrap();
    assert_eq!((person.unit.as_deref(), person.evaluator.as_deref()), (Some("U2"), Some("X")));
    let periods: Vec<&str> = person.periods.iter().filter_map(|period| period.unit.as_deref()).collect();
    assert_eq!(periods, ["U1", "U2"]);
}

/// 8.14: 3,974.08; 1,814.26; 4,211.66.
#[test]
fn a_pool_is_divided_to_the_cent() {
    let people = table(
        "A;dati a mano;;;;;;92;;;;;;;\nB;dati a mano;;;;50;;84;;;;;;;\nC;dati a mano;;;;;;75;;;;1,3;;;\n",
    );
    let tables = Tables { people: &people, funds: &[(&[], "10000")], ..Tables::default() };
    let found = evaluated(ROLES, &tables).unwrap();
    assert_eq!(["A", "B", "C"].map(|id| paid(&found, id)), ["3974.08", "1814.26", "4211.66"]);
    let sum = found.entries().find(|entry| entry.id == "premi").unwrap();
    assert_eq!(sum.value, Some(exact("10000")));
}

/// 8.18: three quarters of the time from July on; 78 days are too few to be evaluated, and no malus.
#[test]
fn service_changes_the_amount_and_not_the_score() {
    let people = table(
        "A;dati a mano;;01/07/2026;;75;;80;;;;;;;\nB;dati a mano;;;;;;80;;;;;;;\n\
         C;dati a mano;;15/10/2026;;;;80;;;;;;;\n",
    );
    let tables = Tables { people: &people, funds: &[(&[], "1378.08")], ..Tables::default() };
    let found = evaluated(ROLES, &tables).unwrap();
    assert_eq!(
        (score(&found, "A"), found.person("A").unwrap().periods[0].time.digits(6)),
        ("80.00".into(), "0.378082".into())
    );
    assert_eq!((paid(&found, "A"), paid(&found, "B")), ("378.08".into(), "1000.00".into()));
    let short = found.person("C").unwrap();
    assert!(!short.evaluable && short.negative.is_none() && paid(&found, "C") == "0.00");
    assert_eq!(score(&found, "C"), "non valutabile: 78 giorni di servizio, meno di 90");
}

/// 8.12 and 8.5: 59.995 is 60.00 and has a premium, 59.994 is negative and has none.
#[test]
fn bands_lie_on_the_official_score() {
    let people = table("A;dati a mano;;;;;;59,995;;;;;;;\nB;dati a mano;;;;;;59,994;;;;;;;\n");
    let tables = Tables { people: &people, funds: &[(&[], "100")], ..Tables::default() };
    let found = evaluated(ROLES, &tables).unwrap();
    assert_eq!((paid(&found, "A"), paid(&found, "B")), ("100.00".into(), "0.00".into()));
    let negative = found.person("B").unwrap();
    assert_eq!(
        (negative.negative, negative.barred.as_deref()),
        (Some(true), Some("la valutazione è negativa"))
    );
}

/// 8.15: pool 60,000, 60 people, 30 % and 10 %: 300.00 for six; the base premiums are 970.00 on average.
#[test]
fn a_bonus_is_of_the_best_by_rank() {
    let row = |n| format!("P{n:02};dati a mano;;;;;;{};;;;;;;\n", 100 - n / 2);
    let rows = (0..60).map(row).collect::<Vec<_>>().concat();
    let bonus = format!("{ROLES}\n[smvp.bonus]\npercent = 30\nquota = 10\n");
    let people = table(&rows);
    let tables = Tables { people: &people, funds: &[(&[], "60000")], ..Tables::default() };
    let found = evaluated(&bonus, &tables).unwrap();
    let value = |id: &str| found.entries().find(|entry| entry.id == id).and_then(|entry| entry.value.clone());
    assert_eq!((value("maggiorazione"), value("premi")), (Some(exact("300")), Some(exact("58200"))));
    assert_eq!(value("da-pagare"), Some(exact("60000")));
    let with = found.persons.iter().filter(|person| person.bonus.is_some()).map(|person| person.id.as_str());
    assert_eq!(with.collect::<Vec<_>>(), ["P00", "P01", "P02", "P03", "P04", "P05"]);
}

/// Ties at the cut are told, and nobody is chosen by chance; a criterion decides.
#[test]
fn ties_at_the_cut_are_for_a_person() {
    let bonus = format!("{ROLES}\n[smvp.bonus]\npercent = 30\nquota = 34\n");
    let rows = |first: &str| {
        table(&format!(
            "A;dati a mano;;;;;;90;;;;;;{first};\nB;dati a mano;;;;;;90;;;;;;2;\nC;dati a mano;;;;;;80;;;;;;;\n"
        ))
    };
    let (tied, decided) = (rows("2"), rows("3"));
    let of = |people: &str| {
        evaluated(&bonus, &Tables { people, funds: &[(&[], "3000")], ..Tables::default() }).unwrap()
    };
    let found = of(&tied);
    let ranking = found.entries().find(|entry| entry.id == "graduatoria").unwrap();
    assert_eq!(ranking.why.as_deref(), Some("a pari merito al limite: A, B; decide il criterio del Sistema"));
    assert_eq!(paid(&found, "A"), "a pari merito al limite della quota: decide il criterio del Sistema");
    assert!(of(&decided).person("A").unwrap().bonus.as_ref().unwrap().value.is_some());
}
