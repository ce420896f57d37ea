alter table operator_orders add column command text not null default '';
alter table operator_orders add column outcome text;
create unique index operator_orders_command on operator_orders (command);
