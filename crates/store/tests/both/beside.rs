use store::Store;
use store::rows::{Attachment, Body, Comment, Draft, File, Import, Job};

use crate::make::{TEXT, account_in, body_in, file, ids, job, plan_in};

both_engines!(a_file_is_noted_once_for_each_body, async |store| {
    let (colle, valle) = (body_in(&store, "colle").await, body_in(&store, "valle").await);
    let given = file(b"delibera");
    write!(store, file_put(&colle.id, &given), file_put(&colle.id, &File { at: 99, ..given.clone() }));
    assert_eq!(read!(store, file_fetch(&colle.id, &given.hash)), Some(given.clone()));
    assert_eq!(read!(store, file_fetch(&valle.id, &given.hash)), None);
    write!(store, file_put(&valle.id, &given));
    assert_eq!(read!(store, file_list(&valle.id, "")), [given]);
});

both_engines!(files_come_a_thousand_at_a_time, async |store| {
    let colle = body_in(&store, "colle").await;
    let mut work = store.work().await.unwrap();
    for number in 0..1_003 {
        work.link().unwrap().file_put(&colle.id, &file(format!("{number}").as_bytes())).await.unwrap();
    }
    work.commit().await.unwrap();
    let first = read!(store, file_list(&colle.id, ""));
    let rest = read!(store, file_list(&colle.id, &first.last().unwrap().hash));
    assert_eq!((first.len(), rest.len()), (1_000, 3));
    assert!(first.iter().chain(&rest).is_sorted_by(|one, next| one.hash < next.hash));
});

both_engines!(an_attachment_is_there_until_it_is_taken_away, async |store| {
    let (body, plan) = plan_in(&store, "colle").await;
    let attachment = |id: &str, item: &str| Attachment {
        id: id.into(),
        item_id: item.into(),
        name: TEXT.into(),
        kind: "application/pdf".into(),
        hash: "h".into(),
        size: 5_000_000_000,
        at: 1,
        account_id: "anna".into(),
        ended_at: 0,
    };
    let (b, p) = (body.id.as_str(), plan.id.as_str());
    for one in [attachment("a2", "i"), attachment("a1", "i"), attachment("a0", "j")] {
        write!(store, attachment_insert(b, p, &one));
    }
    assert_eq!(read!(store, attachment_list(b, p, "i")), [attachment("a1", "i"), attachment("a2", "i")]);
    assert_eq!(read!(store, attachment_list("altro", p, "i")), []);
    assert!(!write!(store, attachment_end("altro", p, "a1", 5)));
    assert!(write!(store, attachment_end(b, p, "a1", 5)));
    assert!(!write!(store, attachment_end(b, p, "a1", 6)));
    assert_eq!(read!(store, attachment_list(b, p, "i")), [attachment("a2", "i")]);
    let ended = Attachment { ended_at: 5, ..attachment("a1", "i") };
    assert_eq!(read!(store, attachment_fetch(b, p, "a1")), Some(ended));
    assert_eq!(read!(store, attachment_fetch("altro", p, "a1")), None);
});

both_engines!(comments_stand_in_their_order, async |store| {
    let (body, plan) = plan_in(&store, "colle").await;
    let comment = |id: &str, item: &str| Comment {
        id: id.into(),
        item_id: item.into(),
        text: TEXT.into(),
        at: 1,
        account_id: "anna".into(),
    };
    let (b, p) = (body.id.as_str(), plan.id.as_str());
    for one in [comment("c2", "i"), comment("c1", "i"), comment("c3", "j")] {
        write!(store, comment_insert(b, p, &one));
    }
    assert_eq!(read!(store, comment_list(b, p, "i")), [comment("c1", "i"), comment("c2", "i")]);
    assert_eq!(read!(store, comment_list(b, "altro", "i")), []);
    assert_eq!(read!(store, comment_list("altro", p, "i")), []);
});

both_engines!(unsaved_text_is_kept_for_each_person_and_form, async |store| {
    let (colle, valle) = (body_in(&store, "colle").await, body_in(&store, "valle").await);
    let (anna, ugo) = (account_in(&store, "anna").await, account_in(&store, "ugo").await);
    let draft = |place: &str, text: &str, at| Draft { place: place.into(), text: text.into(), at };
    let (c, a) = (colle.id.as_str(), anna.id.as_str());
    write!(store, draft_put(c, a, &draft("f/2", "uno", 1)), draft_put(c, a, &draft("F", "due", 2)));
    write!(store, draft_put(c, a, &draft("f/2", TEXT, 3)), draft_put(c, &ugo.id, &draft("f/2", "tre", 4)));
    let expected = [draft("F", "due", 2), draft("f/2", TEXT, 3)];
    assert_eq!(read!(store, draft_list(c, a)), expected);
    assert_eq!(read!(store, draft_fetch(c, a, "f/2")), Some(draft("f/2", TEXT, 3)));
    assert_eq!(read!(store, draft_fetch(&valle.id, a, "f/2")), None);
    assert_eq!(read!(store, draft_list(&valle.id, a)), []);
    write!(store, draft_delete(&valle.id, a, "f/2"), draft_delete(c, a, "F"));
    assert_eq!(read!(store, draft_list(c, a)), [draft("f/2", TEXT, 3)]);
    assert_eq!(read!(store, draft_list(c, &ugo.id)), [draft("f/2", "tre", 4)]);
});

fn import(body: &Body, id: &str) -> Import {
    Import {
        body_id: body.id.clone(),
        id: id.into(),
        name: TEXT.into(),
        kind: "Excel".into(),
        hash: "h".into(),
        state: "letto".into(),
        at: 1,
        account_id: "anna".into(),
        version: 1,
        ..Import::default()
    }
}

both_engines!(an_import_is_changed_by_who_has_seen_its_last_state, async |store| {
    let (colle, valle) = (body_in(&store, "colle").await, body_in(&store, "valle").await);
    let given = import(&colle, "i");
    write!(store, import_insert(&given));
    assert_eq!(read!(store, import_fetch(&colle.id, "i")), Some(given.clone()));
    assert_eq!(read!(store, import_fetch(&valle.id, "i")), None);
    let confirmed = Import {
        plan_id: "p".into(),
        method_id: "m".into(),
        state: "confermato".into(),
        summary: "{}".into(),
        before_version: 3,
        after_version: 4,
        ..given
    };
    assert!(write!(store, import_update(&Import { name: "altro".into(), ..confirmed.clone() })));
    assert!(!write!(store, import_update(&confirmed)), "somebody else was first");
    let kept = Import { version: 2, ..confirmed };
    assert_eq!(read!(store, import_fetch(&colle.id, "i")), Some(kept));
});

both_engines!(the_last_fifty_imports_are_listed, async |store| {
    let (colle, valle) = (body_in(&store, "colle").await, body_in(&store, "valle").await);
    for number in 0..53 {
        write!(store, import_insert(&import(&colle, &format!("i{number:02}"))));
    }
    let listed = read!(store, import_list(&colle.id));
    assert_eq!(listed.len(), 50);
    assert_eq!((listed[0].id.as_str(), listed[49].id.as_str()), ("i52", "i03"));
    assert_eq!(read!(store, import_list(&valle.id)), []);
});

both_engines!(work_in_the_background_lives_its_life, async |store| {
    let (colle, valle) = (body_in(&store, "colle").await, body_in(&store, "valle").await);
    let given = Job {
        plan_id: "p".into(),
        kind: "stampa".into(),
        input: TEXT.into(),
        whole: 10,
        name: "piano.pdf".into(),
        account_id: "anna".into(),
        ..job(&colle, "j", 5)
    };
    let (c, j) = (colle.id.as_str(), "j");
    write!(store, job_insert(&Job { state: "done".into(), done: 9, begun_at: 9, ..given.clone() }));
    assert_eq!(read!(store, job_fetch(c, j)), Some(given.clone()), "it begins at the beginning");
    assert_eq!(read!(store, job_fetch(&valle.id, j)), None);

    write!(store, job_note(c, j, 1, 2));
    assert_eq!(read!(store, job_fetch(c, j)), Some(given.clone()), "what has not begun is not noted");
    let running = Job { state: "running".into(), begun_at: 20, ..given };
    assert_eq!(write!(store, job_claim(20, 0)), Some(running.clone()));
    assert_eq!(write!(store, job_claim(21, 20)), None);
    write!(store, job_note(c, j, 3, 12));
    let noted = Job { done: 3, whole: 12, ..running };
    assert_eq!(read!(store, job_fetch(c, j)), Some(noted.clone()));

    let ended =
        Job { state: "done".into(), done: 12, hash: "h".into(), error: "e".into(), ended_at: 30, ..noted };
    write!(store, job_end(&ended));
    assert_eq!(read!(store, job_fetch(c, j)), Some(ended));
    assert_eq!(write!(store, job_claim(99, 99)), None);
});

both_engines!(work_is_claimed_the_oldest_first_and_again_when_it_never_ended, async |store| {
    let (colle, valle) = (body_in(&store, "colle").await, body_in(&store, "valle").await);
    write!(store, job_insert(&job(&colle, "late", 9)), job_insert(&job(&valle, "early", 1)));
    write!(store, job_insert(&job(&colle, "mid", 5)));
    let claim = async |now, stale| write!(store, job_claim(now, stale)).map(|job| job.id);
    assert_eq!(claim(10, 0).await.as_deref(), Some("early"));
    assert_eq!(claim(11, 0).await.as_deref(), Some("mid"));
    assert_eq!(claim(12, 11).await.as_deref(), Some("early"), "it was begun before 11 and never ended");
    assert_eq!(claim(13, 0).await.as_deref(), Some("late"));
    assert_eq!(claim(14, 0).await, None);
});

both_engines!(workers_at_once_each_get_other_work, async |store| {
    let colle = body_in(&store, "colle").await;
    for number in 0..8 {
        write!(store, job_insert(&job(&colle, &format!("j{number}"), number)));
    }
    let workers: Vec<_> = (0..12).map(|_| tokio::spawn(claim_slowly(store.clone()))).collect();
    let mut claimed = Vec::new();
    for worker in workers {
        claimed.extend(worker.await.unwrap());
    }
    claimed.sort();
    assert_eq!(claimed, ["j0", "j1", "j2", "j3", "j4", "j5", "j6", "j7"]);
});

/// Claims work, and holds the transaction for a while.
async fn claim_slowly(store: Store) -> Option<String> {
    let mut work = store.work().await.unwrap();
    let job = work.link().unwrap().job_claim(20, 0).await.unwrap();
    tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    work.commit().await.unwrap();
    job.map(|job| job.id)
}

both_engines!(the_last_hundred_works_on_a_plan_are_listed, async |store| {
    let colle = body_in(&store, "colle").await;
    let mut work = store.work().await.unwrap();
    for number in 0..102 {
        let on_plan = Job { plan_id: "p".into(), ..job(&colle, &format!("j{number:03}"), 1) };
        work.link().unwrap().job_insert(&on_plan).await.unwrap();
    }
    work.link().unwrap().job_insert(&job(&colle, "other", 1)).await.unwrap();
    work.commit().await.unwrap();
    let jobs = read!(store, job_list(&colle.id, "p"));
    assert_eq!((jobs.len(), jobs[0].id.as_str(), jobs[99].id.as_str()), (100, "j101", "j002"));
    assert_eq!(ids(&read!(store, job_list(&colle.id, "")), |job| &job.id), ["other"]);
    assert_eq!(read!(store, job_list("altro", "p")), []);
});
