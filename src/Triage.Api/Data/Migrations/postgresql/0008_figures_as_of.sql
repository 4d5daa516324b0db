-- The figures of an earlier day are today's, taken back by what was recorded since: found by tribunal, and read from the index alone.
drop index figure_events_recorded;
create index figure_events_recorded on figure_events (tribunal, recorded_from, day, kind, marks, amount) where recorded_to is null and due is null;
drop index figure_events_replaced;
create index figure_events_replaced on figure_events (tribunal, recorded_to, recorded_from, day, kind, marks, amount) where recorded_to is not null and due is null;
