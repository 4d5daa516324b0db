-- What a mediator writes down in confidence lies apart from the case: it is in no answer about the case, in no history, and in no trial file.
create table mediation_notes (
    id text collate "C" not null primary key,
    case_id text collate "C" not null references cases (id),
    mediator text collate "C" not null,
    held_on date not null,
    written_at timestamptz not null,
    body bytea not null
);

create index mediation_notes_author on mediation_notes (case_id, mediator, written_at);
