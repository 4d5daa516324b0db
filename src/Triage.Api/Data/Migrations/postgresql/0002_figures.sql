-- What can be counted of a case (Domain/Metrics/CaseFigures): no personal data. A row is never changed but for recorded_to,
-- so the figures of any earlier day can be computed again.
create table figure_events (
    case_id text collate "C" not null,
    kind integer not null,
    item integer not null,
    day date not null,
    tribunal text collate "C" not null,
    family text,
    marks integer not null,
    amount integer not null,
    due date,
    recorded_from date not null,
    -- The first day on which it no longer stood; null while it does.
    recorded_to date,
    primary key (case_id, kind, item, recorded_from)
);

create index figure_events_list on figure_events (kind, tribunal, day, marks, family);
create index figure_events_recorded on figure_events (recorded_from);
create index figure_events_replaced on figure_events (recorded_to) where recorded_to is not null;
create index figure_events_overdue on figure_events (kind, due) where due is not null and recorded_to is null;

-- The sums of figure_events as they stand, kept in the same transaction (Domain/Metrics/Measure).
create table figure_months (
    tribunal text collate "C" not null,
    -- yyyymm
    month integer not null,
    filed bigint not null,
    closed bigint not null,
    closed_in_time bigint not null,
    closed_simple bigint not null,
    closed_small_claims bigint not null,
    closed_converted bigint not null,
    closed_settled bigint not null,
    closed_mediable bigint not null,
    closed_days bigint not null,
    appealed bigint not null,
    closure_appealed bigint not null,
    mediation_ended bigint not null,
    mediation_resolved bigint not null,
    mediation_agreed bigint not null,
    confirmed bigint not null,
    performance_due bigint not null,
    performed bigint not null,
    intake_decided bigint not null,
    intake_in_time bigint not null,
    task_done bigint not null,
    task_in_time bigint not null,
    followed_up bigint not null,
    satisfied bigint not null,
    unsatisfied bigint not null,
    triaged bigint not null,
    triage_abstained bigint not null,
    triage_repeated bigint not null,
    route_confirmed bigint not null,
    route_overridden bigint not null,
    primary key (tribunal, month)
);

-- A case left out of one figure: who, why, until when.
create table figure_exclusions (
    id text collate "C" not null primary key,
    metric text collate "C" not null,
    case_id text collate "C" not null references cases (id),
    reason text not null,
    excluded_by text not null,
    excluded_on date not null,
    until date not null
);

create index figure_exclusions_metric on figure_exclusions (metric, until);
