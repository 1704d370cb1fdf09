use store::rows::{Body, Method, Setting, Unit};
use store::{Fault, chain};

use crate::make::{TEXT, account_in, body, body_in, ids};

both_engines!(a_body_comes_back_with_the_beginning_of_its_chain, async |store| {
    let given = Body { name: TEXT.into(), kind: "comune".into(), created_at: i64::MAX, ..body("colle") };
    write!(store, body_insert(&given));
    let kept = Body { version: 1, chain_hash: chain::beginning(&given.id), ..given };
    assert_eq!(read!(store, body_fetch(&kept.id)), Some(kept.clone()));
    assert_eq!(read!(store, body_by_slug("colle")), Some(kept));
    assert_eq!(read!(store, body_fetch("nessuno")), None);
    assert_eq!(read!(store, body_by_slug("Colle")), None);
});

both_engines!(bodies_stand_in_the_order_of_their_bytes, async |store| {
    assert_eq!(read!(store, body_count()), 0);
    for slug in ["à", "a-b", "ab", "Z", "a b", "a"] {
        write!(store, body_insert(&body(slug)));
    }
    assert_eq!(read!(store, body_count()), 6);
    let bodies = read!(store, body_list());
    assert_eq!(ids(&bodies, |body| &body.slug), ["Z", "a", "a b", "a-b", "ab", "à"]);
});

both_engines!(a_name_in_addresses_is_given_once, async |store| {
    write!(store, body_insert(&body("colle")));
    let mut work = store.work().await.unwrap();
    let twice = work.link().unwrap().body_insert(&body("colle")).await;
    assert_eq!(twice, Err(Fault::Conflict));
    drop(work);
    assert_eq!(read!(store, body_count()), 1);
});

both_engines!(a_body_is_changed_by_who_has_seen_its_last_state, async |store| {
    let body = body_in(&store, "colle").await;
    assert!(write!(store, body_update(&body.id, "Unione", "unione", 1)));
    assert!(!write!(store, body_update(&body.id, "Altro", "altro", 1)));
    assert!(!write!(store, body_update("nessuno", "Altro", "altro", 1)));
    let kept = Body { name: "Unione".into(), kind: "unione".into(), version: 2, ..body };
    assert_eq!(read!(store, body_fetch(&kept.id)), Some(kept));
});

both_engines!(an_account_serves_the_bodies_it_was_given_to, async |store| {
    let (b, a) = (body_in(&store, "b").await, body_in(&store, "a").await);
    let (anna, ugo) = (account_in(&store, "anna").await, account_in(&store, "ugo").await);
    write!(store, membership_put(&anna.id, &b.id), membership_put(&anna.id, &a.id));
    write!(store, membership_put(&anna.id, &a.id), membership_put(&ugo.id, &b.id));
    assert_eq!(read!(store, bodies_of_account(&anna.id)), [a.clone(), b.clone()]);
    assert_eq!(read!(store, bodies_of_account(&ugo.id)), std::slice::from_ref(&b));
    assert_eq!(read!(store, accounts_of_body(&b.id)), [anna.clone(), ugo]);
    assert_eq!(read!(store, accounts_of_body(&a.id)), [anna]);
});

both_engines!(a_setting_takes_the_place_of_the_one_before, async |store| {
    let (colle, valle) = (body_in(&store, "colle").await, body_in(&store, "valle").await);
    write!(store, setting_put(&colle.id, "soglia", "80"), setting_put(&colle.id, "Motto", TEXT));
    write!(store, setting_put(&colle.id, "soglia", "90"));
    let setting = |name: &str, value: &str, version| Setting {
        body_id: colle.id.clone(),
        name: name.into(),
        value: value.into(),
        version,
    };
    let expected = [setting("Motto", TEXT, 1), setting("soglia", "90", 2)];
    assert_eq!(read!(store, setting_list(&colle.id)), expected);
    assert_eq!(read!(store, setting_list(&valle.id)), []);
});

both_engines!(methods_come_the_latest_first, async |store| {
    let (colle, valle) = (body_in(&store, "colle").await, body_in(&store, "valle").await);
    let method = |id: &str, created_at| Method {
        body_id: colle.id.clone(),
        id: id.into(),
        text: TEXT.repeat(1_000),
        base: "base".into(),
        created_at,
        created_by: "anna".into(),
        ..Method::default()
    };
    let (first, second, third) = (method("m2", 1), method("m1", 2), method("m3", 2));
    write!(store, method_insert(&first), method_insert(&third), method_insert(&second));
    assert_eq!(read!(store, method_list(&colle.id)), [third, second.clone(), first]);
    assert_eq!(read!(store, method_fetch(&colle.id, "m1")), Some(second));
    assert_eq!(read!(store, method_fetch(&valle.id, "m1")), None);
    assert_eq!(read!(store, method_list(&valle.id)), []);
});

both_engines!(what_hangs_on_a_body_is_counted, async |store| {
    let body = body_in(&store, "colle").await;
    write!(store, body_touch(&body.id));
    assert_eq!(read!(store, body_fetch(&body.id)), Some(Body { version: 2, ..body }));
});

both_engines!(a_structure_is_changed_by_who_has_seen_its_last_state, async |store| {
    let (colle, valle) = (body_in(&store, "colle").await, body_in(&store, "valle").await);
    let unit = |body: &Body, id: &str| Unit {
        body_id: body.id.clone(),
        id: id.into(),
        code: "1".into(),
        name: TEXT.into(),
        aliases: "uno\ndue".into(),
        version: 1,
        ..Unit::default()
    };
    for unit in [unit(&colle, "b"), unit(&colle, "a"), unit(&valle, "a")] {
        write!(store, unit_insert(&unit));
    }
    assert_eq!(read!(store, unit_list(&colle.id)), [unit(&colle, "a"), unit(&colle, "b")]);
    let renamed = Unit {
        name: "Tributi".into(),
        parent_id: "b".into(),
        from_day: "2026-01-01".into(),
        to_day: "2026-12-31".into(),
        ..unit(&colle, "a")
    };
    assert!(write!(store, unit_update(&renamed)));
    assert!(!write!(store, unit_update(&renamed)));
    assert_eq!(read!(store, unit_list(&colle.id)), [Unit { version: 2, ..renamed }, unit(&colle, "b")]);
    assert_eq!(read!(store, unit_list(&valle.id)), [unit(&valle, "a")]);
});
