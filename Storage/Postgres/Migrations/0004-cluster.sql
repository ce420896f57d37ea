-- The silos of the built-in runtime: docs/decisions/0005. Times are the database's, so no machine's clock counts.
create table silo_clusters (
  cluster text collate "C" primary key,
  version bigint not null -- of the list of silos; raised by every change of a status, under this row's lock
);

create table silos (
  cluster text collate "C" not null,
  address text collate "C" not null,
  port int not null,
  generation int not null,
  number bigint not null,            -- the version that brought it: the order of arrival
  name text collate "C" not null,
  http text not null,
  status text collate "C" not null check (status in ('joining', 'active', 'draining', 'dead')),
  changed bigint not null,           -- the version that brought it its status
  seen bigint not null,              -- the version of the list by which it acts
  lease_until timestamptz not null,
  backend int not null,              -- its session here: it ends with its process
  unheard text[] not null default '{}', -- silos that it has not heard for a while
  condemned boolean not null default false, -- it renews no more
  drain_asked boolean not null default false,
  primary key (cluster, address, port, generation)
) with (fillfactor = 50);

-- Whoever waits for a change hears of it; a renewal changes nothing.
create function silos_tell() returns trigger language plpgsql as $$
begin
  perform pg_notify('silos', new.cluster);
  return null;
end $$;
create trigger silos_told_new after insert on silos for each row execute function silos_tell();
create trigger silos_told_change after update on silos for each row
  when (old.status <> new.status or old.seen <> new.seen or old.unheard <> new.unheard or old.condemned <> new.condemned or old.drain_asked <> new.drain_asked)
  execute function silos_tell();

-- What Microsoft Orleans asks of PostgreSQL (-p:GrainRuntime=Orleans, UseAdoNetClustering): its names, its parameters.
create table OrleansQuery (QueryKey varchar(64) primary key, QueryText varchar(8000) not null);

create table OrleansMembershipVersionTable (
  DeploymentId varchar(150) primary key,
  Timestamp timestamptz(3) not null default now(),
  Version int not null default 0
);

create table OrleansMembershipTable (
  DeploymentId varchar(150) not null,
  Address varchar(45) not null,
  Port int not null,
  Generation int not null,
  SiloName varchar(150) not null,
  HostName varchar(150) not null,
  Status int not null,
  ProxyPort int,
  SuspectTimes varchar(8000),
  StartTime timestamptz(3) not null,
  IAmAliveTime timestamptz(3) not null,
  primary key (DeploymentId, Address, Port, Generation)
);

-- The version row is locked first by whatever changes a silo's status: of two who saw the same version one goes on.
insert into OrleansQuery (QueryKey, QueryText) values
('InsertMembershipVersionKey', '
with made as (
  insert into OrleansMembershipVersionTable (DeploymentId) values (@DeploymentId) on conflict do nothing returning 1)
select count(*)::int from made'),

('InsertMembershipKey', '
with raised as (
  update OrleansMembershipVersionTable set Version = Version + 1, Timestamp = now()
  where DeploymentId = @DeploymentId and Version = @Version and not exists (
    select from OrleansMembershipTable
    where DeploymentId = @DeploymentId and Address = @Address and Port = @Port and Generation = @Generation)
  returning 1),
made as (
  insert into OrleansMembershipTable
    (DeploymentId, Address, Port, Generation, SiloName, HostName, Status, ProxyPort, StartTime, IAmAliveTime)
  select @DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime from raised
  returning 1)
select count(*)::int from made'),

('UpdateMembershipKey', '
with raised as (
  update OrleansMembershipVersionTable set Version = Version + 1, Timestamp = now()
  where DeploymentId = @DeploymentId and Version = @Version and exists (
    select from OrleansMembershipTable
    where DeploymentId = @DeploymentId and Address = @Address and Port = @Port and Generation = @Generation)
  returning 1),
changed as (
  update OrleansMembershipTable set Status = @Status, SuspectTimes = @SuspectTimes, IAmAliveTime = @IAmAliveTime
  where DeploymentId = @DeploymentId and Address = @Address and Port = @Port and Generation = @Generation and exists (select from raised)
  returning 1)
select count(*)::int from changed'),

('UpdateIAmAlivetimeKey', '
update OrleansMembershipTable set IAmAliveTime = @IAmAliveTime
where DeploymentId = @DeploymentId and Address = @Address and Port = @Port and Generation = @Generation'),

('MembershipReadRowKey', '
select v.DeploymentId, m.Address, m.Port, m.Generation, m.SiloName, m.HostName, m.Status, m.ProxyPort, m.SuspectTimes, m.StartTime, m.IAmAliveTime, v.Version
from OrleansMembershipVersionTable v
left join OrleansMembershipTable m
  on m.DeploymentId = v.DeploymentId and m.Address = @Address and m.Port = @Port and m.Generation = @Generation
where v.DeploymentId = @DeploymentId'),

('MembershipReadAllKey', '
select v.DeploymentId, m.Address, m.Port, m.Generation, m.SiloName, m.HostName, m.Status, m.ProxyPort, m.SuspectTimes, m.StartTime, m.IAmAliveTime, v.Version
from OrleansMembershipVersionTable v
left join OrleansMembershipTable m on m.DeploymentId = v.DeploymentId
where v.DeploymentId = @DeploymentId'),

('GatewaysQueryKey', '
select Address, ProxyPort, Generation from OrleansMembershipTable
where DeploymentId = @DeploymentId and Status = @Status and ProxyPort > 0'),

('DeleteMembershipTableEntriesKey', '
with gone as (delete from OrleansMembershipTable where DeploymentId = @DeploymentId)
delete from OrleansMembershipVersionTable where DeploymentId = @DeploymentId'),

('CleanupDefunctSiloEntriesKey', '
delete from OrleansMembershipTable where DeploymentId = @DeploymentId and IAmAliveTime < @IAmAliveTime and Status <> 3');
