use store::chain::Follower;
use store::rows::{Audit, Personal};
use store::{Store, chain};

use crate::make::{TEXT, body_in, entry};

fn action(number: i64) -> Audit {
    Audit { at: number, action: format!("azione {number}"), ..Audit::default() }
}

/// A body with so many entries.
async fn told(store: &Store, slug: &str, count: i64) -> String {
    let body = body_in(store, slug).await;
    for number in 1..=count {
        entry(store, &body.id, action(number)).await;
    }
    body.id
}

both_engines!(an_entry_comes_back_and_moves_the_head, async |store| {
    let colle = body_in(&store, "colle").await;
    assert_eq!(write!(store, chain_head(&colle.id)), Some((0, chain::beginning(&colle.id))));
    let given = Audit {
        at: 5,
        account_id: "anna".into(),
        roles: "referente".into(),
        action: TEXT.into(),
        plan_id: "p".into(),
        item_id: "i".into(),
        reason: TEXT.into(),
        source: "mano".into(),
        details: "{\"prima\": null}".into(),
        ..Audit::default()
    };
    let written = entry(&store, &colle.id, given).await;
    assert_eq!(write!(store, chain_head(&colle.id)), Some((1, written.hash.clone())));
    assert_eq!(write!(store, chain_head("altro")), None);
    assert_eq!(read!(store, audit_after(&colle.id, 0, 10)), [written]);
});

both_engines!(entries_come_in_both_directions, async |store| {
    let (colle, valle) = (told(&store, "colle", 6).await, told(&store, "valle", 2).await);
    let numbers = |entries: Vec<Audit>| entries.iter().map(|entry| entry.number).collect::<Vec<_>>();
    assert_eq!(numbers(read!(store, audit_after(&colle, 0, 3))), [1, 2, 3]);
    assert_eq!(numbers(read!(store, audit_after(&colle, 4, 3))), [5, 6]);
    assert_eq!(numbers(read!(store, audit_before(&colle, 5, 2))), [4, 3]);
    assert_eq!(numbers(read!(store, audit_before(&colle, i64::MAX, 100))), [6, 5, 4, 3, 2, 1]);
    assert_eq!(numbers(read!(store, audit_after(&valle, 0, 100))), [1, 2]);
});

both_engines!(the_chain_of_a_body_holds, async |store| {
    let (colle, _) = (told(&store, "colle", 20).await, told(&store, "valle", 3).await);
    let mut follower = Follower::new(&colle);
    for entry in read!(store, audit_after(&colle, 0, 1_000)) {
        follower.follow(&entry).unwrap();
    }
    let body = read!(store, body_fetch(&colle)).unwrap();
    assert_eq!(follower.end(body.chain_number, &body.chain_hash), Ok(()));
    assert_eq!(body.chain_number, 20);
});

both_engines!(entries_about_an_item_come_the_latest_first, async |store| {
    let colle = body_in(&store, "colle").await;
    for (plan, item) in [("p", "i"), ("p", "j"), ("q", "i"), ("p", "i")] {
        let about = Audit { plan_id: plan.into(), item_id: item.into(), ..action(1) };
        entry(&store, &colle.id, about).await;
    }
    let entries = read!(store, audit_of_item(&colle.id, "p", "i"));
    assert_eq!(entries.iter().map(|entry| entry.number).collect::<Vec<_>>(), [4, 1]);
    assert_eq!(read!(store, audit_of_item("altro", "p", "i")), []);
});

both_engines!(at_most_five_hundred_entries_about_an_item_come, async |store| {
    let colle = body_in(&store, "colle").await;
    let mut work = store.work().await.unwrap();
    let (_, mut previous) = work.link().unwrap().chain_head(&colle.id).await.unwrap().unwrap();
    for number in 1..=502 {
        let mut entry = Audit { number, plan_id: "p".into(), item_id: "i".into(), previous, ..action(1) };
        entry.hash = chain::hash(&colle.id, &entry);
        previous = entry.hash.clone();
        work.link().unwrap().audit_append(&colle.id, &entry).await.unwrap();
    }
    work.commit().await.unwrap();
    let entries = read!(store, audit_of_item(&colle.id, "p", "i"));
    assert_eq!((entries.len(), entries[0].number, entries[499].number), (500, 502, 3));
});

fn personal(id: &str) -> Personal {
    Personal { id: id.into(), salt: "sale".into(), value: TEXT.into(), erased_at: 0 }
}

both_engines!(a_personal_value_is_erased_for_good, async |store| {
    let (colle, valle) = (body_in(&store, "colle").await, body_in(&store, "valle").await);
    write!(store, personal_insert(&colle.id, &personal("p")), personal_insert(&valle.id, &personal("p")));
    assert_eq!(read!(store, personal_fetch(&colle.id, "p")), Some(personal("p")));
    assert_eq!(read!(store, personal_fetch(&colle.id, "q")), None);
    assert!(write!(store, personal_erase(&colle.id, "p", 5)));
    assert!(!write!(store, personal_erase(&colle.id, "p", 6)));
    let erased = Personal { id: "p".into(), erased_at: 5, ..Personal::default() };
    assert_eq!(read!(store, personal_fetch(&colle.id, "p")), Some(erased));
    assert_eq!(read!(store, personal_fetch(&valle.id, "p")), Some(personal("p")));
});

both_engines!(personal_values_come_a_thousand_at_a_time, async |store| {
    let colle = body_in(&store, "colle").await;
    let mut work = store.work().await.unwrap();
    for number in 0..1_002 {
        work.link().unwrap().personal_insert(&colle.id, &personal(&format!("p{number:04}"))).await.unwrap();
    }
    work.commit().await.unwrap();
    let first = read!(store, personal_list(&colle.id, ""));
    let rest = read!(store, personal_list(&colle.id, &first.last().unwrap().id));
    assert_eq!((first.len(), rest.len(), rest[0].id.as_str()), (1_000, 2, "p1000"));
    assert_eq!(read!(store, personal_list("altro", "")), []);
});
