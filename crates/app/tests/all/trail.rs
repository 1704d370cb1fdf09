//! The audit trail: every write tells of itself, personal values can go, the doctor finds nothing.

use app::items::Edits;
use app::trail::{Told, told};
use domain::plan::Objective;
use outline::edit::{Address, Edit};
use store::doctor::doctor;
use trial::both_engines;

use crate::town::{NOW, Town};

both_engines!(a_body_that_was_worked_in_is_sound, async |store| {
    let town = Town::build(&store, "isola-serena").await;
    let (id, since) = town.first().await;
    let edit = |name: &str, text: &str| Edit::Set {
        address: Address::parse(Objective::describe(), name).unwrap(),
        text: text.to_owned(),
    };
    let edits = Edits {
        seen: since,
        edits: vec![edit("title", "Un titolo"), edit("responsible", "Ugo Esempio")],
        reason: "lo chiede la Giunta".to_owned(),
        ..Edits::default()
    };
    town.plans.save_objective(&town.actor, (&town.plan_id, &id), &edits, NOW).await.unwrap();
    let body = &town.actor.body.id;
    let entries = store.read().await.unwrap().link().audit_of_item(body, &town.plan_id, &id).await.unwrap();
    assert_eq!(entries[0].reason, "lo chiede la Giunta");
    assert!(!entries[0].details.contains("Ugo Esempio"), "a person stands in the chain as a commitment");
    let personal = told(&entries[0].details).into_iter().find_map(|(_, _, after)| match after {
        Told::Personal(id) => Some(id),
        Told::Text(_) => None,
    });
    let report = doctor(&store, &mut |_| {}).await.unwrap();
    assert!(report.is_sound(), "{:?}", report.troubles);
    let mut work = store.work().await.unwrap();
    assert!(work.link().unwrap().personal_erase(body, &personal.unwrap(), NOW.0).await.unwrap());
    work.commit().await.unwrap();
    let report = doctor(&store, &mut |_| {}).await.unwrap();
    assert!(report.is_sound(), "an erased value breaks nothing: {:?}", report.troubles);
});

both_engines!(the_history_tells_who_changed_what_and_why, async |store| {
    let town = Town::build(&store, "isola-serena").await;
    let (id, since) = town.first().await;
    let address = Address::parse(Objective::describe(), "title").unwrap();
    let edits = Edits {
        seen: since,
        edits: vec![Edit::Set { address, text: "Titolo nuovo".to_owned() }],
        reason: "refuso".to_owned(),
        ..Edits::default()
    };
    town.plans.save_objective(&town.actor, (&town.plan_id, &id), &edits, NOW).await.unwrap();
    let changes = town.plans.changes_of(&town.actor, &town.plan_id, &id).await.unwrap();
    let change = &changes[0];
    assert_eq!(
        (change.who.as_str(), change.reason.as_str(), change.action.as_str()),
        ("Ada Amministra", "refuso", "Obiettivo modificato")
    );
    assert_eq!(change.details[0].2, "Titolo nuovo");
});
