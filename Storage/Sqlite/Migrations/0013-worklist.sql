-- What the agents' worklist shows and sorts by. The subject is personal: it goes with its citizen, who leaves an empty one. It is sealed in the
-- journal, so that it cannot be filled in here: null is a row that a silo of before wrote, whose subject is read from the journal when it is listed.
-- Silos of before write none of these columns: a row of theirs keeps what stands here until a newer silo writes it.
alter table request_rows add column channel text;
alter table request_rows add column due_at text;
alter table request_rows add column subject text;
alter table request_rows add column asked text;

update request_rows set
  channel = (select upper(substr(e.body ->> '$.channel', 1, 1)) || substr(e.body ->> '$.channel', 2)
    from (select cast(body as text) as body from events where version = 1
      and stream = (select number from streams where tenant = request_rows.tenant and kind = 'request' and id = lower(request_rows.id))) e),
  due_at = case when late then strftime('%Y-%m-%dT%H:%M:%f', opened_at, '+72 hours') || '000Z'
    else (select d.due_at from deadlines d where d.name = 'answer'
      and d.stream = (select number from streams where tenant = request_rows.tenant and kind = 'request' and id = lower(request_rows.id))) end,
  subject = case when exists (select 1 from citizen_keys k
    where k.tenant = request_rows.tenant and lower(k.citizen) = lower(request_rows.citizen) and k.wrapped is null) then '' end;

-- The order of the worklist: urgent above, the oldest promise first.
create index request_rows_worklist on request_rows (tenant, (priority <> 'Urgent'), coalesce(due_at, '9999-01-01T00:00:00.000000Z'), id)
  where status <> 'Closed';
create index request_rows_status on request_rows (tenant, status, id);
create index request_rows_assignee on request_rows (tenant, assignee, id) where assignee is not null;
create index request_rows_number on request_rows (tenant, number);
