-- Every row of new disputes that was ever taken from a file, so that the same file adds nothing whoever sends it and whenever. row_key is an HMAC: nothing can be read from it.
create table import_rows (
    row_key bytea not null primary key,
    case_id text collate "C" not null references cases (id),
    taken_at timestamptz not null
);
