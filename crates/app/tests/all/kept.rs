//! What is kept of a plan: all of it, in every state it had.

use app::Refusal;
use app::items::{Edits, NewObjective};
use app::plans::Plans;
use domain::Plan;
use domain::content::content;
use domain::plan::Objective;
use method::Method;
use outline::edit::{Address, Edit};
use outline::text;
use trial::both_engines;

use crate::town::{LAYOUTS, NOW, Town, content_of, plan_of, text_of};

fn set(seen: i64, name: &str, text: &str) -> Edits {
    let address = Address::parse(Objective::describe(), name).unwrap();
    Edits { seen, edits: vec![Edit::Set { address, text: text.to_owned() }], ..Edits::default() }
}

both_engines!(a_plan_comes_back_as_it_was_read, async |store| {
    let town = Town::build(&store, "borgo-ligure").await;
    assert_eq!(town.content().await, content_of("borgo-ligure"));
});

#[test]
fn every_layout_comes_back_as_it_was_read() {
    for sample in LAYOUTS {
        trial::on_sqlite(async |store| {
            assert_eq!(Town::build(&store, sample).await.content().await, content_of(sample), "{sample}");
        });
    }
}

both_engines!(a_form_without_its_beginning_is_printed_where_it_stood, async |store| {
    let whole = text_of("borgo-ligure");
    let (above, form) = whole.split_once("<b>N° 3 Peso").unwrap();
    let (above, _) = above.rsplit_once("## OBIETTIVO").unwrap();
    let (_, table) = form.split_once("\nN°\t").unwrap();
    let torn = [above, "N°\t", table].concat();
    let read = plan_of("borgo-ligure", &torn);
    let untorn = plan_of("borgo-ligure", whole);
    let lost = untorn.objectives.len() - read.objectives.len();
    assert_eq!((lost, read.fragments.len() - untorn.fragments.len()), (1, 1));
    let town = Town::of(&store, "borgo-ligure", &torn).await;
    let printed = |plan: &Plan, method: &Method| document::text::write(&forms::print(plan, method));
    let [kept, straight] = town
        .look(|held| {
            let method = &held.form.method;
            [printed(&held.in_paper_order(), method), printed(&read, method)]
        })
        .await;
    assert_eq!(kept, straight);
});

both_engines!(what_is_held_in_memory_is_what_the_database_holds, async |store| {
    let town = Town::build(&store, "isola-serena").await;
    let (id, mut since) = town.first().await;
    for (name, text) in
        [("title", "Primo"), ("weight", "12%"), ("phases.0.text", "Una fase nuova"), ("title", "Secondo")]
    {
        let saved =
            town.plans.save_objective(&town.actor, (&town.plan_id, &id), &set(since, name, text), NOW).await;
        since = saved.unwrap().since;
        // The one that was held all along is patched, another is read anew.
        let held = town.content().await;
        let anew = Town {
            plans: Plans::new(store.clone()),
            actor: town.actor.clone(),
            plan_id: town.plan_id.clone(),
            import_id: String::new(),
        };
        assert_eq!(held, anew.content().await, "{name}");
        assert_eq!(town.first().await, anew.first().await);
    }
});

both_engines!(every_past_state_can_be_read, async |store| {
    let town = Town::build(&store, "isola-serena").await;
    let (id, since) = town.first().await;
    let before = (town.look(|held| held.head.version).await, town.content().await);
    town.plans
        .save_objective(&town.actor, (&town.plan_id, &id), &set(since, "title", "Altro"), NOW)
        .await
        .unwrap();
    town.plans.remove_objective(&town.actor, (&town.plan_id, &id), "non si fa più", NOW).await.unwrap();
    assert_ne!(town.content().await, before.1);
    let then = town.plans.at_version(&town.actor, &town.plan_id, before.0).await.unwrap();
    assert_eq!(content(then.plan()), before.1);
    let states = town.plans.states_of(&town.actor, &town.plan_id, &id).await.unwrap();
    let titles: Vec<&str> = states.iter().map(|state| text(state.objective.title.as_ref())).collect();
    assert_eq!(titles[0], "Altro");
    assert_eq!(states.len(), 2);
});

both_engines!(an_import_is_undone_to_what_was_there, async |store| {
    let town = Town::build(&store, "isola-serena").await;
    town.plans.undo_import(&town.actor, &town.import_id, NOW).await.unwrap();
    assert_eq!(town.look(|held| held.plan().objectives.len()).await, 0);
    let again = town.plans.undo_import(&town.actor, &town.import_id, NOW).await;
    assert!(matches!(again, Err(Refusal::Blocked(_))), "{again:?}");
});

both_engines!(an_import_that_was_worked_on_is_not_undone, async |store| {
    let town = Town::build(&store, "isola-serena").await;
    let (id, since) = town.first().await;
    town.plans
        .save_objective(&town.actor, (&town.plan_id, &id), &set(since, "title", "Altro"), NOW)
        .await
        .unwrap();
    let undone = town.plans.undo_import(&town.actor, &town.import_id, NOW).await;
    assert!(matches!(undone, Err(Refusal::Blocked(_))), "{undone:?}");
});

both_engines!(the_same_document_brought_in_again_changes_nothing_that_is_the_same, async |store| {
    let town = Town::build(&store, "isola-serena").await;
    let ids = |held: &app::plans::Held| held.metas("objectives").to_vec();
    let before = town.look(ids).await;
    let upload = app::imports::Upload {
        name: "piano.txt".to_owned(),
        bytes: crate::town::text_of("isola-serena").into(),
    };
    let import = town.plans.stage(&town.actor, Some(&town.plan_id), upload, None, NOW).await.unwrap();
    town.plans.confirm(&town.actor, &import, NOW).await.unwrap();
    assert_eq!(town.look(ids).await, before, "the same items, untouched");
});

both_engines!(new_objectives_stand_behind_those_of_their_unit, async |store| {
    let town = Town::build(&store, "borgo-ligure").await;
    let unit = town.look(|held| text(held.plan().objectives[0].unit.as_ref()).to_owned()).await;
    for number in 0..12 {
        let new = NewObjective {
            unit: unit.clone(),
            title: format!("Obiettivo nuovo {number}"),
            code: String::new(),
        };
        town.plans.add_objective(&town.actor, &town.plan_id, &new, NOW).await.unwrap();
    }
    let titles = town
        .look(|held| {
            let own = held.plan().objectives.iter().filter(|o| text(o.unit.as_ref()) == unit);
            own.map(|o| text(o.title.as_ref()).to_owned()).collect::<Vec<_>>()
        })
        .await;
    let new: Vec<String> = (0..12).map(|number| format!("Obiettivo nuovo {number}")).collect();
    assert_eq!(titles[titles.len() - 12..], new);
});

both_engines!(a_copy_keeps_identities_and_codes_and_leaves_results_behind, async |store| {
    let town = Town::build(&store, "isola-serena").await;
    let known = town
        .look(|held| {
            (held.metas("objectives").iter().map(|m| m.id.clone()).collect::<Vec<_>>(), held.head.year)
        })
        .await;
    let year = i16::try_from(known.1 + 1).unwrap();
    let copy = town.plans.copy_plan(&town.actor, &town.plan_id, year, NOW).await.unwrap();
    let copied = Town { plan_id: copy, ..town };
    let (ids, years) = copied
        .look(|held| {
            let years =
                held.plan().years.as_ref().and_then(|years| years.certain()).cloned().unwrap_or_default();
            (held.metas("objectives").iter().map(|m| m.id.clone()).collect::<Vec<_>>(), years)
        })
        .await;
    assert_eq!(ids, known.0);
    assert_eq!(years.first(), Some(&year));
});

both_engines!(words_are_found_in_the_plans_of_the_own_body, async |store| {
    let town = Town::build(&store, "borgo-ligure").await;
    let (id, since) = town.first().await;
    let edits = set(since, "title", "Riqualificazione dell'anfiteatro");
    town.plans.save_objective(&town.actor, (&town.plan_id, &id), &edits, NOW).await.unwrap();
    let found = |words: &'static str| {
        let (store, body) = (store.clone(), town.actor.body.id.clone());
        async move { store.read().await.unwrap().link().search(&body, words, 10).await.unwrap() }
    };
    assert_eq!(found("anfiteatr riqual").await, [(town.plan_id.clone(), id)]);
    assert!(found("acquedotto romano").await.is_empty());
});

/// Where a value stands in the plan in memory is for findings; it is not taken for a place in a document.
#[test]
fn a_plan_in_memory_is_printed_and_edited_as_one_without_places() {
    for sample in LAYOUTS {
        trial::on_sqlite(async |store| {
            let town = Town::build(&store, sample).await;
            town.look(|held| {
                let (plain, method) = (held.unplaced(), &held.form.method);
                let whole = held.excerpt(&|_| true);
                assert!(plain.objectives.iter().chain(&whole.objectives).all(|one| one.place.is_none()));
                for (objective, bare) in held.plan().objectives.iter().zip(&plain.objectives) {
                    let entry = forms::entry::entry(&plain, method, bare);
                    assert_eq!(
                        format!("{:?}", held.entry(objective)),
                        format!("{entry:?}"),
                        "{sample}: {}",
                        text(bare.title.as_ref())
                    );
                }
            })
            .await;
        });
    }
}
