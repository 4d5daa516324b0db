-- With the two columns that the condition names, the index answers alone: without them SQLite fetches every row to look at a null that the index promises.
drop index figure_events_recorded;
create index figure_events_recorded on figure_events (tribunal, recorded_from, day, kind, marks, amount, due, recorded_to) where recorded_to is null and due is null;
drop index figure_events_replaced;
create index figure_events_replaced on figure_events (tribunal, recorded_to, recorded_from, day, kind, marks, amount, due) where recorded_to is not null;
