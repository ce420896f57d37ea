-- Sessions that were signed out before their time. Few, and gone after hours; no tenant and nothing personal in them.
create table ended_sessions (
  id text collate "C" primary key,
  at timestamptz not null default clock_timestamp(),
  until timestamptz not null
);
create index ended_sessions_at on ended_sessions (at);
