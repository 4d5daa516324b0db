-- What a mediator writes down in confidence lies apart from the case: it is in no answer about the case, in no history, and in no trial file.
create table mediation_notes (
    id text not null primary key,
    case_id text not null references cases (id),
    mediator text not null,
    held_on text not null,
    written_at text not null,
    body blob not null
) strict;

create index mediation_notes_author on mediation_notes (case_id, mediator, written_at);
