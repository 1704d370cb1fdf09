//! Work is kept whole or not at all, whatever becomes of those who do it.

use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use store::chain::Follower;
use store::rows::Audit;
use store::{Fault, Store};

use crate::make::{body, body_in, entry};

/// How many bodies there are; a writer that hangs is a fault, not a test that never ends.
async fn count(store: &Store) -> i64 {
    let counted = async { read!(store, body_count()) };
    tokio::time::timeout(Duration::from_secs(20), counted).await.unwrap()
}

/// Sees that writing goes on.
async fn check_writing(store: &Store, slug: &str) {
    let written = async { write!(store, body_insert(&body(slug))) };
    tokio::time::timeout(Duration::from_secs(20), written).await.unwrap();
    assert!(read!(store, body_by_slug(slug)).is_some());
}

both_engines!(nothing_of_work_that_was_dropped_stays, async |store| {
    for round in 0..10 {
        let mut work = store.work().await.unwrap();
        work.link().unwrap().body_insert(&body("colle")).await.unwrap();
        work.link().unwrap().setting_list("nessuno").await.unwrap();
        drop(work);
        assert_eq!(count(&store).await, round);
        check_writing(&store, &format!("b{round}")).await;
    }
});

both_engines!(work_is_seen_when_it_is_committed_and_not_before, async |store| {
    let mut work = store.work().await.unwrap();
    work.link().unwrap().body_insert(&body("colle")).await.unwrap();
    assert_eq!(work.link().unwrap().body_count().await, Ok(1));
    assert_eq!(count(&store).await, 0);
    work.commit().await.unwrap();
    assert_eq!(count(&store).await, 1);
});

both_engines!(a_reading_is_of_one_moment, async |store| {
    let mut reading = store.read().await.unwrap();
    assert_eq!(reading.link().body_count().await, Ok(0));
    check_writing(&store, "colle").await;
    assert_eq!(reading.link().body_count().await, Ok(0));
    assert_eq!(reading.link().body_by_slug("colle").await, Ok(None));
    drop(reading);
    assert_eq!(count(&store).await, 1);
});

both_engines!(nothing_can_be_written_through_a_reading, async |store| {
    let mut reading = store.read().await.unwrap();
    let refused = reading.link().body_insert(&body("colle")).await;
    assert!(matches!(refused, Err(Fault::Engine { .. })), "{refused:?}");
});

both_engines!(work_with_a_failed_query_is_not_kept, async |store| {
    let known = body_in(&store, "colle").await;
    let mut work = store.work().await.unwrap();
    work.link().unwrap().setting_put(&known.id, "nome", "valore").await.unwrap();
    let failed = work.link().unwrap().body_insert(&known).await;
    assert_eq!(failed, Err(Fault::Conflict));
    let after = work.link().unwrap().body_insert(&body("valle")).await;
    assert_eq!(after, Err(Fault::Conflict), "nothing more is done");
    assert_eq!(work.commit().await, Err(Fault::Conflict), "nobody may believe it was kept");
    assert_eq!(count(&store).await, 1);
    assert_eq!(read!(store, setting_list(&known.id)), []);
});

both_engines!(writers_at_once_all_get_an_answer_and_the_chain_holds, async |store| {
    let colle = body_in(&store, "colle").await;
    let writers: Vec<_> = (0..200)
        .map(|number| {
            let (store, id) = (store.clone(), colle.id.clone());
            let action = Audit { at: number, action: format!("azione {number}"), ..Audit::default() };
            tokio::spawn(async move { entry(&store, &id, action).await })
        })
        .collect();
    let mut written = Vec::new();
    for writer in writers {
        let answered = tokio::time::timeout(Duration::from_secs(30), writer).await;
        written.push(answered.unwrap().unwrap());
    }
    written.sort_by_key(|entry| entry.number);
    let entries = read!(store, audit_after(&colle.id, 0, 1_000));
    assert_eq!(entries, written);
    let mut follower = Follower::new(&colle.id);
    for entry in &entries {
        follower.follow(entry).unwrap();
    }
    let head = read!(store, body_fetch(&colle.id)).unwrap();
    assert_eq!((head.chain_number, follower.end(200, &head.chain_hash)), (200, Ok(())));
});

both_engines!(work_that_fails_takes_no_other_with_it, async |store| {
    let taken = body_in(&store, "preso").await;
    let writers: Vec<_> = (0..120)
        .map(|number| {
            let store = store.clone();
            let second = if number % 3 == 0 { taken.clone() } else { body(&format!("b{number}")) };
            tokio::spawn(async move {
                let mut work = store.work().await?;
                work.link()?.body_insert(&body(&format!("a{number}"))).await?;
                tokio::task::yield_now().await;
                match number % 3 {
                    1 => return Ok(false),
                    _ => work.link()?.body_insert(&second).await?,
                }
                work.commit().await.map(|()| true)
            })
        })
        .collect();
    let mut kept = 0;
    for (number, writer) in writers.into_iter().enumerate() {
        let expected = [Err(Fault::Conflict), Ok(false), Ok(true)];
        let outcome = writer.await.unwrap();
        assert_eq!(outcome, expected[number % 3], "{number}");
        kept += i64::from(outcome == Ok(true));
    }
    assert_eq!(count(&store).await, 1 + 2 * kept);
});

/// Two bodies in one piece of work.
async fn pair(store: &Store, name: &str) -> Result<(), Fault> {
    let mut work = store.work().await?;
    work.link()?.body_insert(&body(&format!("{name}a"))).await?;
    work.link()?.body_insert(&body(&format!("{name}b"))).await?;
    work.commit().await
}

/// Polls something so many times at most, and drops it; gives what came of it.
async fn at_most<T>(polls: usize, what: impl Future<Output = T>) -> Option<T> {
    let mut what = pin!(what);
    let mut left = polls;
    std::future::poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        what.as_mut().poll(context).map(Some)
    })
    .await
}

/// Both of a pair are there, or neither; both when that was acknowledged.
async fn check_pair(store: &Store, name: &str, outcome: Option<&Result<(), Fault>>) {
    let mut reading = store.read().await.unwrap();
    let mut kept = Vec::new();
    for end in ["a", "b"] {
        kept.push(reading.link().body_by_slug(&format!("{name}{end}")).await.unwrap().is_some());
    }
    assert_eq!(kept[0], kept[1], "half of {name}");
    match outcome {
        Some(Ok(())) => assert!(kept[0], "{name} was acknowledged"),
        Some(Err(fault)) => panic!("{name}: {fault}"),
        None => {}
    }
}

both_engines!(work_that_is_dropped_at_any_point_leaves_the_writer_usable, async |store| {
    for polls in 0..24 {
        for round in 0..4 {
            let name = format!("p{polls}-{round}-");
            let outcome = at_most(polls, pair(&store, &name)).await;
            check_writing(&store, &format!("after-{name}")).await;
            check_pair(&store, &name, outcome.as_ref()).await;
        }
    }
});

both_engines!(work_that_is_dropped_after_any_time_leaves_the_writer_usable, async |store| {
    let mut tasks = Vec::new();
    for number in 0..300 {
        let store = store.clone();
        tasks.push(tokio::spawn(async move {
            let (name, limit) = (format!("t{number}-"), Duration::from_micros(37 * (number % 60)));
            match number % 3 {
                0 => (name.clone(), Some(pair(&store, &name).await)),
                _ => (name.clone(), tokio::time::timeout(limit, pair(&store, &name)).await.ok()),
            }
        }));
    }
    for task in tasks {
        let (name, outcome) = tokio::time::timeout(Duration::from_secs(30), task).await.unwrap().unwrap();
        check_pair(&store, &name, outcome.as_ref()).await;
    }
    check_writing(&store, "after").await;
});

both_engines!(readings_that_are_dropped_at_any_point_leave_connections_usable, async |store| {
    for polls in 0..12 {
        for round in 0..20 {
            at_most(polls, async { store.read().await.unwrap().link().body_list().await }).await;
            at_most(polls, store.read()).await;
            if round % 5 == 0 {
                check_writing(&store, &format!("r{polls}-{round}")).await;
            }
        }
    }
});

both_engines!(a_query_that_is_dropped_spoils_its_work, async |store| {
    let mut kept = 0;
    for round in 0..50 {
        let mut work = store.work().await.unwrap();
        let answered = at_most(1, work.link().unwrap().body_insert(&body(&format!("b{round}")))).await;
        let committed = work.commit().await;
        assert_eq!(committed.is_ok(), answered.is_some(), "{committed:?}");
        kept += i64::from(committed.is_ok());
    }
    assert_eq!(count(&store).await, kept);
});

#[test]
fn a_server_that_went_away_is_told_and_found_again() {
    trial::on_server(async |server| {
        use sqlx::Connection;
        let url = server.new_database().await;
        let store = Store::open(&url, "").await.unwrap();
        check_writing(&store, "prima").await;
        let mut work = store.work().await.unwrap();
        work.link().unwrap().body_insert(&body("durante")).await.unwrap();
        let mut other = sqlx::PgConnection::connect(&url).await.unwrap();
        let end = "select pg_terminate_backend(pid) from pg_stat_activity
                   where datname = current_database() and pid <> pg_backend_pid()";
        sqlx::raw_sql(end).execute(&mut other).await.unwrap();
        assert_eq!(work.commit().await, Err(Fault::Unreachable));
        check_writing(&store, "dopo").await;
        assert_eq!(count(&store).await, 2);
    });
}
