create table citizen_rows (
  tenant text collate "C" not null,
  id uuid not null,
  name text collate "C",
  email text collate "C",
  phone text collate "C",
  search text collate "C" not null,
  changed_at timestamptz not null,
  merged boolean not null,
  primary key (tenant, id)
);

create table citizen_word_rows (
  tenant text collate "C" not null,
  word text collate "C" not null,
  citizen uuid not null,
  primary key (tenant, word, citizen)
);
create index citizen_word_rows_citizen on citizen_word_rows (tenant, citizen);

create table contact_rows (
  tenant text collate "C" not null,
  citizen uuid not null,
  version bigint not null,
  channel text collate "C" not null,
  service text collate "C",
  at timestamptz not null,
  waiting boolean not null,
  primary key (tenant, citizen, version)
);
create index contact_rows_waiting on contact_rows (tenant, at) where waiting;

create table request_rows (
  tenant text collate "C" not null,
  id uuid not null,
  number text collate "C" not null,
  citizen uuid not null,
  service text collate "C" not null,
  sector text collate "C" not null,
  priority text collate "C" not null,
  status text collate "C" not null,
  assignee text collate "C",
  assignee_name text collate "C",
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (tenant, id)
);
create index request_rows_citizen on request_rows (tenant, citizen);
