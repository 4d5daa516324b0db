-- What is overdue is asked for by tribunal and read from the index alone: neither another court's open duties nor the row itself is looked at.
drop index figure_events_overdue;
create index figure_events_pending on figure_events (tribunal, kind, due, day, marks, amount, recorded_from, recorded_to) where due is not null and recorded_to is null;
