-- What the agents' worklist shows and sorts by. The subject is personal: it goes with its citizen, who leaves an empty one. It is sealed in the
-- journal, so that it cannot be filled in here: null is a row that a silo of before wrote, whose subject is read from the journal when it is listed.
-- Silos of before write none of these columns: a row of theirs keeps what stands here until a newer silo writes it.
alter table request_rows
  add column channel text collate "C",
  add column due_at timestamptz,
  add column subject text collate "C",
  add column asked text collate "C";

update request_rows r set
  channel = (select initcap(substring(convert_from(e.body, 'UTF8') from '"channel":"([a-z]+)"'))
    from events e where e.stream = s.number and e.version = 1),
  due_at = case when r.late then r.opened_at + interval '72 hours'
    else (select d.due_at from deadlines d where d.stream = s.number and d.name = 'answer') end,
  subject = case when exists (select from citizen_keys k where k.tenant = r.tenant and k.citizen = r.citizen and k.wrapped is null) then '' end
from streams s where s.tenant = r.tenant and s.kind = 'request' and s.id = r.id::text;

-- The order of the worklist: urgent above, the oldest promise first. What it counts is in the index as well.
create index request_rows_worklist on request_rows (tenant, (priority <> 'Urgent'), (coalesce(due_at, '9999-01-01T00:00:00.000000Z'::timestamptz)), id)
  include (status, sector, service, assignee, asked, priority, channel, late) where status <> 'Closed';
create index request_rows_status on request_rows (tenant, status, id);
create index request_rows_assignee on request_rows (tenant, assignee, id) where assignee is not null;
create index request_rows_number on request_rows (tenant, number);
