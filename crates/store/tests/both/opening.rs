//! Addresses that lead to nothing, or to something else.

use store::{Engine, Fault, Store};

use trial::{on_server, runtime};

fn check_unusable(url: &str, word: &str) {
    let fault = runtime().block_on(Store::open(url, "")).map(|store| store.engine()).unwrap_err();
    assert!(matches!(&fault, Fault::Unusable(why) if why.contains(word)), "{url}: {fault:?}");
}

both_engines!(a_database_is_opened_again_as_it_was, async |store| {
    let body = crate::make::body_in(&store, "colle").await;
    assert!(matches!(store.engine(), Engine::Sqlite | Engine::Postgres));
    let again = store.clone();
    store.close().await;
    assert_eq!(again.read().await.map(|_| ()), Err(Fault::Unreachable));
    assert_eq!(again.work().await.map(|_| ()), Err(Fault::Unreachable));
    drop(body);
});

#[test]
fn an_address_of_neither_engine_is_refused() {
    check_unusable("mysql://localhost/piano", "sqlite:");
    check_unusable("", "sqlite:");
}

#[test]
fn a_file_that_is_no_database_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("piano.txt");
    std::fs::write(&path, "Piano esecutivo di gestione ".repeat(100)).unwrap();
    check_unusable(&format!("sqlite:{}", path.display()), "non è una base dati");
    assert!(std::fs::read_to_string(&path).unwrap().starts_with("Piano esecutivo"));
}

#[test]
fn a_database_of_a_newer_program_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("t.db").display());
    runtime().block_on(async {
        use sqlx::Connection;
        Store::open(&url, "").await.unwrap().close().await;
        let mut raw = sqlx::SqliteConnection::connect(&url).await.unwrap();
        let newer = "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
                     values (9000, 'più recente', true, x'00', 0)";
        sqlx::raw_sql(newer).execute(&mut raw).await.unwrap();
        raw.close().await.unwrap();
    });
    check_unusable(&url, "più recente");
}

#[test]
fn a_database_that_the_server_has_not_is_refused() {
    on_server(async |server| {
        let fault =
            Store::open(&server.url_of("traguardo_che_non_esiste"), "").await.map(|_| ()).unwrap_err();
        assert!(matches!(&fault, Fault::Unusable(why) if why.contains("creala")), "{fault:?}");
    });
}

async fn check_opened_by_many(url: &str) {
    let opening: Vec<_> = (0..8)
        .map(|_| {
            let url = url.to_owned();
            tokio::spawn(async move { Store::open(&url, "").await.map(|_| ()) })
        })
        .collect();
    for open in opening {
        assert_eq!(open.await.unwrap(), Ok(()));
    }
}

#[test]
fn an_empty_database_of_postgres_is_opened_by_many_at_once() {
    on_server(async |server| check_opened_by_many(&server.empty_database().await).await);
}

#[test]
fn a_new_file_of_sqlite_is_opened_by_many_at_once() {
    for _ in 0..4 {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("t.db").display());
        runtime().block_on(check_opened_by_many(&url));
    }
}
