create table catalogue (
  version    integer generated always as identity primary key,
  run        bigint      not null unique,
  digest     text        not null,
  sealed     boolean     not null default false,
  created_at timestamptz not null
);
comment on table catalogue is 'Versions of the product list; a sealed one never changes';

create table product (
  version integer not null references catalogue (version),
  id      text    not null,
  body    jsonb   not null,
  primary key (version, id)
);

create table refused_row (
  version integer not null references catalogue (version),
  line    integer not null,
  reason  text    not null,
  primary key (version, line)
);
