//! The description of the tables is that of the database, so that none is forgotten in copies and by the doctor.

use sqlx::{Connection, PgConnection, Row, SqliteConnection};
use store::Store;
use store::archive::tables::{Kind, TABLES, Table};

use trial::{on_server, runtime};

/// What is said of a table: columns, key, and what it needs.
type Said = (String, Vec<String>, Vec<String>, Vec<String>);

/// Tables that are not the program's own but an engine's, or a library's.
fn is_own(name: &str) -> bool {
    !name.starts_with("sqlite_") && name != "_sqlx_migrations"
}

fn described(table: &Table) -> Said {
    let kind = |kind| match kind {
        Kind::Text => "text",
        Kind::Number => "bigint",
        Kind::Flag => "boolean",
    };
    let columns = table.columns.iter().map(|column| format!("{} {}", column.name, kind(column.kind)));
    let mut needs: Vec<String> =
        table.needs.iter().map(|need| format!("{} by {}", need.table, need.columns.join(","))).collect();
    needs.sort();
    (table.name.into(), columns.collect(), table.key.iter().map(|key| (*key).into()).collect(), needs)
}

fn check_described(mut found: Vec<Said>) {
    let mut described: Vec<Said> = TABLES.iter().map(described).collect();
    described.sort();
    found.sort();
    for (found, described) in found.iter().zip(&described) {
        assert_eq!(found, described);
    }
    assert_eq!(found.len(), described.len());
}

#[test]
fn the_tables_of_sqlite_are_described() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("t.db").display());
    runtime().block_on(async {
        Store::open(&url, "").await.unwrap().close().await;
        let mut c = SqliteConnection::connect(&url).await.unwrap();
        let names = sqlx::query_scalar("select name from sqlite_master where type = 'table'");
        let names: Vec<String> = names.fetch_all(&mut c).await.unwrap();
        let mut found = Vec::new();
        for name in names.into_iter().filter(|name| is_own(name)) {
            found.push(in_sqlite(&mut c, name).await);
        }
        check_described(found);
    });
}

async fn in_sqlite(c: &mut SqliteConnection, name: String) -> Said {
    let columns = sqlx::query("select name, lower(type) as type, pk from pragma_table_info($1) order by cid")
        .bind(&name);
    let columns = columns.fetch_all(&mut *c).await.unwrap();
    let mut key: Vec<(i64, String)> = columns.iter().map(|row| (row.get("pk"), row.get("name"))).collect();
    key.retain(|(at, _)| *at > 0);
    key.sort();
    let text = |row: &sqlx::sqlite::SqliteRow| {
        format!("{} {}", row.get::<String, _>("name"), row.get::<String, _>("type"))
    };
    let needs = sqlx::query_scalar(
        "select \"table\" || ' by ' || group_concat(\"from\", ',' order by seq)
         from pragma_foreign_key_list($1) group by id order by 1",
    );
    let needs = needs.bind(&name).fetch_all(c).await.unwrap();
    (name, columns.iter().map(text).collect(), key.into_iter().map(|(_, name)| name).collect(), needs)
}

#[test]
fn the_tables_of_postgres_are_described() {
    on_server(async |server| {
        let mut c = PgConnection::connect(&server.new_database().await).await.unwrap();
        let names = "select relname::text from pg_class
                     where relkind = 'r' and relnamespace = 'public'::regnamespace";
        let names: Vec<String> = sqlx::query_scalar(names).fetch_all(&mut c).await.unwrap();
        let mut found = Vec::new();
        for name in names.into_iter().filter(|name| is_own(name)) {
            found.push(in_postgres(&mut c, name).await);
        }
        check_described(found);
    });
}

async fn in_postgres(c: &mut PgConnection, name: String) -> Said {
    let columns = "select attname || ' ' || format_type(atttypid, null) from pg_attribute
                   where attrelid = $1::regclass and attnum > 0 order by attnum";
    let key = "select a.attname::text from pg_constraint p, unnest(p.conkey) with ordinality as k (num, at)
               join pg_attribute a on a.attnum = k.num where p.conrelid = $1::regclass and p.contype = 'p'
               and a.attrelid = p.conrelid order by k.at";
    let needs = "select p.confrelid::regclass || ' by ' || string_agg(a.attname, ',' order by k.at)
                 from pg_constraint p, unnest(p.conkey) with ordinality as k (num, at)
                 join pg_attribute a on a.attnum = k.num where p.conrelid = $1::regclass and p.contype = 'f'
                 and a.attrelid = p.conrelid group by p.oid order by 1";
    let mut answers = Vec::new();
    for sql in [columns, key, needs] {
        let answer: Vec<String> = sqlx::query_scalar(sql).bind(&name).fetch_all(&mut *c).await.unwrap();
        answers.push(answer);
    }
    let [columns, key, mut needs] = answers.try_into().unwrap();
    needs.sort();
    (name, columns, key, needs)
}

#[test]
fn texts_are_compared_by_their_bytes_in_every_table_of_postgres() {
    on_server(async |server| {
        let mut c = PgConnection::connect(&server.new_database().await).await.unwrap();
        let otherwise = "select attrelid::regclass || '.' || attname from pg_attribute a join pg_class c on c.oid = attrelid
                         where relkind = 'r' and relnamespace = 'public'::regnamespace and attnum > 0
                         and atttypid = 'text'::regtype and attcollation <> 'pg_catalog.\"C\"'::regcollation";
        let otherwise: Vec<String> = sqlx::query_scalar(otherwise).fetch_all(&mut c).await.unwrap();
        assert!(otherwise.iter().all(|column| column.starts_with("_sqlx_migrations.")), "{otherwise:?}");
    });
}
