-- The first day on which the court or a mediator would be late; null while nothing of theirs runs.
alter table cases add column due_on date;
-- 审限届满日; null while no limit runs or while it stands still.
alter table cases add column limit_on date;

create index cases_due on cases (due_on, id) where due_on is not null;
create index cases_state on cases (state, id);

-- Every notice that changed the working calendar, in order: a clock that has stopped is read with the calendar of then.
create table calendar_revisions (
    revision integer not null primary key,
    year integer not null,
    days text not null,
    changed_by text collate "C" not null,
    changed_at timestamptz not null
);
