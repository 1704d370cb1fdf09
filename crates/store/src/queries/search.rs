// The index of words, over the plans of a body.

pub async fn search_put(
    c: &mut Conn,
    (body_id, plan_id, item_id): (&str, &str, &str),
    words: &str,
) -> Answer<()> {
    if words.is_empty() {
        return search_remove(c, (body_id, plan_id, item_id)).await;
    }
    sqlx::query(
        "insert into search (body_id, plan_id, item_id, words) values ($1, $2, $3, $4)
         on conflict (body_id, plan_id, item_id) do update set words = excluded.words",
    )
    .bind(body_id)
    .bind(plan_id)
    .bind(item_id)
    .bind(words)
    .execute(c)
    .await?;
    Ok(())
}

pub async fn search_remove(c: &mut Conn, (body_id, plan_id, item_id): (&str, &str, &str)) -> Answer<()> {
    sqlx::query("delete from search where body_id = $1 and plan_id = $2 and item_id = $3")
        .bind(body_id)
        .bind(plan_id)
        .bind(item_id)
        .execute(c)
        .await?;
    Ok(())
}

/// The words are letters and digits: none of them means anything to `like`.
pub async fn search(
    c: &mut Conn,
    body_id: &str,
    words: &[String],
    limit: i64,
) -> Answer<Vec<(String, String)>> {
    let mut query = sqlx::QueryBuilder::<Db>::new("select plan_id, item_id from search where body_id = ");
    query.push_bind(body_id);
    for word in words {
        query.push(" and ' ' || words like ").push_bind(format!("% {word}%"));
    }
    query.push(" order by plan_id desc, item_id limit ").push_bind(limit);
    query.build_query_as().fetch_all(c).await
}
