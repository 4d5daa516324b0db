-- The day a case took effect, beside the sealed body: what is in effect is not opened again every minute. Null while it is not, and in rows of before until they are looked at once.
alter table cases add column effective_on text;

create index cases_not_effective on cases (state, id) where effective_on is null and closed_on is not null;
