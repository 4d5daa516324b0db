-- What can be counted of a case (Domain/Metrics/CaseFigures): no personal data. A row is never changed but for recorded_to,
-- so the figures of any earlier day can be computed again.
create table figure_events (
    case_id text not null,
    kind integer not null,
    item integer not null,
    day text not null,
    tribunal text not null,
    family text,
    marks integer not null,
    amount integer not null,
    due text,
    recorded_from text not null,
    -- The first day on which it no longer stood; null while it does.
    recorded_to text,
    primary key (case_id, kind, item, recorded_from)
) strict, without rowid;

create index figure_events_list on figure_events (kind, tribunal, day, marks, family);
create index figure_events_recorded on figure_events (recorded_from);
create index figure_events_replaced on figure_events (recorded_to) where recorded_to is not null;
create index figure_events_overdue on figure_events (kind, due) where due is not null and recorded_to is null;

-- The sums of figure_events as they stand, kept in the same transaction (Domain/Metrics/Measure).
create table figure_months (
    tribunal text not null,
    -- yyyymm
    month integer not null,
    filed integer not null,
    closed integer not null,
    closed_in_time integer not null,
    closed_simple integer not null,
    closed_small_claims integer not null,
    closed_converted integer not null,
    closed_settled integer not null,
    closed_mediable integer not null,
    closed_days integer not null,
    appealed integer not null,
    closure_appealed integer not null,
    mediation_ended integer not null,
    mediation_resolved integer not null,
    mediation_agreed integer not null,
    confirmed integer not null,
    performance_due integer not null,
    performed integer not null,
    intake_decided integer not null,
    intake_in_time integer not null,
    task_done integer not null,
    task_in_time integer not null,
    followed_up integer not null,
    satisfied integer not null,
    unsatisfied integer not null,
    triaged integer not null,
    triage_abstained integer not null,
    triage_repeated integer not null,
    route_confirmed integer not null,
    route_overridden integer not null,
    primary key (tribunal, month)
) strict, without rowid;

-- A case left out of one figure: who, why, until when.
create table figure_exclusions (
    id text not null primary key,
    metric text not null,
    case_id text not null references cases (id),
    reason text not null,
    excluded_by text not null,
    excluded_on text not null,
    until text not null
) strict, without rowid;

create index figure_exclusions_metric on figure_exclusions (metric, until);
