//! What is no column and no text of columns, and what is told of it.

use std::fmt::Write as _;

use super::tests::table;
use super::*;

#[test]
fn columns_that_do_not_fit_are_refused() {
    let rows = |kind, target, actual, weight| Indicators {
        objective: vec![0],
        kind: vec![kind],
        target: vec![target],
        baseline: vec![0],
        actual: vec![actual],
        weight: vec![weight],
    };
    let one = || Objectives { body: vec![0], weight: vec![1], neutralised: vec![false] };
    let refused = |objectives, indicators, decimals| {
        let method = Method { decimals, normalise: true, listed: table(), ..Method::default() };
        Columns::new(method, objectives, indicators).err()
    };
    let good = || rows(Kind::Increasing, 1, Actual::Number(1), 1);
    assert_eq!(refused(one(), good(), 0), None);
    assert_eq!(refused(one(), good(), 10), Some(NotColumns::TooMany));
    let with = |change: fn(&mut Indicators)| {
        let mut rows = good();
        change(&mut rows);
        refused(one(), rows, 0)
    };
    assert_eq!(with(|rows| rows.weight.clear()), Some(NotColumns::Lengths));
    assert_eq!(with(|rows| rows.baseline.push(0)), Some(NotColumns::Lengths));
    assert_eq!(with(|rows| rows.objective[0] = 1), Some(NotColumns::NoObjective(0)));
    assert_eq!(with(|rows| rows.weight[0] = -1), Some(NotColumns::Weight(0)));
    assert_eq!(with(|rows| rows.target[0] = i64::MIN), Some(NotColumns::TooLarge(0)));
    assert_eq!(with(|rows| rows.actual[0] = Actual::Number(i64::MAX)), Some(NotColumns::TooLarge(0)));
    assert_eq!(with(|rows| rows.kind[0] = Kind::Listed(99)), Some(NotColumns::NotListed(0)));
    let late = rows(Kind::Listed(0), 150, Actual::Number(100), 1);
    assert_eq!(refused(one(), late.clone(), 2), Some(NotColumns::Day(0)));
    assert_eq!(refused(one(), late, 0), None);
    let of_2026 = rows(Kind::Listed(0), 2_045_400, Actual::Number(2_045_500), 1);
    assert_eq!(refused(one(), of_2026, 2), None);
    let far = rows(Kind::Listed(0), 0, Actual::Number(3_000_000), 1);
    assert_eq!(refused(one(), far, 0), Some(NotColumns::Day(0)));
    let back = Objectives { body: vec![1, 0], weight: vec![1, 1], neutralised: vec![false; 2] };
    assert_eq!(refused(back, good(), 0), Some(NotColumns::Order(1)));
    let lighter = Objectives { weight: vec![-1], ..one() };
    assert_eq!(refused(lighter, good(), 0), Some(NotColumns::Weight(0)));
    let lonely = Objectives { body: vec![7], ..one() };
    assert_eq!(refused(lonely, good(), 0), Some(NotColumns::TooMany));
    let uneven = Objectives { neutralised: vec![], ..one() };
    assert_eq!(refused(uneven, good(), 0), Some(NotColumns::Lengths));
}

#[test]
fn texts_are_read_or_the_line_is_named() {
    const HEAD: &str = "objective,kind,target,baseline,actual,never,weight\n";
    let read = |lines: &str| read_indicators(format!("{HEAD}{lines}").as_bytes(), 2, 2);
    let rows = read("0,1,120,,102.5,0,100\r\n0,103,,,,1,33.33\n\n1,0,,,,0,1").unwrap();
    assert_eq!(rows.objective, [0, 0, 1]);
    assert_eq!(rows.kind, [Kind::Increasing, Kind::Listed(3), Kind::Entered]);
    assert_eq!(rows.target, [12_000, 0, 0]);
    assert_eq!(rows.actual, [Actual::Number(10_250), Actual::Never, Actual::Missing]);
    assert_eq!(rows.weight, [10_000, 3_333, 100]);
    assert_eq!(read("0,1,-.5,,-3,0,1").unwrap().target, [-50]);
    for wrong in [
        "0,1,120,,102.555,0,1",
        "0,1,120,,102,0,",
        "0,1,120,,102,2,1",
        "0,1,120,,102,0,1,1",
        "0,1,120,,102,0",
        "0,16,120,,102,0,1",
        "-1,1,120,,102,0,1",
        "0,1,1e3,,102,0,1",
        "0,1,-,,102,0,1",
        "0,1,.,,102,0,1",
        "0,1,1.2.3,,102,0,1",
        "0,1,99999999999999999999,,102,0,1",
        ",1,1,,102,0,1",
    ] {
        assert_eq!(read(&format!("0,1,1,,1,0,1\n{wrong}\n")), Err(NotText::Line(3)), "{wrong}");
    }
    assert_eq!(read_indicators(b"a,b\n", 0, 0), Err(NotText::Head));
    assert_eq!(read_indicators(HEAD.as_bytes(), 0, 0), Ok(Indicators::default()));

    let objectives =
        |lines: &str| read_objectives(format!("objective,body,weight,neutralised\n{lines}").as_bytes(), 0);
    assert_eq!(objectives("0,0,40,0\n1,0,60,1\n").unwrap().neutralised, [false, true]);
    assert_eq!(objectives("0,0,40,0\n2,0,60,1\n"), Err(NotText::Number(1)));
    assert_eq!(objectives("0,0,40,0\n1,0,60,x\n"), Err(NotText::Line(3)));
}

/// A text longer than a piece is cut between lines, and the line of a fault is counted through the pieces.
#[test]
fn long_texts_are_read_in_pieces() {
    let mut text = String::from("objective,body,weight,neutralised\n");
    for number in 0..200_000 {
        writeln!(text, "{number},{},1,0", number / 25).unwrap();
    }
    let read = read_objectives(text.as_bytes(), 0).unwrap();
    assert_eq!((read.body.len(), read.body.last()), (200_000, Some(&7_999)));
    text.push_str("200000,8000,1,?\n");
    assert_eq!(read_objectives(text.as_bytes(), 0), Err(NotText::Line(200_002)));
}

#[test]
fn reasons_are_told_in_italian() {
    for (reason, told) in [
        (NotColumns::Lengths, "le colonne non hanno lo stesso numero di righe"),
        (NotColumns::TooMany, "troppi decimali, troppe righe o più enti che obiettivi"),
        (NotColumns::Order(3), "riga 3: le righe non sono in ordine"),
        (NotColumns::NoObjective(3), "riga 3: l'obiettivo non c'è"),
        (NotColumns::NotListed(3), "riga 3: la regola non è nella tabella"),
        (NotColumns::TooLarge(3), "riga 3: un numero ha troppe cifre"),
        (NotColumns::Weight(3), "riga 3: il peso è meno di 0"),
        (NotColumns::Day(3), "riga 3: una data non è un giorno"),
    ] {
        assert_eq!(reason.to_string(), told);
    }
    assert_eq!(NotText::Head.to_string(), "la prima riga non ha i nomi delle colonne");
    assert_eq!(NotText::Line(7).to_string(), "riga 7: non si capisce");
    assert_eq!(NotText::Number(7).to_string(), "al posto dell'obiettivo 7 ce n'è un altro");
}
