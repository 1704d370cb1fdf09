// Bodies, their settings and their methods.

pub async fn body_insert(c: &mut Conn, body: &Body) -> Answer<()> {
    sqlx::query(
        "insert into body (id, slug, name, kind, created_at, version, chain_number, chain_hash)
         values ($1, $2, $3, $4, $5, 1, 0, $6)",
    )
    .bind(&body.id)
    .bind(&body.slug)
    .bind(&body.name)
    .bind(&body.kind)
    .bind(body.created_at)
    .bind(chain::beginning(&body.id))
    .execute(c)
    .await?;
    Ok(())
}

pub async fn body_fetch(c: &mut Conn, id: &str) -> Answer<Option<Body>> {
    sqlx::query_as("select * from body where id = $1").bind(id).fetch_optional(c).await
}

pub async fn body_by_slug(c: &mut Conn, slug: &str) -> Answer<Option<Body>> {
    sqlx::query_as("select * from body where slug = $1").bind(slug).fetch_optional(c).await
}

pub async fn body_list(c: &mut Conn) -> Answer<Vec<Body>> {
    sqlx::query_as("select * from body order by slug").fetch_all(c).await
}

pub async fn body_count(c: &mut Conn) -> Answer<i64> {
    sqlx::query_scalar("select cast(count(*) as bigint) from body").fetch_one(c).await
}

pub async fn bodies_of_account(c: &mut Conn, account_id: &str) -> Answer<Vec<Body>> {
    sqlx::query_as(
        "select body.* from membership join body on body.id = membership.body_id
         where membership.account_id = $1 order by body.slug",
    )
    .bind(account_id)
    .fetch_all(c)
    .await
}

pub async fn body_update(c: &mut Conn, id: &str, name: &str, kind: &str, version: i64) -> Answer<bool> {
    changed_one(
        sqlx::query("update body set name = $1, kind = $2, version = version + 1 where id = $3 and version = $4")
            .bind(name)
            .bind(kind)
            .bind(id)
            .bind(version)
            .execute(c)
            .await?,
    )
}

pub async fn setting_list(c: &mut Conn, body_id: &str) -> Answer<Vec<Setting>> {
    sqlx::query_as("select * from setting where body_id = $1 order by name").bind(body_id).fetch_all(c).await
}

pub async fn setting_put(c: &mut Conn, body_id: &str, name: &str, value: &str) -> Answer<()> {
    sqlx::query(
        "insert into setting (body_id, name, value, version) values ($1, $2, $3, 1)
         on conflict (body_id, name) do update set value = excluded.value, version = setting.version + 1",
    )
    .bind(body_id)
    .bind(name)
    .bind(value)
    .execute(c)
    .await?;
    Ok(())
}

pub async fn method_insert(c: &mut Conn, method: &Method) -> Answer<()> {
    sqlx::query(
        "insert into method (body_id, id, name, text, base, fingerprint, created_at, created_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(&method.body_id)
    .bind(&method.id)
    .bind(&method.name)
    .bind(&method.text)
    .bind(&method.base)
    .bind(&method.fingerprint)
    .bind(method.created_at)
    .bind(&method.created_by)
    .execute(c)
    .await?;
    Ok(())
}

pub async fn method_fetch(c: &mut Conn, body_id: &str, id: &str) -> Answer<Option<Method>> {
    sqlx::query_as("select * from method where body_id = $1 and id = $2")
        .bind(body_id)
        .bind(id)
        .fetch_optional(c)
        .await
}

pub async fn method_list(c: &mut Conn, body_id: &str) -> Answer<Vec<Method>> {
    sqlx::query_as("select * from method where body_id = $1 order by created_at desc, id desc")
        .bind(body_id)
        .fetch_all(c)
        .await
}

pub async fn unit_insert(c: &mut Conn, unit: &Unit) -> Answer<()> {
    sqlx::query(
        "insert into unit (body_id, id, code, name, aliases, parent_id, from_day, to_day, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, 1)",
    )
    .bind(&unit.body_id)
    .bind(&unit.id)
    .bind(&unit.code)
    .bind(&unit.name)
    .bind(&unit.aliases)
    .bind(&unit.parent_id)
    .bind(&unit.from_day)
    .bind(&unit.to_day)
    .execute(c)
    .await?;
    Ok(())
}

pub async fn unit_list(c: &mut Conn, body_id: &str) -> Answer<Vec<Unit>> {
    sqlx::query_as("select * from unit where body_id = $1 order by id").bind(body_id).fetch_all(c).await
}

pub async fn unit_update(c: &mut Conn, unit: &Unit) -> Answer<bool> {
    changed_one(
        sqlx::query(
            "update unit set code = $1, name = $2, aliases = $3, parent_id = $4, from_day = $5, to_day = $6,
             version = version + 1 where body_id = $7 and id = $8 and version = $9",
        )
        .bind(&unit.code)
        .bind(&unit.name)
        .bind(&unit.aliases)
        .bind(&unit.parent_id)
        .bind(&unit.from_day)
        .bind(&unit.to_day)
        .bind(&unit.body_id)
        .bind(&unit.id)
        .bind(unit.version)
        .execute(c)
        .await?,
    )
}

pub async fn body_touch(c: &mut Conn, id: &str) -> Answer<()> {
    sqlx::query("update body set version = version + 1 where id = $1").bind(id).execute(c).await?;
    Ok(())
}
