// Rows of any table, by what `tables` says of it. Compiled once for each engine, as the query functions are.

pub async fn count(c: &mut Conn, table: &Table) -> Answer<i64> {
    let sql = format!("select cast(count(*) as bigint) from {}", table.name);
    sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(c).await
}

/// The rows after a key, in the order of the key, at most so many.
pub async fn page(c: &mut Conn, table: &Table, after: Option<&[Value]>, limit: i64) -> Answer<Vec<Row>> {
    let columns: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
    let mut query =
        sqlx::QueryBuilder::<Db>::new(format!("select {} from {}", columns.join(", "), table.name));
    let key = table.key.join(", ");
    if let Some(after) = after {
        query.push(format!(" where ({key}) > ("));
        let mut values = query.separated(", ");
        for value in after {
            match value {
                Value::Text(text) => values.push_bind(text),
                Value::Number(number) => values.push_bind(number),
                Value::Flag(flag) => values.push_bind(flag),
            };
        }
        query.push(")");
    }
    query.push(format!(" order by {key} limit ")).push_bind(limit);
    let rows = query.build().fetch_all(c).await?;
    rows.iter().map(|row| decode(table, row)).collect()
}

/// The rows for which a condition holds, in the order of the key, at most so many.
pub async fn find(c: &mut Conn, table: &Table, condition: &str, limit: i64) -> Answer<Vec<Row>> {
    let columns: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
    let (columns, key) = (columns.join(", "), table.key.join(", "));
    let sql = format!("select {columns} from {} where {condition} order by {key} limit $1", table.name);
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(limit).fetch_all(c).await?;
    rows.iter().map(|row| decode(table, row)).collect()
}

fn decode(table: &Table, row: &<Db as sqlx::Database>::Row) -> Answer<Row> {
    use sqlx::Row as _;
    let value = |(at, column): (usize, &Column)| match column.kind {
        Kind::Text => row.try_get(at).map(Value::Text),
        Kind::Number => row.try_get(at).map(Value::Number),
        Kind::Flag => row.try_get(at).map(Value::Flag),
    };
    table.columns.iter().enumerate().map(value).collect()
}

pub async fn insert(c: &mut Conn, table: &Table, rows: &[Row]) -> Answer<()> {
    let columns: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
    let mut query =
        sqlx::QueryBuilder::<Db>::new(format!("insert into {} ({}) ", table.name, columns.join(", ")));
    query.push_values(rows, |mut values, row| {
        for value in row {
            match value {
                Value::Text(text) => values.push_bind(text),
                Value::Number(number) => values.push_bind(number),
                Value::Flag(flag) => values.push_bind(flag),
            };
        }
    });
    query.build().persistent(false).execute(c).await?;
    Ok(())
}

/// The files that rows speak of.
macro_rules! spoken_of {
    () => {
        "(select hash from file union select hash from attachment union select hash from import
          union select hash from job union select plan_file from plan_version
          union select method_file from plan_version union select law_file from plan_version
          union select paper_file from plan_version) as spoken_of"
    };
}

pub async fn files_count(c: &mut Conn) -> Answer<i64> {
    let sql = concat!("select cast(count(*) as bigint) from ", spoken_of!(), " where hash <> ''");
    sqlx::query_scalar(sql).fetch_one(c).await
}

/// The hashes of the files that rows speak of, after one, in their order, at most so many.
pub async fn files(c: &mut Conn, after: &str, limit: i64) -> Answer<Vec<String>> {
    sqlx::query_scalar(concat!(
        "select hash from ",
        spoken_of!(),
        " where hash > $1 order by hash limit $2"
    ))
    .bind(after)
    .bind(limit)
    .fetch_all(c)
    .await
}
