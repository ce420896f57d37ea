-- The figures of nodes and the leases of followers are not here: one process alone uses this file, and keeps them in its memory.
create table dead_letters (
  id integer primary key autoincrement,
  tenant text not null,
  follower text not null,
  position integer not null,
  reason text not null,
  at text not null,
  replayed_at text,
  unique (follower, position)
);

create table operator_orders (
  id integer primary key autoincrement,
  kind text not null,
  subject text not null,
  value text not null,
  by text not null,
  at text not null
);
create index operator_orders_subject on operator_orders (kind, subject, id);
