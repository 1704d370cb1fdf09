use store::rows::{Body, Item, NOW, Plan, PlanVersion, UnitState, Waiver};
use store::{Fault, Store, hash_of};

use crate::make::{TEXT, body_in, ids, item, plan, plan_in};

both_engines!(a_plan_comes_back, async |store| {
    let (colle, valle) = (body_in(&store, "colle").await, body_in(&store, "valle").await);
    let given = Plan {
        title: TEXT.into(),
        state: "bozza".into(),
        reason: "r".into(),
        method_id: "m".into(),
        continues: "p".into(),
        created_at: 1,
        changed_at: 2,
        ..plan(&colle, 2026)
    };
    write!(store, plan_insert(&given));
    assert_eq!(read!(store, plan_fetch(&colle.id, &given.id)), Some(given.clone()));
    assert_eq!(read!(store, plan_fetch(&valle.id, &given.id)), None);
    assert_eq!(read!(store, plan_and_body(&colle.id, &given.id)), Some((given.clone(), colle.version)));
    write!(store, body_touch(&colle.id));
    assert_eq!(read!(store, plan_and_body(&colle.id, &given.id)), Some((given.clone(), colle.version + 1)));
    assert_eq!(read!(store, plan_and_body(&valle.id, &given.id)), None);
});

both_engines!(plans_come_the_latest_year_first, async |store| {
    let (colle, valle) = (body_in(&store, "colle").await, body_in(&store, "valle").await);
    let named = |id: &str, year| Plan { id: id.into(), ..plan(&colle, year) };
    for plan in [named("b", 2025), named("a", 2026), named("c", 2026)] {
        write!(store, plan_insert(&plan));
    }
    write!(store, plan_insert(&Plan { id: "z".into(), ..plan(&valle, 2027) }));
    assert_eq!(ids(&read!(store, plan_list(&colle.id)), |plan| &plan.id), ["c", "a", "b"]);
});

both_engines!(a_plan_goes_on_to_its_next_version, async |store| {
    let (colle, plan) = plan_in(&store, "colle").await;
    let next = write!(store, plan_advance(&colle.id, &plan.id, 7)).unwrap();
    assert_eq!(next, Plan { version: 2, changed_at: 7, ..plan.clone() });
    assert_eq!(write!(store, plan_advance("altro", &plan.id, 9)), None);
    assert_eq!(read!(store, plan_fetch(&colle.id, &plan.id)), Some(next));
});

both_engines!(those_who_change_a_plan_at_once_make_a_version_each, async |store| {
    let (colle, plan) = plan_in(&store, "colle").await;
    let tasks: Vec<_> = (0..10)
        .map(|_| {
            let (store, body, plan) = (store.clone(), colle.id.clone(), plan.id.clone());
            tokio::spawn(async move { write!(store, plan_advance(&body, &plan, 5)) })
        })
        .collect();
    let mut versions = Vec::new();
    for task in tasks {
        versions.push(task.await.unwrap().unwrap().version);
    }
    versions.sort_unstable();
    assert_eq!(versions, (2..=11).collect::<Vec<i64>>());
});

both_engines!(a_plan_is_written_but_for_its_version, async |store| {
    let (colle, before) = plan_in(&store, "colle").await;
    let wanted = Plan {
        title: TEXT.into(),
        year: 2027,
        state: "chiuso".into(),
        reason: "r".into(),
        method_id: "m".into(),
        continues: "x".into(),
        version: 50,
        created_at: 50,
        changed_at: 50,
        ..before.clone()
    };
    write!(store, plan_update(&wanted));
    let kept = Plan { continues: String::new(), version: 1, created_at: 0, changed_at: 0, ..wanted };
    assert_eq!(read!(store, plan_fetch(&colle.id, &before.id)), Some(kept));
});

/// A plan at version 9 with items of every fate, written version by version.
async fn lived(store: &Store) -> (Body, Plan) {
    let (body, plan) = plan_in(store, "colle").await;
    let (b, p) = (body.id.as_str(), plan.id.as_str());
    let put = |id: &str, since, position| Item { position, ..item(id, since) };
    // Never changed; changed at 3 and at 6; ended at 4; ended at 4 and there again from 7.
    write!(store, items_insert(b, p, &[put("steady", 2, 1), put("gone", 2, 2), put("back", 2, 3)]));
    write!(store, items_insert(b, p, &[put("moved", 2, 4)]));
    assert!(write!(store, item_end(b, p, "moved", 2, 3)));
    write!(store, items_insert(b, p, &[put("moved", 3, 0)]));
    assert!(write!(store, item_end(b, p, "gone", 2, 4)));
    assert!(write!(store, item_end(b, p, "back", 2, 4)));
    assert!(write!(store, item_end(b, p, "moved", 3, 6)));
    write!(store, items_insert(b, p, &[put("moved", 6, 9), put("back", 7, 3)]));
    (body, plan)
}

both_engines!(the_items_of_every_version_can_be_had, async |store| {
    let (body, plan) = lived(&store).await;
    for (version, expected) in [
        (1, [].as_slice()),
        (2, &["steady", "gone", "back", "moved"]),
        (3, &["moved", "steady", "gone", "back"]),
        (4, &["moved", "steady"]),
        (6, &["steady", "moved"]),
        (7, &["steady", "back", "moved"]),
        (1_000, &["steady", "back", "moved"]),
    ] {
        let items = read!(store, items_at(&body.id, &plan.id, version));
        assert_eq!(ids(&items, |item| &item.id), expected, "at {version}");
        assert!(items.iter().all(|item| item.since <= version && item.until > version), "at {version}");
    }
    assert_eq!(read!(store, items_at("altro", &plan.id, 7)), []);
    assert_eq!(read!(store, items_at(&body.id, "altro", 7)), []);
});

both_engines!(what_changed_since_a_version_comes_in_its_last_state, async |store| {
    let (body, plan) = lived(&store).await;
    for (version, expected) in [
        (1, ["steady", "gone", "back", "moved"].as_slice()),
        (2, &["gone", "back", "moved"]),
        (3, &["gone", "back", "moved"]),
        (4, &["back", "moved"]),
        (6, &["back"]),
        (7, &[]),
    ] {
        let items = read!(store, items_since(&body.id, &plan.id, version));
        assert_eq!(ids(&items, |item| &item.id), expected, "since {version}");
        for item in items {
            let history = read!(store, item_history(&body.id, &plan.id, &item.id));
            assert_eq!(history.first(), Some(&item), "since {version}");
        }
    }
    assert_eq!(read!(store, items_since("altro", &plan.id, 1)), []);
});

both_engines!(an_item_has_its_present_state_and_its_history, async |store| {
    let (body, plan) = lived(&store).await;
    let (b, p) = (body.id.as_str(), plan.id.as_str());
    let spans = |items: Vec<Item>| items.iter().map(|item| (item.since, item.until)).collect::<Vec<_>>();
    assert_eq!(spans(read!(store, item_history(b, p, "moved"))), [(6, NOW), (3, 6), (2, 3)]);
    assert_eq!(spans(read!(store, item_history(b, p, "back"))), [(7, NOW), (2, 4)]);
    assert_eq!(read!(store, item_history("altro", p, "back")), []);
    assert_eq!(read!(store, item_fetch(b, p, "moved")).unwrap().since, 6);
    assert_eq!(read!(store, item_fetch(b, p, "gone")), None);
    assert_eq!(read!(store, item_fetch("altro", p, "moved")), None);
    assert!(!write!(store, item_end(b, p, "gone", 2, 9)), "it has no present state");
    assert!(!write!(store, item_end(b, "altro", "moved", 6, 9)));
    assert!(!write!(store, item_end(b, p, "moved", 3, 9)), "that state has ended");
});

both_engines!(every_state_of_every_item_can_be_had, async |store| {
    let (body, plan) = lived(&store).await;
    let items = read!(store, items_ever(&body.id, &plan.id));
    let states: Vec<_> = items.iter().map(|item| (item.id.as_str(), item.since)).collect();
    let expected =
        [("back", 2), ("back", 7), ("gone", 2), ("moved", 2), ("moved", 3), ("moved", 6), ("steady", 2)];
    assert_eq!(states, expected);
    assert_eq!(read!(store, items_ever("altro", &plan.id)), []);
});

both_engines!(an_item_comes_back_as_it_was_written, async |store| {
    let (body, plan) = plan_in(&store, "colle").await;
    let given = Item {
        list: "phases".into(),
        position: 3,
        parts: "{\"indicators\":[\"i1\"]}".into(),
        content: TEXT.into(),
        digest: hash_of(TEXT.as_bytes()),
        personal: "{\"owner\":\"Ànna\"}".into(),
        ..item("i", 1)
    };
    write!(store, items_insert(&body.id, &plan.id, std::slice::from_ref(&given)));
    assert_eq!(read!(store, item_fetch(&body.id, &plan.id, "i")), Some(given));
});

both_engines!(personal_values_are_erased_in_one_state_only, async |store| {
    let (body, plan) = plan_in(&store, "colle").await;
    let states = [
        Item { until: 2, personal: "Anna".into(), ..item("i", 1) },
        Item { personal: "Anna".into(), ..item("i", 2) },
    ];
    write!(store, items_insert(&body.id, &plan.id, &states));
    write!(store, item_personal_put(&body.id, &plan.id, "i", 1, ""));
    write!(store, item_personal_put("altro", &plan.id, "i", 2, ""));
    let history = read!(store, item_history(&body.id, &plan.id, "i"));
    assert_eq!(ids(&history, |item| &item.personal), ["Anna", ""]);
    assert_eq!(history[1].content, states[0].content);
});

both_engines!(thousands_of_items_come_back_in_order, async |store| {
    let (body, plan) = plan_in(&store, "colle").await;
    let items: Vec<Item> = (0..2_500).map(|n| Item { position: n, ..item(&format!("i{n}"), 1) }).collect();
    write!(store, items_insert(&body.id, &plan.id, &items), items_insert(&body.id, &plan.id, &[]));
    assert_eq!(read!(store, items_at(&body.id, &plan.id, 1)), items);
});

both_engines!(lists_stand_in_the_order_of_their_bytes, async |store| {
    let (body, plan) = plan_in(&store, "colle").await;
    let listed = |list: &str, position, id: &str| Item { list: list.into(), position, ..item(id, 1) };
    let items = [
        listed("people", 1, "d"),
        listed("a_b", 1, "c"),
        listed("aB", 2, "b"),
        listed("aB", 2, "a"),
        listed("", 5, "e"),
    ];
    write!(store, items_insert(&body.id, &plan.id, &items));
    let items = read!(store, items_at(&body.id, &plan.id, 1));
    assert_eq!(ids(&items, |item| &item.id), ["e", "a", "b", "c", "d"]);
});

both_engines!(a_state_of_an_item_begins_once, async |store| {
    let (body, plan) = plan_in(&store, "colle").await;
    write!(store, items_insert(&body.id, &plan.id, &[item("i", 1)]));
    let mut work = store.work().await.unwrap();
    let twice = work.link().unwrap().items_insert(&body.id, &plan.id, &[item("i", 1)]).await;
    assert_eq!(twice, Err(Fault::Conflict));
});

both_engines!(a_proposal_goes_on_from_the_state_that_is_expected, async |store| {
    let (body, plan) = plan_in(&store, "colle").await;
    let state = |unit: &str, state: &str, version| UnitState {
        unit_id: unit.into(),
        state: state.into(),
        note: TEXT.into(),
        at: 1,
        account_id: "anna".into(),
        version,
    };
    let (b, p) = (body.id.as_str(), plan.id.as_str());
    assert!(!write!(store, unit_state_put(b, p, &state("u2", "inviata", 1))), "it has no state yet");
    assert!(write!(store, unit_state_put(b, p, &state("u2", "bozza", 0))));
    assert!(!write!(store, unit_state_put(b, p, &state("u2", "altra", 0))), "somebody else was first");
    assert!(write!(store, unit_state_put(b, p, &state("u2", "inviata", 1))));
    assert!(!write!(store, unit_state_put(b, p, &state("u2", "altra", 1))));
    assert!(write!(store, unit_state_put(b, p, &state("u1", "bozza", 0))));
    let expected = [state("u1", "bozza", 1), state("u2", "inviata", 2)];
    assert_eq!(read!(store, unit_state_list(b, p)), expected);
    assert_eq!(read!(store, unit_state_list("altro", p)), []);
});

both_engines!(a_waiver_holds_until_it_is_taken_back, async |store| {
    let (body, plan) = plan_in(&store, "colle").await;
    let waiver = |id: &str| Waiver {
        id: id.into(),
        code: "DATE-001".into(),
        item_id: "i".into(),
        subject: "s".into(),
        reason: TEXT.into(),
        at: 1,
        account_id: "anna".into(),
        ended_at: 0,
    };
    let (b, p) = (body.id.as_str(), plan.id.as_str());
    write!(store, waiver_insert(b, p, &waiver("w2")), waiver_insert(b, p, &waiver("w1")));
    assert_eq!(read!(store, waiver_list(b, p)), [waiver("w1"), waiver("w2")]);
    assert_eq!(read!(store, waiver_list("altro", p)), []);
    assert!(!write!(store, waiver_end("altro", p, "w1", 5)));
    assert!(write!(store, waiver_end(b, p, "w1", 5)));
    assert!(!write!(store, waiver_end(b, p, "w1", 6)));
    assert_eq!(read!(store, waiver_list(b, p)), [waiver("w2")]);
});

both_engines!(approved_versions_stand_in_their_order, async |store| {
    let (body, plan) = plan_in(&store, "colle").await;
    let version = |number| PlanVersion {
        number,
        state_version: 10 * number,
        organ: "Giunta".into(),
        act_kind: "delibera".into(),
        act_number: "12".into(),
        act_day: "2026-01-31".into(),
        reason: TEXT.into(),
        plan_file: "p".into(),
        method_file: "m".into(),
        law_file: "l".into(),
        paper_file: "c".into(),
        engine: "0.1.0".into(),
        chain_number: 5,
        chain_hash: "h".into(),
        at: 1,
        account_id: "anna".into(),
    };
    let (b, p) = (body.id.as_str(), plan.id.as_str());
    write!(store, plan_version_insert(b, p, &version(2)), plan_version_insert(b, p, &version(1)));
    assert_eq!(read!(store, plan_version_list(b, p)), [version(1), version(2)]);
    assert_eq!(read!(store, plan_version_list("altro", p)), []);
    let mut work = store.work().await.unwrap();
    assert_eq!(work.link().unwrap().plan_version_insert(b, p, &version(2)).await, Err(Fault::Conflict));
});
