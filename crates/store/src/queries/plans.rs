// Plans, their items in every state they ever had, and what hangs on them.

pub async fn plan_insert(c: &mut Conn, plan: &Plan) -> Answer<()> {
    sqlx::query(
        "insert into plan (body_id, id, year, title, state, reason, method_id, continues, version, created_at, changed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(&plan.body_id)
    .bind(&plan.id)
    .bind(plan.year)
    .bind(&plan.title)
    .bind(&plan.state)
    .bind(&plan.reason)
    .bind(&plan.method_id)
    .bind(&plan.continues)
    .bind(plan.version)
    .bind(plan.created_at)
    .bind(plan.changed_at)
    .execute(c)
    .await?;
    Ok(())
}

pub async fn plan_fetch(c: &mut Conn, body_id: &str, id: &str) -> Answer<Option<Plan>> {
    sqlx::query_as("select * from plan where body_id = $1 and id = $2")
        .bind(body_id)
        .bind(id)
        .fetch_optional(c)
        .await
}

pub async fn plan_list(c: &mut Conn, body_id: &str) -> Answer<Vec<Plan>> {
    sqlx::query_as("select * from plan where body_id = $1 order by year desc, id desc")
        .bind(body_id)
        .fetch_all(c)
        .await
}

pub async fn plan_and_body(c: &mut Conn, body_id: &str, id: &str) -> Answer<Option<(Plan, i64)>> {
    use sqlx::{FromRow as _, Row as _};
    let row = sqlx::query(
        "select plan.*, body.version as body_version from plan join body on body.id = plan.body_id
         where plan.body_id = $1 and plan.id = $2",
    )
    .bind(body_id)
    .bind(id)
    .fetch_optional(c)
    .await?;
    row.map(|row| Ok((Plan::from_row(&row)?, row.try_get("body_version")?))).transpose()
}

pub async fn plan_advance(c: &mut Conn, body_id: &str, id: &str, at: i64) -> Answer<Option<Plan>> {
    sqlx::query_as(
        "update plan set version = version + 1, changed_at = $1 where body_id = $2 and id = $3 returning *",
    )
    .bind(at)
    .bind(body_id)
    .bind(id)
    .fetch_optional(c)
    .await
}

pub async fn plan_update(c: &mut Conn, plan: &Plan) -> Answer<()> {
    sqlx::query(
        "update plan set title = $1, year = $2, state = $3, reason = $4, method_id = $5 where body_id = $6 and id = $7",
    )
    .bind(&plan.title)
    .bind(plan.year)
    .bind(&plan.state)
    .bind(&plan.reason)
    .bind(&plan.method_id)
    .bind(&plan.body_id)
    .bind(&plan.id)
    .execute(c)
    .await?;
    Ok(())
}

pub async fn items_at(c: &mut Conn, body_id: &str, plan_id: &str, version: i64) -> Answer<Vec<Item>> {
    sqlx::query_as(
        "select id, since, until, list, position, parts, content, digest, personal from item
         where body_id = $1 and plan_id = $2 and since <= $3 and until > $3 order by list, position, id",
    )
    .bind(body_id)
    .bind(plan_id)
    .bind(version)
    .fetch_all(c)
    .await
}

pub async fn items_since(c: &mut Conn, body_id: &str, plan_id: &str, version: i64) -> Answer<Vec<Item>> {
    sqlx::query_as(
        "with touched as (
             select id from item where body_id = $1 and plan_id = $2 and since > $3
             union
             select id from item
             where body_id = $1 and plan_id = $2 and until > $3 and until < 9223372036854775807
         )
         select item.id, since, until, list, position, parts, content, digest, personal from touched
         join item on item.body_id = $1 and item.plan_id = $2 and item.id = touched.id
         where since = (
             select max(newest.since) from item as newest
             where newest.body_id = $1 and newest.plan_id = $2 and newest.id = touched.id
         )
         order by list, position, item.id",
    )
    .bind(body_id)
    .bind(plan_id)
    .bind(version)
    .fetch_all(c)
    .await
}

// `+until`: an item is found by its identity. The engines know as many columns of the index by `until`, which gives all that
// the plan holds now.

pub async fn item_fetch(c: &mut Conn, body_id: &str, plan_id: &str, id: &str) -> Answer<Option<Item>> {
    sqlx::query_as(
        "select id, since, until, list, position, parts, content, digest, personal from item
         where body_id = $1 and plan_id = $2 and id = $3 and +until = 9223372036854775807",
    )
    .bind(body_id)
    .bind(plan_id)
    .bind(id)
    .fetch_optional(c)
    .await
}

pub async fn item_history(c: &mut Conn, body_id: &str, plan_id: &str, id: &str) -> Answer<Vec<Item>> {
    sqlx::query_as(
        "select id, since, until, list, position, parts, content, digest, personal from item
         where body_id = $1 and plan_id = $2 and id = $3 order by since desc",
    )
    .bind(body_id)
    .bind(plan_id)
    .bind(id)
    .fetch_all(c)
    .await
}

pub async fn item_end(
    c: &mut Conn,
    body_id: &str,
    plan_id: &str,
    id: &str,
    since: i64,
    until: i64,
) -> Answer<bool> {
    changed_one(
        sqlx::query(
            "update item set until = $1
             where body_id = $2 and plan_id = $3 and id = $4 and since = $5 and +until = 9223372036854775807",
        )
        .bind(until)
        .bind(body_id)
        .bind(plan_id)
        .bind(id)
        .bind(since)
        .execute(c)
        .await?,
    )
}

pub async fn items_insert(c: &mut Conn, body_id: &str, plan_id: &str, items: &[Item]) -> Answer<()> {
    // PostgreSQL takes at most 65,535 values in a statement.
    for some in items.chunks(1_000) {
        let mut query = sqlx::QueryBuilder::<Db>::new(
            "insert into item (body_id, plan_id, id, since, until, list, position, parts, content, digest, personal) ",
        );
        query.push_values(some, |mut row, item| {
            row.push_bind(body_id)
                .push_bind(plan_id)
                .push_bind(&item.id)
                .push_bind(item.since)
                .push_bind(item.until)
                .push_bind(&item.list)
                .push_bind(item.position)
                .push_bind(&item.parts)
                .push_bind(&item.content)
                .push_bind(&item.digest)
                .push_bind(&item.personal);
        });
        // Each number of items is another statement: only that of one is worth remembering.
        query.build().persistent(some.len() == 1).execute(&mut *c).await?;
    }
    Ok(())
}

pub async fn item_personal_put(
    c: &mut Conn,
    body_id: &str,
    plan_id: &str,
    id: &str,
    since: i64,
    personal: &str,
) -> Answer<()> {
    sqlx::query("update item set personal = $1 where body_id = $2 and plan_id = $3 and id = $4 and since = $5")
        .bind(personal)
        .bind(body_id)
        .bind(plan_id)
        .bind(id)
        .bind(since)
        .execute(c)
        .await?;
    Ok(())
}

pub async fn items_ever(c: &mut Conn, body_id: &str, plan_id: &str) -> Answer<Vec<Item>> {
    sqlx::query_as(
        "select id, since, until, list, position, parts, content, digest, personal from item
         where body_id = $1 and plan_id = $2 order by id, since",
    )
    .bind(body_id)
    .bind(plan_id)
    .fetch_all(c)
    .await
}

pub async fn unit_state_list(c: &mut Conn, body_id: &str, plan_id: &str) -> Answer<Vec<UnitState>> {
    sqlx::query_as(
        "select unit_id, state, note, at, account_id, version from unit_state
         where body_id = $1 and plan_id = $2 order by unit_id",
    )
    .bind(body_id)
    .bind(plan_id)
    .fetch_all(c)
    .await
}

pub async fn unit_state_put(c: &mut Conn, body_id: &str, plan_id: &str, state: &UnitState) -> Answer<bool> {
    let sql = if state.version == 0 {
        "insert into unit_state (state, note, at, account_id, version, body_id, plan_id, unit_id)
         values ($1, $2, $3, $4, $5 + 1, $6, $7, $8) on conflict do nothing"
    } else {
        "update unit_state set state = $1, note = $2, at = $3, account_id = $4, version = version + 1
         where version = $5 and body_id = $6 and plan_id = $7 and unit_id = $8"
    };
    changed_one(
        sqlx::query(sql)
            .bind(&state.state)
            .bind(&state.note)
            .bind(state.at)
            .bind(&state.account_id)
            .bind(state.version)
            .bind(body_id)
            .bind(plan_id)
            .bind(&state.unit_id)
            .execute(c)
            .await?,
    )
}

pub async fn waiver_insert(c: &mut Conn, body_id: &str, plan_id: &str, waiver: &Waiver) -> Answer<()> {
    sqlx::query(
        "insert into waiver (body_id, plan_id, id, code, item_id, subject, reason, at, account_id, ended_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0)",
    )
    .bind(body_id)
    .bind(plan_id)
    .bind(&waiver.id)
    .bind(&waiver.code)
    .bind(&waiver.item_id)
    .bind(&waiver.subject)
    .bind(&waiver.reason)
    .bind(waiver.at)
    .bind(&waiver.account_id)
    .execute(c)
    .await?;
    Ok(())
}

pub async fn waiver_end(c: &mut Conn, body_id: &str, plan_id: &str, id: &str, at: i64) -> Answer<bool> {
    changed_one(
        sqlx::query(
            "update waiver set ended_at = $1 where body_id = $2 and plan_id = $3 and id = $4 and ended_at = 0",
        )
        .bind(at)
        .bind(body_id)
        .bind(plan_id)
        .bind(id)
        .execute(c)
        .await?,
    )
}

pub async fn waiver_list(c: &mut Conn, body_id: &str, plan_id: &str) -> Answer<Vec<Waiver>> {
    sqlx::query_as(
        "select id, code, item_id, subject, reason, at, account_id, ended_at from waiver
         where body_id = $1 and plan_id = $2 and ended_at = 0 order by id",
    )
    .bind(body_id)
    .bind(plan_id)
    .fetch_all(c)
    .await
}

pub async fn plan_version_insert(
    c: &mut Conn,
    body_id: &str,
    plan_id: &str,
    version: &PlanVersion,
) -> Answer<()> {
    sqlx::query(
        "insert into plan_version (body_id, plan_id, number, state_version, organ, act_kind, act_number, act_day, reason,
         plan_file, method_file, law_file, paper_file, engine, chain_number, chain_hash, at, account_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)",
    )
    .bind(body_id)
    .bind(plan_id)
    .bind(version.number)
    .bind(version.state_version)
    .bind(&version.organ)
    .bind(&version.act_kind)
    .bind(&version.act_number)
    .bind(&version.act_day)
    .bind(&version.reason)
    .bind(&version.plan_file)
    .bind(&version.method_file)
    .bind(&version.law_file)
    .bind(&version.paper_file)
    .bind(&version.engine)
    .bind(version.chain_number)
    .bind(&version.chain_hash)
    .bind(version.at)
    .bind(&version.account_id)
    .execute(c)
    .await?;
    Ok(())
}

pub async fn plan_version_list(c: &mut Conn, body_id: &str, plan_id: &str) -> Answer<Vec<PlanVersion>> {
    sqlx::query_as(
        "select number, state_version, organ, act_kind, act_number, act_day, reason, plan_file, method_file, law_file,
         paper_file, engine, chain_number, chain_hash, at, account_id from plan_version
         where body_id = $1 and plan_id = $2 order by number",
    )
    .bind(body_id)
    .bind(plan_id)
    .fetch_all(c)
    .await
}
