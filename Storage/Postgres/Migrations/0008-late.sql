-- Requests whose citizens were not answered in time: agents list them. Silos of before write no such column: a new row of theirs is not late,
-- and what they change stays as it was until a newer silo writes it.
alter table request_rows add column late boolean not null default false;
create index request_rows_late on request_rows (tenant, id) where late;
