//! A name that must go goes from everywhere, and everything else still holds.

use app::Refusal;
use app::erasure::ERASED;
use app::items::Edits;
use domain::plan::Objective;
use outline::edit::{Address, Edit};
use outline::text;
use trial::both_engines;

use crate::town::{NOW, Town};

/// The sample whose forms name people.
const SAMPLE: &str = "isola-serena";

fn rename(seen: i64, place: &str, name: &str) -> Edits {
    let address = Address::parse(Objective::describe(), place).unwrap();
    Edits { seen, edits: vec![Edit::Set { address, text: name.to_owned() }], ..Edits::default() }
}

both_engines!(a_name_goes_from_every_state_and_from_the_trail, async |store| {
    let town = Town::build(&store, SAMPLE).await;
    let (id, since) = town.first().await;
    let (plan, actor) = (&town.plan_id, &town.actor);
    for (at, (seen, name)) in
        [(since, "Zelinda Provati"), (0, "Ugo Altri"), (0, "Zelinda Provati")].iter().enumerate()
    {
        let seen = if at == 0 { *seen } else { town.first().await.1 };
        town.plans
            .save_objective(actor, (plan, &id), &rename(seen, "people.0.name", name), NOW)
            .await
            .unwrap();
    }
    let before = town.look(|held| (held.head.version, held.plan().objectives.len())).await;
    let found = town.plans.traces(actor, "provati zelinda").await.unwrap();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].text.as_str(), found[0].present), ("Zelinda Provati", 1));
    assert!(found[0].states >= 2 && found[0].entries >= 2, "{found:?}");
    let wanted = vec![found[0].text.clone()];
    let refused = town.plans.erase(actor, &wanted, " ", NOW).await;
    assert!(matches!(refused, Err(Refusal::Invalid(_))), "a reason is asked for");
    let erased = town.plans.erase(actor, &wanted, "richiesta dell'interessata", NOW).await.unwrap();
    assert_eq!((erased.states, erased.entries), (found[0].states, found[0].entries));
    assert!(town.plans.traces(actor, "Zelinda").await.unwrap().is_empty());
    let name = town.look(|held| text(held.plan().objectives[0].people[0].name.as_ref()).to_owned()).await;
    assert_eq!(name, ERASED, "whoever has the plan at hand sees it, too");
    let then = town.plans.at_version(actor, plan, before.0).await.unwrap();
    assert_eq!(then.plan().objectives.len(), before.1);
    assert_eq!(text(then.plan().objectives[0].people[0].name.as_ref()), ERASED);
    let report = store::doctor::doctor(&store, &mut |_| {}).await.unwrap();
    assert!(report.is_sound(), "{report:?}");
});
