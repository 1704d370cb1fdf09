use store::Fault;
use store::rows::{Account, ResetLink, RoleGrant, Session};

use crate::make::{TEXT, account, account_in, body_in, ids};

both_engines!(an_account_comes_back, async |store| {
    let given = Account {
        name: TEXT.into(),
        mail: "anna@esempio.it".into(),
        password: "$argon2id$v=19$".into(),
        totp: "segreto".into(),
        totp_step: 7,
        issuer: "https://accesso.esempio.it".into(),
        subject: "A-1".into(),
        is_active: false,
        runs_system: true,
        created_at: 1_767_225_600_000_000,
        ..account("anna")
    };
    assert_eq!(read!(store, account_count()), 0);
    write!(store, account_insert(&given));
    let kept = Account { version: 1, ..given };
    assert_eq!(read!(store, account_count()), 1);
    assert_eq!(read!(store, account_fetch(&kept.id)), Some(kept.clone()));
    assert_eq!(read!(store, account_by_login("anna")), Some(kept.clone()));
    assert_eq!(read!(store, account_by_subject(&kept.issuer, "A-1")), Some(kept.clone()));
    assert_eq!(read!(store, account_by_subject("altro", "A-1")), None);
    assert_eq!(read!(store, account_fetch("nessuno")), None);
    assert_eq!(read!(store, account_by_login("Anna")), None);
});

both_engines!(accounts_without_a_provider_are_not_found_by_one, async |store| {
    write!(store, account_insert(&account("anna")), account_insert(&account("ugo")));
    assert_eq!(read!(store, account_by_subject("", "")), None);
});

both_engines!(a_login_and_a_name_at_a_provider_are_given_once, async |store| {
    let known = Account { issuer: "i".into(), subject: "s".into(), ..account("anna") };
    write!(store, account_insert(&known));
    for second in [account("anna"), Account { issuer: "i".into(), subject: "s".into(), ..account("ugo") }] {
        let mut work = store.work().await.unwrap();
        assert_eq!(work.link().unwrap().account_insert(&second).await, Err(Fault::Conflict));
    }
    write!(store, account_insert(&Account { issuer: "j".into(), subject: "s".into(), ..account("ugo") }));
});

both_engines!(an_account_is_changed_but_for_what_must_stay, async |store| {
    let before = account_in(&store, "anna").await;
    let wanted = Account {
        login: "anna.rossi".into(),
        name: TEXT.into(),
        mail: "m".into(),
        password: "p".into(),
        totp: "t".into(),
        totp_step: 99,
        issuer: "i".into(),
        subject: "s".into(),
        is_active: false,
        runs_system: true,
        created_at: 99,
        ..before.clone()
    };
    assert!(write!(store, account_update(&wanted)));
    assert!(!write!(store, account_update(&wanted)), "the version is no longer the one that was read");
    let kept = Account { totp_step: 0, created_at: before.created_at, version: 2, ..wanted };
    assert_eq!(read!(store, account_fetch(&kept.id)), Some(kept));
});

both_engines!(a_step_of_the_second_factor_is_used_once, async |store| {
    let anna = account_in(&store, "anna").await;
    assert!(write!(store, totp_step_use(&anna.id, 100)));
    assert!(!write!(store, totp_step_use(&anna.id, 100)));
    assert!(!write!(store, totp_step_use(&anna.id, 99)));
    assert!(write!(store, totp_step_use(&anna.id, 101)));
    assert!(!write!(store, totp_step_use("nessuno", 1)));
    assert_eq!(read!(store, account_fetch(&anna.id)).unwrap().totp_step, 101);
});

both_engines!(accounts_of_a_body_stand_in_the_order_of_their_bytes, async |store| {
    let colle = body_in(&store, "colle").await;
    for login in ["ugo", "a.b", "ab", "Z", "à"] {
        let account = account_in(&store, login).await;
        write!(store, membership_put(&account.id, &colle.id));
    }
    let accounts = read!(store, accounts_of_body(&colle.id));
    assert_eq!(ids(&accounts, |account| &account.login), ["Z", "a.b", "ab", "ugo", "à"]);
});

fn session(token: &str, account: &Account, expires_at: i64) -> Session {
    Session { token: token.into(), account_id: account.id.clone(), expires_at, ..Session::default() }
}

both_engines!(a_session_lives_until_it_ends, async |store| {
    let anna = account_in(&store, "anna").await;
    let given = Session { csrf: "c".into(), created_at: 1, seen_at: 2, ..session("t", &anna, 10) };
    write!(store, session_insert(&given));
    assert_eq!(read!(store, session_fetch("t")), Some((given.clone(), anna.clone())));
    write!(store, session_touch("t", 5, 15));
    let touched = Session { seen_at: 5, expires_at: 15, ..given };
    assert_eq!(read!(store, session_fetch("t")), Some((touched, anna)));
    write!(store, session_delete("t"));
    assert_eq!(read!(store, session_fetch("t")), None);
});

both_engines!(sessions_of_an_account_end_but_for_one, async |store| {
    let (anna, ugo) = (account_in(&store, "anna").await, account_in(&store, "ugo").await);
    for (token, account) in [("a1", &anna), ("a2", &anna), ("a3", &anna), ("u1", &ugo)] {
        write!(store, session_insert(&session(token, account, 10)));
    }
    write!(store, sessions_end(&anna.id, "a2"));
    check_sessions(&store, &[("a1", false), ("a2", true), ("a3", false), ("u1", true)]).await;
    write!(store, sessions_end(&anna.id, ""));
    check_sessions(&store, &[("a2", false), ("u1", true)]).await;
});

both_engines!(sessions_that_have_ended_are_swept, async |store| {
    let anna = account_in(&store, "anna").await;
    for (token, expires_at) in [("past", 9), ("now", 10), ("later", 11)] {
        write!(store, session_insert(&session(token, &anna, expires_at)));
    }
    write!(store, sessions_sweep(10));
    check_sessions(&store, &[("past", false), ("now", false), ("later", true)]).await;
});

async fn check_sessions(store: &store::Store, expected: &[(&str, bool)]) {
    for (token, lives) in expected {
        assert_eq!(read!(store, session_fetch(token)).is_some(), *lives, "{token}");
    }
}

both_engines!(a_link_for_a_new_password_is_used_once, async |store| {
    let anna = account_in(&store, "anna").await;
    let link = ResetLink { token: "t".into(), account_id: anna.id, expires_at: 10, used_at: 0 };
    write!(store, reset_link_insert(&link));
    assert_eq!(read!(store, reset_link_fetch("t")), Some(link.clone()));
    assert_eq!(read!(store, reset_link_fetch("u")), None);
    assert!(write!(store, reset_link_use("t", 5)));
    assert!(!write!(store, reset_link_use("t", 6)));
    assert!(!write!(store, reset_link_use("u", 6)));
    assert_eq!(read!(store, reset_link_fetch("t")), Some(ResetLink { used_at: 5, ..link }));
});

both_engines!(links_that_hold_no_more_are_swept, async |store| {
    let anna = account_in(&store, "anna").await;
    for (token, expires_at) in [("past", 9), ("now", 10), ("later", 11), ("used", 11)] {
        let link = ResetLink { token: token.into(), account_id: anna.id.clone(), expires_at, used_at: 0 };
        write!(store, reset_link_insert(&link));
    }
    assert!(write!(store, reset_link_use("used", 5)));
    write!(store, reset_links_sweep(10));
    for (token, lives) in [("past", false), ("now", false), ("later", true), ("used", false)] {
        assert_eq!(read!(store, reset_link_fetch(token)).is_some(), lives, "{token}");
    }
});

both_engines!(a_session_needs_its_account, async |store| {
    let mut work = store.work().await.unwrap();
    let orphan = session("t", &account("nessuno"), 10);
    assert!(matches!(work.link().unwrap().session_insert(&orphan).await, Err(Fault::Engine { .. })));
});

both_engines!(roles_are_given_and_ended, async |store| {
    let (colle, valle) = (body_in(&store, "colle").await, body_in(&store, "valle").await);
    let (anna, ugo) = (account_in(&store, "anna").await, account_in(&store, "ugo").await);
    let grant = |id: &str, account: &Account| RoleGrant {
        body_id: colle.id.clone(),
        id: id.into(),
        account_id: account.id.clone(),
        role: "referente".into(),
        unit_id: "u1".into(),
        stands_for: ugo.id.clone(),
        from_day: "2026-01-01".into(),
        to_day: String::new(),
        version: 1,
    };
    let (second, first, other) = (grant("g2", &anna), grant("g1", &anna), grant("g0", &ugo));
    for grant in [&second, &first, &other] {
        write!(store, role_grant_insert(grant));
    }
    assert_eq!(read!(store, role_grant_fetch(&colle.id, "g1")), Some(first.clone()));
    assert_eq!(read!(store, role_grant_fetch(&valle.id, "g1")), None);
    let annas = [first.clone(), second.clone()];
    assert_eq!(read!(store, role_grants_of_account(&colle.id, &anna.id)), annas);
    assert_eq!(read!(store, role_grants_of_account(&valle.id, &anna.id)), []);
    assert_eq!(read!(store, role_grants_of_body(&colle.id)), [other, first.clone(), second]);
    assert_eq!(read!(store, role_grants_of_body(&valle.id)), []);

    assert!(write!(store, role_grant_end(&colle.id, "g1", "2026-06-30", 1)));
    assert!(!write!(store, role_grant_end(&colle.id, "g1", "2026-07-31", 1)), "somebody else was first");
    assert!(!write!(store, role_grant_end(&valle.id, "g1", "2026-07-31", 2)));
    let ended = RoleGrant { to_day: "2026-06-30".into(), version: 2, ..first };
    assert_eq!(read!(store, role_grant_fetch(&colle.id, "g1")), Some(ended));
});
