-- Every row of new disputes that was ever taken from a file, so that the same file adds nothing whoever sends it and whenever. row_key is an HMAC: nothing can be read from it.
create table import_rows (
    row_key blob not null primary key,
    case_id text not null references cases (id),
    taken_at text not null
) strict, without rowid;
