//! What is easier than what.

use super::easier::is_nearer;
use super::graduations::is_easier;

fn nearer(old: &str, new: &str) -> bool {
    let target = |text: &str| meaning::target::parse(text).into_iter().next().expect("a target");
    is_nearer(&target(old), &target(new), Some(false), 2026)
}

#[test]
fn less_is_asked_by_a_lower_floor_a_higher_ceiling_a_later_day() {
    for (old, new) in [
        ("almeno 60%", "almeno 50%"),
        ("≤ 10", "≤ 12"),
        ("> 5", "almeno 5"),
        ("30", "25"),
        ("entro il 30/06/2026", "entro il 30/09/2026"),
        ("entro giugno", "entro il 31/12/2026"),
    ] {
        assert!(nearer(old, new), "«{old}» → «{new}»");
        assert!(!nearer(new, old), "«{new}» → «{old}»");
        assert!(!nearer(old, old), "«{old}»");
    }
}

#[test]
fn what_cannot_be_compared_is_not_called_easier() {
    for (old, new) in [("almeno 60%", "almeno 30"), ("almeno 10", "al massimo 5"), ("sì", "almeno 1")] {
        assert!(!nearer(old, new), "«{old}» → «{new}»");
    }
}

fn gives_more(old: &str, new: &str) -> bool {
    let rule = |text: &str| meaning::rule::parse(text, None).into_iter().next().expect("a rule");
    is_easier(&rule(old), &rule(new))
}

#[test]
fn a_graduation_is_easier_when_it_gives_nowhere_less() {
    let strict = "nei tempi = 100%, ritardo fino a 15 gg = 80%, ritardo fino a 30 gg = 50%, oltre = 0";
    let mild = "nei tempi = 100%, ritardo fino a 15 gg = 90%, ritardo fino a 30 gg = 50%, oltre = 0";
    let mixed = "nei tempi = 100%, ritardo fino a 15 gg = 90%, ritardo fino a 30 gg = 40%, oltre = 0";
    assert!(gives_more(strict, mild));
    assert!(!gives_more(mild, strict));
    assert!(!gives_more(strict, mixed));
    assert!(!gives_more(strict, strict));
}
