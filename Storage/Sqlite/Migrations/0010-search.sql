-- The search's reading of names has a version: rows of an earlier one are made anew in the background (docs/decisions/0012). Silos of before write
-- none of these columns: a new row of theirs is of the first version, and is made anew.
alter table citizen_rows add column former text;
alter table citizen_rows add column survivor text;
alter table citizen_rows add column indexed integer not null default 1;
