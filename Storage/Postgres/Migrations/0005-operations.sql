-- The latest word of each node. Unlogged: after a crash every node says it again within a second.
create unlogged table node_figures (
  node text collate "C" primary key,
  kind text collate "C" not null,
  at timestamptz not null,
  body jsonb not null
);

-- Which silo runs a follower. The fence grows with every change of hands: who has an older one cannot mark any more.
create table follower_leases (
  follower text collate "C" primary key,
  holder text collate "C" not null,
  until timestamptz not null,
  fence bigint not null
);

-- What a follower left behind after its tries: the fact stays in the journal, this only names it.
create table dead_letters (
  id bigint generated always as identity primary key,
  tenant text collate "C" not null,
  follower text collate "C" not null,
  position bigint not null,
  reason text collate "C" not null,
  at timestamptz not null default now(),
  replayed_at timestamptz,
  unique (follower, position)
);

-- What an operator asked of every node.
create table operator_orders (
  id bigint generated always as identity primary key,
  kind text collate "C" not null,
  subject text collate "C" not null,
  value jsonb not null,
  by text collate "C" not null,
  at timestamptz not null default now()
);
create index operator_orders_subject on operator_orders (kind, subject, id);

do $$
declare t text;
begin
  foreach t in array array['dead_letters']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy writer on %I to %I using (true) with check (true)', t, current_user);
    execute format('create policy reader on %I for select to platform_reader using (tenant = current_setting(''app.tenant'', true))', t);
  end loop;
end $$;
