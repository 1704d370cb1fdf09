//! What is wrong with a plan that people work on.

use app::items::Edits;
use domain::Severity;
use domain::plan::Objective;
use outline::edit::{Address, Edit};
use trial::both_engines;

use crate::town::{NOW, Town};

/// The severity of a finding of a code, with the objective and the field it is at.
async fn found(town: &Town, code: &str) -> Option<(Severity, String, &'static str)> {
    let current = town.plans.current(&town.actor, &town.plan_id).await.unwrap();
    let checked = town.plans.checked(&current).await.unwrap();
    let told = checked.findings.iter().find(|told| told.finding.code == code)?;
    Some((told.finding.severity, told.spot.item.clone()?, told.spot.field?))
}

both_engines!(what_is_left_of_a_lost_form_blocks, async |store| {
    let town = Town::build(&store, "borgo-ligure").await;
    let fragment = town.look(|held| held.metas("fragments")[0].id.clone()).await;
    let current = town.plans.current(&town.actor, &town.plan_id).await.unwrap();
    let checked = town.plans.checked(&current).await.unwrap();
    let told = checked.findings.iter().find(|told| told.finding.code == "LETT-006").unwrap();
    assert_eq!((told.finding.severity, told.spot.item.as_ref()), (Severity::Error, Some(&fragment)));
});

// A day that no calendar has blocks the approval until it is mended, and again when somebody types one.
both_engines!(a_date_that_is_none_blocks_until_it_is_mended, async |store| {
    let town = Town::build(&store, "isola-serena").await;
    let (severity, id, field) = found(&town, "LETT-011").await.expect("the sample has a 31st of September");
    assert_eq!((severity, field), (Severity::Error, "end"));
    let wrong = town.look(|held| {
        let (at, objective) = held.objective(&id).unwrap();
        let phases = objective.phases.iter();
        let end = |text: Option<&domain::Read<jiff::civil::Date>>| text.map(|end| end.verbatim.clone());
        let at_phase = phases
            .map(|phase| end(phase.end.as_ref()))
            .position(|end| end.is_some_and(|end| end.starts_with("31 settembre")));
        (at_phase.unwrap(), held.metas("objectives")[at].since)
    });
    let (phase, mut since) = wrong.await;
    let address = Address::parse(Objective::describe(), &format!("phases.{phase}.end")).unwrap();
    for (text, blocks) in [("30 settembre 2025", false), ("31 giugno 2025", true), ("30/06/2025", false)] {
        let edits = vec![Edit::Set { address: address.clone(), text: text.to_owned() }];
        let edits = Edits { seen: since, edits, ..Edits::default() };
        since =
            town.plans.save_objective(&town.actor, (&town.plan_id, &id), &edits, NOW).await.unwrap().since;
        assert_eq!(found(&town, "LETT-011").await.is_some(), blocks, "{text}");
    }
});
