//! Runs each test on a new database of each engine. For tests only.

#![expect(clippy::unwrap_used, clippy::missing_panics_doc, reason = "a test that cannot go on fails")]

pub mod disk;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;

use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};
use store::{Store, hash_of, new_id};

/// The variable with the address of a server on which databases may be made.
pub const SERVER: &str = "TEST_POSTGRES_URL";
/// The variable that is `1` where the tests on PostgreSQL must not be left out.
pub const REQUIRED: &str = "TRAGUARDO_REQUIRE_POSTGRES";

/// A test, an async closure that takes a [`Store`], on a new database of each engine.
#[macro_export]
macro_rules! both_engines {
    ($name:ident, $test:expr) => {
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            #[test]
            fn sqlite() {
                $crate::on_sqlite($test);
            }

            #[test]
            fn postgres() {
                $crate::on_postgres($test);
            }
        }
    };
}

/// A test that also gets a way to touch the database behind the program's back.
#[macro_export]
macro_rules! both_engines_by_hand {
    ($name:ident, $test:expr) => {
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            #[test]
            fn sqlite() {
                $crate::on_sqlite_by_hand($test);
            }

            #[test]
            fn postgres() {
                $crate::on_postgres_by_hand($test);
            }
        }
    };
}

/// Does pieces of work, one query each, as one; gives what the last one answered.
#[macro_export]
macro_rules! write {
    ($store:expr, $($name:ident($($argument:expr),*)),+) => {{
        let mut work = $store.work().await.unwrap();
        let answers = ($(work.link().unwrap().$name($($argument),*).await.unwrap(),)+);
        work.commit().await.unwrap();
        let (.., last) = answers;
        last
    }};
}

/// Reads with one query.
#[macro_export]
macro_rules! read {
    ($store:expr, $name:ident($($argument:expr),*)) => {
        $store.read().await.unwrap().link().$name($($argument),*).await.unwrap()
    };
}

/// A runtime for a test.
pub fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

/// Runs a test on SQLite.
pub fn on_sqlite(test: impl AsyncFnOnce(Store)) {
    on_sqlite_by_hand(async |store, _| test(store).await);
}

/// Runs a test on SQLite that also touches the database behind the program's back.
pub fn on_sqlite_by_hand(test: impl AsyncFnOnce(Store, Hand)) {
    let folder = tempfile::tempdir().unwrap();
    runtime().block_on(async {
        let url = format!("sqlite:{}", folder.path().join("traguardo.db").display());
        test(Store::open(&url, folder.path().join("file")).await.unwrap(), Hand(url)).await;
    });
}

/// Runs a test on PostgreSQL; says aloud when there is none.
pub fn on_postgres(test: impl AsyncFnOnce(Store)) {
    on_postgres_by_hand(async |store, _| test(store).await);
}

/// Runs a test on PostgreSQL that also touches the database behind the program's back.
pub fn on_postgres_by_hand(test: impl AsyncFnOnce(Store, Hand)) {
    on_server(async |server| {
        let folder = tempfile::tempdir().unwrap();
        let url = server.new_database().await;
        let store = Store::open(&url, folder.path().join("file")).await.unwrap();
        test(store.clone(), Hand(url)).await;
        store.close().await;
    });
}

/// Touches a database behind the program's back, and past what its tables demand of each other.
pub struct Hand(String);

impl Hand {
    /// Touches the database at an address.
    pub fn at(url: &str) -> Self {
        Self(url.to_owned())
    }

    /// Opens the database anew.
    pub async fn open(&self, files: &Path) -> Store {
        Store::open(&self.0, files).await.unwrap()
    }

    /// Runs SQL.
    pub async fn run(&self, sql: &str) {
        let sql = AssertSqlSafe(sql.to_owned());
        if self.0.starts_with("sqlite:") {
            let mut c = SqliteConnection::connect(&self.0).await.unwrap();
            sqlx::raw_sql("pragma foreign_keys = off").execute(&mut c).await.unwrap();
            sqlx::raw_sql(sql).execute(&mut c).await.unwrap();
            c.close().await.unwrap();
        } else {
            let mut c = PgConnection::connect(&self.0).await.unwrap();
            sqlx::raw_sql("set session_replication_role = replica").execute(&mut c).await.unwrap();
            sqlx::raw_sql(sql).execute(&mut c).await.unwrap();
            c.close().await.unwrap();
        }
    }
}

/// Runs a test that makes its own databases on the server; they are dropped at its end, whatever it is.
pub fn on_server(test: impl AsyncFnOnce(&Server)) {
    let Ok(url) = std::env::var(SERVER) else {
        return eprintln!("*** LEFT OUT: {SERVER} does not say where PostgreSQL is ***");
    };
    let runtime = runtime();
    let server = runtime.block_on(Server::reach(&url));
    let outcome = catch_unwind(AssertUnwindSafe(|| runtime.block_on(test(&server))));
    runtime.block_on(server.clean());
    if let Err(panic) = outcome {
        resume_unwind(panic);
    }
}

/// A server with a template, from which new databases are copied.
pub struct Server {
    url: String,
    template: String,
    /// What the names of this test's databases begin with.
    prefix: String,
}

impl Server {
    async fn reach(url: &str) -> Self {
        // A form of its own for each state of what makes a database.
        let makers = [
            include_str!("../../store/migrations/0001_foundation.sql"),
            include_str!("../../store/src/engine/postgres.rs"),
        ];
        let form = hash_of(makers.concat().as_bytes());
        let server = Self {
            url: url.to_owned(),
            template: format!("traguardo_form_{}", &form[..12]),
            prefix: format!("traguardo_test_{}", new_id().replace('-', "")),
        };
        server.make_template().await;
        server
    }

    async fn connection(&self) -> PgConnection {
        PgConnection::connect(&self.url).await.unwrap_or_else(|error| panic!("{SERVER}: {error}"))
    }

    /// Makes the template, unless it is there; those who want it at the same time wait.
    async fn make_template(&self) {
        let mut server = self.connection().await;
        let made = "select exists (select from pg_database where datname = $1 and datistemplate)";
        let is_made = || sqlx::query_scalar::<_, bool>(made).bind(&self.template);
        if is_made().fetch_one(&mut server).await.unwrap() {
            return;
        }
        sqlx::query("select pg_advisory_lock(550119)").execute(&mut server).await.unwrap();
        if !is_made().fetch_one(&mut server).await.unwrap() {
            run(&mut server, format!("drop database if exists {} with (force)", self.template)).await;
            self.create(&mut server, &self.template).await;
            Store::open(&self.url_of(&self.template), "").await.unwrap().close().await;
            run(&mut server, format!("alter database {} with is_template true", self.template)).await;
        }
        server.close().await.unwrap();
    }

    /// Makes an empty database, with the Italian alphabet where the server knows it: nothing may hang on its order.
    async fn create(&self, server: &mut PgConnection, name: &str) {
        let plain = format!("create database {name} template template0 encoding 'UTF8'");
        let italian = format!("{plain} locale_provider icu icu_locale 'it-IT'");
        if sqlx::raw_sql(AssertSqlSafe(italian)).execute(&mut *server).await.is_err() {
            run(server, plain).await;
        }
    }

    /// The address of a new database in the program's form.
    pub async fn new_database(&self) -> String {
        let name = self.new_name();
        run(&mut self.connection().await, format!("create database {name} template {}", self.template)).await;
        self.url_of(&name)
    }

    /// The address of a new database without anything in it.
    pub async fn empty_database(&self) -> String {
        let name = self.new_name();
        self.create(&mut self.connection().await, &name).await;
        self.url_of(&name)
    }

    fn new_name(&self) -> String {
        // The end of an identity is what differs among those made at once.
        let id = new_id().replace('-', "");
        format!("{}_{}", self.prefix, &id[20..])
    }

    /// The address of a database on the server.
    pub fn url_of(&self, name: &str) -> String {
        let (address, options) = match self.url.split_once('?') {
            Some((address, options)) => (address, format!("?{options}")),
            None => (self.url.as_str(), String::new()),
        };
        let (scheme, rest) = address.split_once("://").unwrap();
        let host = rest.split('/').next().unwrap();
        format!("{scheme}://{host}/{name}{options}")
    }

    async fn clean(&self) {
        let mut server = self.connection().await;
        let mine = sqlx::query_scalar("select datname from pg_database where starts_with(datname, $1)");
        let names: Vec<String> = mine.bind(&self.prefix).fetch_all(&mut server).await.unwrap();
        for name in names {
            run(&mut server, format!("drop database {name} with (force)")).await;
        }
    }
}

async fn run(server: &mut PgConnection, sql: String) {
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(server).await.unwrap();
}
