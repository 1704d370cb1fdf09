//! Saving an objective with a plan in memory that others have changed since: from another process, or a moment ago.

use app::Refusal;
use app::accounts::Accounts;
use app::items::Edits;
use app::plans::Plans;
use app::rights::{Actor, Grant, Proposal, Role};
use domain::plan::Objective;
use outline::edit::{Address, Edit};
use outline::text;
use store::Store;
use trial::both_engines;

use crate::town::{NOW, Town};

/// A body whose plan another process holds, too, and its planner as they are today.
struct Two {
    town: Town,
    elsewhere: Plans,
    planner: Actor,
    /// The objectives with the versions since which they are as they are, and their units.
    objectives: Vec<(String, i64, String)>,
}

impl Two {
    async fn build(store: &Store) -> Self {
        let town = Town::build(store, "borgo-ligure").await;
        let account = town.actor.account.clone();
        let accounts = Accounts::new(store.clone());
        let planner = accounts.actor(&account, &town.actor.body.slug, NOW).await.unwrap();
        let objectives = town
            .look(|held| {
                let all = held.plan().objectives.iter().zip(held.metas("objectives"));
                let known = all.map(|(objective, meta)| {
                    (meta.id.clone(), meta.since, held.unit_id_of(objective).unwrap().to_owned())
                });
                known.collect()
            })
            .await;
        let elsewhere = Plans::new(store.clone());
        Self { town, elsewhere, planner, objectives }
    }

    fn head(&self) -> Actor {
        let unit = Some(self.objectives[0].2.clone());
        let grants = vec![Grant { role: Role::Head, unit, stands_for: None }];
        Actor { grants, ..self.planner.clone() }
    }

    async fn move_elsewhere(&self, to: Proposal, version: i64) {
        let unit = self.objectives[0].2.as_str();
        let ids = (self.town.plan_id.as_str(), unit);
        self.elsewhere.move_proposal(&self.planner, ids, (to, "da rivedere", version), NOW).await.unwrap();
    }

    async fn write(&self, plans: &Plans, actor: &Actor, at: usize, words: &str) -> Result<i64, Refusal> {
        let (id, seen, _) = &self.objectives[at];
        let address = Address::parse(Objective::describe(), "title").unwrap();
        let edits = vec![Edit::Set { address, text: words.to_owned() }];
        let edits = Edits { seen: *seen, edits, ..Edits::default() };
        plans.save_objective(actor, (&self.town.plan_id, id), &edits, NOW).await.map(|saved| saved.since)
    }
}

both_engines!(who_saves_does_not_wait_for_what_others_saved, async |store| {
    let two = Two::build(&store).await;
    let there = two.write(&two.elsewhere, &two.planner, 1, "Altrove").await.unwrap();
    let (id, since, _) = &two.objectives[0];
    let seen = two.town.plans.as_seen(&two.planner, &two.town.plan_id, (id, *since)).await.unwrap();
    assert!(seen.look(|held| held.head.version).unwrap() < there, "the plan as it was is enough");
    let here = two.write(&two.town.plans, &two.planner, 0, "Qui").await.unwrap();
    assert_eq!(here, there + 1);
    let titles = two
        .town
        .look(|held| [0, 1].map(|at: usize| text(held.plan().objectives[at].title.as_ref()).to_owned()))
        .await;
    assert_eq!(titles, ["Qui", "Altrove"]);
});

both_engines!(a_head_writes_nothing_into_what_was_sent_elsewhere, async |store| {
    let two = Two::build(&store).await;
    let head = two.head();
    two.move_elsewhere(Proposal::Sent, 0).await;
    let refused = two.write(&two.town.plans, &head, 0, "Tardi").await;
    assert!(matches!(&refused, Err(Refusal::Blocked(why)) if why.contains("trasmessa")), "{refused:?}");
});

both_engines!(a_head_writes_again_what_was_returned_elsewhere, async |store| {
    let two = Two::build(&store).await;
    let head = two.head();
    two.move_elsewhere(Proposal::Sent, 0).await;
    // The plan is held here as it was sent.
    two.town.look(|_| ()).await;
    two.move_elsewhere(Proposal::Returned, 1).await;
    two.write(&two.town.plans, &head, 0, "Come chiesto").await.unwrap();
});
