create table ended_sessions (
  id text primary key,
  at integer not null,
  until text not null
);
create index ended_sessions_at on ended_sessions (at);
