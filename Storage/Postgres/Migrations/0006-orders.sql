-- An order sent twice is one, and what became of it is shown.
alter table operator_orders add column command text collate "C" not null unique, add column outcome text collate "C";
create index operator_orders_announced on operator_orders (id) where kind in ('announce', 'withdraw');
