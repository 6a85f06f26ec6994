-- Compressing a body takes PostgreSQL longer than all the rest of writing it.
alter table recommendation alter column body set storage external;
