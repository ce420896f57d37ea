-- The head of a citizen's history says itself that they were erased: an append that moves it looks nowhere else for that, and one that is under way
-- in the same moment waits for the head and finds it said. A trigger writes it, so that it holds for the silos of before as well.
alter table streams add column erased boolean not null default false;

create function citizen_erased() returns trigger language plpgsql as $$
begin
  update streams set erased = true where tenant = new.tenant and kind = 'citizen' and id = new.citizen::text;
  return null;
end $$;
create trigger citizen_erased after insert or update of wrapped on citizen_keys for each row when (new.wrapped is null)
  execute function citizen_erased();

update streams s set erased = true from citizen_keys k
where k.wrapped is null and s.tenant = k.tenant and s.kind = 'citizen' and s.id = k.citizen::text;
