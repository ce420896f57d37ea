-- The second wall. Every table with a tenant is under forced row-level security: the owner, who writes for all, by a policy of its own;
-- the reader, of the tenant that its transaction names and of no other. A later migration that adds a table repeats this block for it.
do $$
declare t text;
begin
  foreach t in array array['streams', 'events', 'commands', 'claims', 'deadlines', 'snapshots', 'citizen_keys', 'access_register',
    'citizen_rows', 'citizen_word_rows', 'contact_rows', 'request_rows']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy writer on %I to %I using (true) with check (true)', t, current_user);
    execute format('create policy reader on %I for select to platform_reader using (tenant = current_setting(''app.tenant'', true))', t);
  end loop;
end $$;

do $$ begin execute format('grant usage on schema %I to platform_reader', current_schema()); end $$;
grant select on citizen_rows, citizen_word_rows, contact_rows, request_rows, access_register, claims, deadlines to platform_reader;
