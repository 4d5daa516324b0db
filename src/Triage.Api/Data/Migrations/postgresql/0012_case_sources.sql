-- Under which number of its own another body (police, hotline, petition office, ...) knows a case, so that the ledger of that body finds it however the number came in. source_key is an HMAC: nothing can be read from it.
create table case_sources (
    source_key bytea not null,
    case_id text collate "C" not null references cases (id),
    primary key (source_key, case_id)
);

create index case_sources_case on case_sources (case_id);

-- Numbers of before stand in the sealed bodies only: they are entered when the first ledger of a source comes in.
insert into settings (name, value) select 'case_sources', 'pending' where exists (select 1 from cases);
