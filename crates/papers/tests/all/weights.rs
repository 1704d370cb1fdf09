use document::Role;
use outline::text;
use papers::weights;

use crate::support::{rows, sample, samples, shown, texts};

#[test]
fn the_weights_of_a_sample() {
    let case = sample("isola-serena");
    insta::assert_snapshot!(shown(&weights(&case.plan, &case.method)));
}

#[test]
fn every_objective_and_every_weighed_phase_is_listed() {
    for case in samples() {
        let text_of = shown(&weights(&case.plan, &case.method));
        for objective in &case.plan.objectives {
            let title = text(objective.title.as_ref());
            assert!(text_of.contains(title), "{}: {title}", case.name);
            for phase in objective.phases.iter().filter(|phase| phase.weight.is_some()) {
                let words = text(phase.text.as_ref());
                assert!(text_of.contains(words), "{}: {words}", case.name);
            }
        }
    }
}

#[test]
fn units_that_add_up_say_so_and_others_what_they_lack() {
    let mut case = sample("isola-serena");
    let verdicts = |document: &document::Document| -> Vec<String> {
        rows(document)
            .filter(|row| row.role == Role::Total && row.width == 4)
            .map(|row| texts(row)[3].to_owned())
            .collect()
    };
    let told = verdicts(&weights(&case.plan, &case.method));
    assert_eq!(told, ["la somma è 100%, come dice il metodo"; 3]);
    case.plan.objectives[0].weight = None;
    let told = verdicts(&weights(&case.plan, &case.method));
    assert_eq!(told[0], "la somma non è 100%: mancano 40%; un peso manca o non si legge");
}
