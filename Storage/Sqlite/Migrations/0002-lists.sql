create table citizen_rows (
  tenant text not null,
  id text not null,
  name text,
  email text,
  phone text,
  search text not null,
  changed_at text not null,
  merged boolean not null,
  primary key (tenant, id)
);

create table citizen_word_rows (
  tenant text not null,
  word text not null,
  citizen text not null,
  primary key (tenant, word, citizen)
);
create index citizen_word_rows_citizen on citizen_word_rows (tenant, citizen);

create table contact_rows (
  tenant text not null,
  citizen text not null,
  version bigint not null,
  channel text not null,
  service text,
  at text not null,
  waiting boolean not null,
  primary key (tenant, citizen, version)
);
create index contact_rows_waiting on contact_rows (tenant, at) where waiting;

create table request_rows (
  tenant text not null,
  id text not null,
  number text not null,
  citizen text not null,
  service text not null,
  sector text not null,
  priority text not null,
  status text not null,
  assignee text,
  assignee_name text,
  opened_at text not null,
  changed_at text not null,
  primary key (tenant, id)
);
create index request_rows_citizen on request_rows (tenant, citizen);
