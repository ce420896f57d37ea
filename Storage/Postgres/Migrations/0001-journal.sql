-- Who reads for pages and API is another role than who writes: it stands behind row-level security, the writer commits for many tenants.
do $$
begin
  if not exists (select from pg_roles where rolname = 'platform_reader') then
    create role platform_reader nologin;
  end if;
exception when duplicate_object or unique_violation then
  null; -- another database of this cluster made it in this moment
end $$;
do $$
begin
  if not pg_has_role(current_user, 'platform_reader', 'member') then
    execute format('grant platform_reader to %I', current_user);
  end if;
end $$;

create table streams (
  number bigint generated always as identity,
  tenant text collate "C" not null,
  kind text collate "C" not null,
  id text collate "C" not null,
  version bigint not null,
  previous bigint not null, -- the version before: what compare-and-append compares
  slot int not null,        -- place in the batch that wrote it: returned, it saves a join
  primary key (tenant, kind, id)
) with (fillfactor = 80);

-- A position is the transaction, then the place in it: the order cannot pass a transaction that is still in flight.
-- The base grows where a database was restored into a younger cluster, whose transactions count from the beginning.
create table positions (one boolean primary key default true check (one), base bigint not null);
insert into positions (base) values (0);

create table events (
  position bigint primary key,
  stream bigint not null,
  version bigint not null,
  tenant text collate "C" not null,
  type text collate "C" not null,
  body bytea not null,
  personal bytea,
  citizen uuid,
  at timestamptz not null
);
create unique index events_stream on events (stream, version);
alter table streams add constraint streams_number unique (number);

create table commands (
  tenant text collate "C" not null,
  command text collate "C" not null,
  digest bytea not null,
  answer bytea not null,
  citizen uuid,
  at timestamptz not null default now(),
  primary key (tenant, command)
);
create index commands_at on commands using brin (at);

create table claims (
  scope text collate "C" not null, -- the tenant, or nothing where it is unique over all
  kind text collate "C" not null,
  value text collate "C" not null,
  tenant text collate "C" not null,
  owner text collate "C" not null,
  verified boolean not null,
  taken_from text collate "C",
  primary key (scope, kind, value)
);
create index claims_owner on claims (tenant, owner);

create table deadlines (
  stream bigint not null,
  name text collate "C" not null,
  tenant text collate "C" not null,
  due_at timestamptz,
  leased_until timestamptz,
  primary key (stream, name)
);
create index deadlines_due on deadlines (due_at) where due_at is not null;

create table snapshots (
  stream bigint primary key,
  tenant text collate "C" not null,
  version bigint not null,
  body bytea not null,
  citizen uuid
);

create table citizen_keys (
  tenant text collate "C" not null,
  citizen uuid not null,
  wrapped bytea,            -- null once erased: the tombstone
  at timestamptz not null default now(),
  primary key (tenant, citizen)
);

create table checkpoints (follower text collate "C" primary key, position bigint not null);

create table access_register (
  id uuid primary key,
  tenant text collate "C" not null,
  citizen uuid,
  request uuid,
  subject text collate "C" not null,
  what text collate "C" not null,
  at timestamptz not null
);
create index access_register_citizen on access_register (tenant, citizen, id);
create index access_register_request on access_register (tenant, request, id) where request is not null;

-- A function, because only it can end a statement that lost a race inside.
create function journal_race() returns boolean language plpgsql as $$
begin
  raise exception 'another append took a claim in the same moment' using errcode = '40001';
end $$;
