use domain::entity::Visibility;
use domain::text::folded;
use domain::{Datum, Entity};
use papers::publication;

use crate::support::{Case, real, sample, samples, shown};

#[test]
fn a_sample_without_people() {
    let case = sample("isola-serena");
    insta::assert_snapshot!(shown(&publication(&case.plan, &case.method)));
}

/// The cells of a plan that hold people, as they are written.
fn people(entity: &dyn Entity, out: &mut Vec<String>) {
    for field in entity.definition().fields.iter().filter(|field| field.visibility == Visibility::Personal) {
        out.extend(entity.data(field.name, None).into_iter().map(|datum| datum.verbatim));
    }
    for list in entity.definition().lists {
        entity.children(list.name).into_iter().for_each(|child| people(child, out));
    }
}

/// Two words that begin with a capital and are nothing else than a name: `ROSSI MARIO`, `Mario Rossi (50%)`.
fn full_name(cell: &str) -> Option<[String; 2]> {
    let bare = cell.split(['(', ',', ';']).next()?.trim();
    let words: Vec<&str> = bare.split(' ').collect();
    let [one, other] = words.as_slice() else { return None };
    let is_name = |word: &str| {
        word.chars().count() > 2
            && word.chars().all(char::is_alphabetic)
            && word.starts_with(char::is_uppercase)
    };
    (is_name(one) && is_name(other)).then(|| [folded(one), folded(other)])
}

fn check(case: &Case) -> usize {
    let text = format!(" {} ", folded(&shown(&publication(&case.plan, &case.method))));
    let units: Vec<String> =
        case.plan.objectives.iter().map(|o| folded(outline::text(o.unit.as_ref()))).collect();
    let mut cells = Vec::new();
    people(&case.plan, &mut cells);
    let mut names = 0;
    for [one, other] in cells.iter().filter_map(|cell| full_name(cell)) {
        // Offices stand in these cells, too: `Segretario Generale`, `Polizia Municipale`.
        let is_office = |words: &str| units.iter().any(|unit| unit.contains(words));
        let roles = [
            "generale",
            "locale",
            "municipale",
            "segretario",
            "dirigente",
            "ufficio",
            "servizio",
            "settore",
            "personale",
            "servizi",
        ];
        if is_office(&format!("{one} {other}"))
            || roles.contains(&one.as_str())
            || roles.contains(&other.as_str())
        {
            continue;
        }
        names += 1;
        for name in [format!(" {one} {other} "), format!(" {other} {one} ")] {
            assert!(!text.contains(&name), "{}:{name}", case.name);
        }
    }
    names
}

#[test]
fn no_registered_person_is_named_in_any_sample() {
    let names: usize = samples().map(|case| check(&case)).sum();
    assert!(names > 50, "{names}");
}

#[test]
fn no_registered_person_is_named_in_real_documents() {
    for case in real() {
        check(&case);
    }
}

#[test]
fn a_person_named_in_a_text_is_left_out() {
    let mut case = sample("isola-serena");
    let text = "Sentiti l'ing. Pini e Conte Dario; i sentieri sono del Conte.";
    case.plan.objectives[1].description = Some(Datum::prose(text, None).into());
    let text = shown(&publication(&case.plan, &case.method));
    assert!(text.contains("Sentiti l'[omissis] e [omissis]; i sentieri sono del Conte."), "{text}");
}
