-- Times are UTC text of one form, so their order is the order of time; ids are text as Microsoft.Data.Sqlite writes them.
create table streams (
  number integer primary key,
  tenant text not null,
  kind text not null,
  id text not null,
  version integer not null,
  unique (tenant, kind, id)
);

create table events (
  position integer primary key autoincrement,
  stream integer not null,
  version integer not null,
  tenant text not null,
  type text not null,
  body blob not null,
  personal blob,
  citizen text,
  at text not null,
  unique (stream, version)
);

create table commands (
  tenant text not null,
  command text not null,
  digest blob not null,
  answer blob not null,
  citizen text,
  at text not null,
  primary key (tenant, command)
) without rowid;
create index commands_at on commands (at);

create table claims (
  scope text not null, -- the tenant, or nothing where it is unique over all
  kind text not null,
  value text not null,
  tenant text not null,
  owner text not null,
  verified integer not null,
  taken_from text,
  primary key (scope, kind, value)
) without rowid;
create index claims_owner on claims (tenant, owner);

create table deadlines (
  stream integer not null,
  name text not null,
  tenant text not null,
  due_at text,
  leased_until text,
  primary key (stream, name)
) without rowid;
create index deadlines_due on deadlines (due_at) where due_at is not null;

create table snapshots (
  stream integer primary key,
  tenant text not null,
  version integer not null,
  body blob not null,
  citizen text
);

create table citizen_keys (
  tenant text not null,
  citizen text not null,
  wrapped blob,           -- null once erased: the tombstone
  at text not null,
  primary key (tenant, citizen)
) without rowid;

create table checkpoints (follower text primary key, position integer not null) without rowid;

create table access_register (
  id text primary key,
  tenant text not null,
  citizen text,
  request text,
  subject text not null,
  what text not null,
  at text not null
);
create index access_register_citizen on access_register (tenant, citizen, id);
create index access_register_request on access_register (tenant, request, id) where request is not null;
