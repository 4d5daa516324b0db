-- The whole case is sealed in body; the other columns are what queues and lists filter and sort by, and hold no personal data.
create table cases (
    id text not null primary key,
    version integer not null,
    tribunal text not null,
    state text not null,
    regime text not null,
    route text,
    procedure text,
    bench text,
    cause_code text,
    family text,
    team text,
    judge text,
    mediator text,
    received_on text not null,
    filed_on text,
    closed_on text,
    queued_at text,
    lease_until text,
    created_at text not null,
    -- 64 bits alike for like narratives: a repeated filing is found without opening one.
    sketch integer not null,
    body blob not null
) strict;

create index cases_queue on cases (tribunal, state, queued_at, id) where queued_at is not null;
create index cases_list on cases (tribunal, state, received_on, id);
create index cases_received on cases (received_on, id);
create index cases_lease on cases (lease_until) where lease_until is not null;
create index cases_mediator on cases (mediator, state) where mediator is not null;
create index cases_judge on cases (judge, state) where judge is not null;

create table case_numbers (
    number text not null primary key,
    case_id text not null references cases (id),
    kind text not null,
    court text,
    type_word text,
    year integer,
    seq integer,
    assigned_on text not null
) strict;

create index case_numbers_case on case_numbers (case_id);

create table number_sequences (
    court text not null,
    type_word text not null,
    year integer not null,
    last integer not null,
    primary key (court, type_word, year)
) strict;

-- party_key is an HMAC of the normalised name or identity number: equal people are found, nobody can be read.
create table case_parties (
    party_key blob not null,
    case_id text not null references cases (id),
    kind text not null,
    role text not null,
    primary key (party_key, case_id, role)
) strict, without rowid;

create index case_parties_case on case_parties (case_id);

-- The audit chain: each hash covers its entry and the hash before it.
create table history (
    seq integer not null primary key,
    case_id text,
    version integer,
    at text not null,
    actor text not null,
    role text,
    action text not null,
    detail blob,
    prev_hash blob not null,
    hash blob not null
) strict;

create index history_case on history (case_id, seq) where case_id is not null;

create table idempotency (
    user_name text not null,
    endpoint text not null,
    key text not null,
    body_hash blob not null,
    status integer not null,
    location text,
    etag text,
    body blob,
    created_at text not null,
    primary key (user_name, endpoint, key)
) strict, without rowid;

create table accounts (
    user_name text not null primary key,
    password_hash text not null,
    failures integer not null,
    locked_until text,
    changed_at text not null
) strict;

create table sessions (
    token_hash blob not null primary key,
    user_name text not null,
    created_at text not null,
    seen_at text not null,
    expires_at text not null
) strict;

create index sessions_user on sessions (user_name, created_at);

-- Keys that seal the bodies, themselves protected by the key ring outside this database.
create table sealing_keys (
    id integer not null primary key,
    protected blob not null,
    created_at text not null
) strict;

create table settings (
    name text not null primary key,
    value text not null
) strict;
