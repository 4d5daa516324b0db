-- Who was asked by name to mediate a waiting case; lease_until then says until when the answer is waited for.
alter table cases add column offered_to text;

create index cases_offered on cases (offered_to) where offered_to is not null;
