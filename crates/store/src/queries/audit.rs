// The audit trail: one chain of hashes for each body.

pub async fn chain_head(c: &mut Conn, body_id: &str) -> Answer<Option<(i64, String)>> {
    // The update takes the lock of the row on both engines.
    sqlx::query_as("update body set chain_number = chain_number where id = $1 returning chain_number, chain_hash")
        .bind(body_id)
        .fetch_optional(c)
        .await
}

pub async fn audit_append(c: &mut Conn, body_id: &str, entry: &Audit) -> Answer<()> {
    sqlx::query(
        "insert into audit (body_id, number, at, account_id, roles, action, plan_id, item_id, reason, source, details,
         previous, hash) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
    )
    .bind(body_id)
    .bind(entry.number)
    .bind(entry.at)
    .bind(&entry.account_id)
    .bind(&entry.roles)
    .bind(&entry.action)
    .bind(&entry.plan_id)
    .bind(&entry.item_id)
    .bind(&entry.reason)
    .bind(&entry.source)
    .bind(&entry.details)
    .bind(&entry.previous)
    .bind(&entry.hash)
    .execute(&mut *c)
    .await?;
    sqlx::query("update body set chain_number = $1, chain_hash = $2 where id = $3")
        .bind(entry.number)
        .bind(&entry.hash)
        .bind(body_id)
        .execute(c)
        .await?;
    Ok(())
}

pub async fn audit_before(c: &mut Conn, body_id: &str, before: i64, limit: i64) -> Answer<Vec<Audit>> {
    sqlx::query_as(
        "select number, at, account_id, roles, action, plan_id, item_id, reason, source, details, previous, hash
         from audit where body_id = $1 and number < $2 order by number desc limit $3",
    )
    .bind(body_id)
    .bind(before)
    .bind(limit)
    .fetch_all(c)
    .await
}

pub async fn audit_after(c: &mut Conn, body_id: &str, after: i64, limit: i64) -> Answer<Vec<Audit>> {
    sqlx::query_as(
        "select number, at, account_id, roles, action, plan_id, item_id, reason, source, details, previous, hash
         from audit where body_id = $1 and number > $2 order by number limit $3",
    )
    .bind(body_id)
    .bind(after)
    .bind(limit)
    .fetch_all(c)
    .await
}

pub async fn audit_of_item(c: &mut Conn, body_id: &str, plan_id: &str, item_id: &str) -> Answer<Vec<Audit>> {
    sqlx::query_as(
        "select number, at, account_id, roles, action, plan_id, item_id, reason, source, details, previous, hash
         from audit where body_id = $1 and plan_id = $2 and item_id = $3 order by number desc limit 500",
    )
    .bind(body_id)
    .bind(plan_id)
    .bind(item_id)
    .fetch_all(c)
    .await
}

pub async fn personal_insert(c: &mut Conn, body_id: &str, personal: &Personal) -> Answer<()> {
    sqlx::query("insert into personal (body_id, id, salt, value, erased_at) values ($1, $2, $3, $4, 0)")
        .bind(body_id)
        .bind(&personal.id)
        .bind(&personal.salt)
        .bind(&personal.value)
        .execute(c)
        .await?;
    Ok(())
}

pub async fn personal_fetch(c: &mut Conn, body_id: &str, id: &str) -> Answer<Option<Personal>> {
    sqlx::query_as("select id, salt, value, erased_at from personal where body_id = $1 and id = $2")
        .bind(body_id)
        .bind(id)
        .fetch_optional(c)
        .await
}

pub async fn personal_list(c: &mut Conn, body_id: &str, after: &str) -> Answer<Vec<Personal>> {
    sqlx::query_as(
        "select id, salt, value, erased_at from personal where body_id = $1 and id > $2 order by id limit 1000",
    )
    .bind(body_id)
    .bind(after)
    .fetch_all(c)
    .await
}

pub async fn personal_erase(c: &mut Conn, body_id: &str, id: &str, at: i64) -> Answer<bool> {
    changed_one(
        sqlx::query(
            "update personal set value = '', salt = '', erased_at = $1 where body_id = $2 and id = $3 and erased_at = 0",
        )
        .bind(at)
        .bind(body_id)
        .bind(id)
        .execute(c)
        .await?,
    )
}
