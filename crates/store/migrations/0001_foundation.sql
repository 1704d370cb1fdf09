-- Only text, bigint and boolean, so that one text runs on both engines. Instants are microseconds since 1970 in UTC,
-- days are ISO text, blank text stands for nothing. The body leads every key of a body's data.

create table body (
    id text not null primary key,
    slug text not null unique,
    name text not null,
    kind text not null,
    created_at bigint not null,
    version bigint not null,
    chain_number bigint not null,
    chain_hash text not null
);

-- Accounts stand above bodies: one person may serve several.
create table account (
    id text not null primary key,
    login text not null unique,
    name text not null,
    mail text not null,
    password text not null,
    totp text not null,
    totp_step bigint not null,
    issuer text not null,
    subject text not null,
    is_active boolean not null,
    runs_system boolean not null,
    created_at bigint not null,
    version bigint not null
);
create unique index account_subject on account (issuer, subject) where subject <> '';

create table session (
    token text not null primary key,
    account_id text not null references account (id) on delete cascade,
    csrf text not null,
    created_at bigint not null,
    seen_at bigint not null,
    expires_at bigint not null
);
create index session_account on session (account_id);
create index session_expiry on session (expires_at);

create table reset_link (
    token text not null primary key,
    account_id text not null references account (id) on delete cascade,
    expires_at bigint not null,
    used_at bigint not null
);

create table membership (
    account_id text not null references account (id) on delete cascade,
    body_id text not null references body (id) on delete cascade,
    primary key (account_id, body_id)
);
create index membership_body on membership (body_id);

create table role_grant (
    body_id text not null references body (id) on delete cascade,
    id text not null,
    account_id text not null references account (id) on delete cascade,
    role text not null,
    unit_id text not null,
    stands_for text not null,
    from_day text not null,
    to_day text not null,
    version bigint not null,
    primary key (body_id, id)
);
create index role_grant_account on role_grant (body_id, account_id);

-- The structures of a body by time, whatever plans call them.
create table unit (
    body_id text not null references body (id) on delete cascade,
    id text not null,
    code text not null,
    name text not null,
    aliases text not null,
    parent_id text not null,
    from_day text not null,
    to_day text not null,
    version bigint not null,
    primary key (body_id, id)
);

create table setting (
    body_id text not null references body (id) on delete cascade,
    name text not null,
    value text not null,
    version bigint not null,
    primary key (body_id, name)
);

create table method (
    body_id text not null references body (id) on delete cascade,
    id text not null,
    name text not null,
    text text not null,
    base text not null,
    fingerprint text not null,
    created_at bigint not null,
    created_by text not null,
    primary key (body_id, id)
);

create table plan (
    body_id text not null references body (id) on delete cascade,
    id text not null,
    year bigint not null,
    title text not null,
    state text not null,
    reason text not null,
    method_id text not null,
    continues text not null,
    version bigint not null,
    created_at bigint not null,
    changed_at bigint not null,
    primary key (body_id, id)
);
create index plan_year on plan (body_id, year, id);

-- An item holds from the version of the plan `since` to the one before `until`; what holds now has no end. Personal
-- values stand apart from the content, so that they can be erased and the digest of the content still holds.
create table item (
    body_id text not null,
    plan_id text not null,
    id text not null,
    since bigint not null,
    until bigint not null,
    list text not null,
    position bigint not null,
    parts text not null,
    content text not null,
    digest text not null,
    personal text not null,
    primary key (body_id, plan_id, id, since),
    foreign key (body_id, plan_id) references plan (body_id, id) on delete cascade
);
create index item_until on item (body_id, plan_id, until);
create index item_since on item (body_id, plan_id, since);

create table unit_state (
    body_id text not null,
    plan_id text not null,
    unit_id text not null,
    state text not null,
    note text not null,
    at bigint not null,
    account_id text not null,
    version bigint not null,
    primary key (body_id, plan_id, unit_id),
    foreign key (body_id, plan_id) references plan (body_id, id) on delete cascade
);

create table waiver (
    body_id text not null,
    plan_id text not null,
    id text not null,
    code text not null,
    item_id text not null,
    subject text not null,
    reason text not null,
    at bigint not null,
    account_id text not null,
    ended_at bigint not null,
    primary key (body_id, plan_id, id),
    foreign key (body_id, plan_id) references plan (body_id, id) on delete cascade
);

create table plan_version (
    body_id text not null,
    plan_id text not null,
    number bigint not null,
    state_version bigint not null,
    organ text not null,
    act_kind text not null,
    act_number text not null,
    act_day text not null,
    reason text not null,
    plan_file text not null,
    method_file text not null,
    law_file text not null,
    paper_file text not null,
    engine text not null,
    chain_number bigint not null,
    chain_hash text not null,
    at bigint not null,
    account_id text not null,
    primary key (body_id, plan_id, number),
    foreign key (body_id, plan_id) references plan (body_id, id) on delete cascade
);

-- Bytes lie in a folder under the SHA-256 of what they are.
create table file (
    body_id text not null references body (id) on delete cascade,
    hash text not null,
    size bigint not null,
    at bigint not null,
    primary key (body_id, hash)
);

create table attachment (
    body_id text not null,
    plan_id text not null,
    id text not null,
    item_id text not null,
    name text not null,
    kind text not null,
    hash text not null,
    size bigint not null,
    at bigint not null,
    account_id text not null,
    ended_at bigint not null,
    primary key (body_id, plan_id, id),
    foreign key (body_id, plan_id) references plan (body_id, id) on delete cascade
);
create index attachment_item on attachment (body_id, plan_id, item_id);

create table comment (
    body_id text not null,
    plan_id text not null,
    id text not null,
    item_id text not null,
    text text not null,
    at bigint not null,
    account_id text not null,
    primary key (body_id, plan_id, id),
    foreign key (body_id, plan_id) references plan (body_id, id) on delete cascade
);
create index comment_item on comment (body_id, plan_id, item_id);

create table draft (
    body_id text not null references body (id) on delete cascade,
    account_id text not null references account (id) on delete cascade,
    place text not null,
    text text not null,
    at bigint not null,
    primary key (body_id, account_id, place)
);

create table import (
    body_id text not null references body (id) on delete cascade,
    id text not null,
    plan_id text not null,
    name text not null,
    kind text not null,
    hash text not null,
    method_id text not null,
    state text not null,
    summary text not null,
    before_version bigint not null,
    after_version bigint not null,
    at bigint not null,
    account_id text not null,
    version bigint not null,
    primary key (body_id, id)
);

create table job (
    body_id text not null references body (id) on delete cascade,
    id text not null,
    plan_id text not null,
    kind text not null,
    input text not null,
    state text not null,
    done bigint not null,
    whole bigint not null,
    name text not null,
    hash text not null,
    error text not null,
    at bigint not null,
    begun_at bigint not null,
    ended_at bigint not null,
    account_id text not null,
    primary key (body_id, id)
);
create index job_state on job (body_id, state, at);
create index job_waiting on job (state, at) where state in ('waiting', 'running');

-- Append only: one chain of hashes for each body.
create table audit (
    body_id text not null references body (id) on delete cascade,
    number bigint not null,
    at bigint not null,
    account_id text not null,
    roles text not null,
    action text not null,
    plan_id text not null,
    item_id text not null,
    reason text not null,
    source text not null,
    details text not null,
    previous text not null,
    hash text not null,
    primary key (body_id, number)
);
create index audit_item on audit (body_id, plan_id, item_id, number);

-- Personal values that entries of the chain are committed to; they can be erased, the commitment stays.
create table personal (
    body_id text not null references body (id) on delete cascade,
    id text not null,
    salt text not null,
    value text not null,
    erased_at bigint not null,
    primary key (body_id, id)
);
