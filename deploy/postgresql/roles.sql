-- The roles of the platform, made once by the administrator of PostgreSQL:   psql -f deploy/postgresql/roles.sql
-- Who writes may make no roles and run nothing on the host; who reads for pages and API stands behind row-level security and cannot sign in.
create role platform_reader nologin;
create role platform login nosuperuser nocreaterole nocreatedb noreplication nobypassrls;
grant platform_reader to platform;
create database platform owner platform;
revoke all on database platform from public;
\echo Now set its password:  \password platform
