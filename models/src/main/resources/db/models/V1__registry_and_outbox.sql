create table version (
  model      text        not null,
  version    integer     not null check (version > 0),
  run_id     text        not null unique,
  verdict    text        not null,
  card       jsonb       not null,
  created_at timestamptz not null,
  primary key (model, version)
);
comment on column version.card is 'The whole model version: provenance, network, preprocessing, artifacts, metrics';

create table champion (
  model   text primary key,
  version integer not null,
  foreign key (model, version) references version (model, version)
);

create table champion_log (
  id       bigint generated always as identity primary key,
  model    text        not null,
  version  integer     not null,
  previous integer     not null,
  actor    text        not null,
  reason   text        not null,
  at       timestamptz not null
);
comment on table champion_log is 'Every change of a champion, never updated';

create table outbox (
  id         bigint generated always as identity primary key,
  run_id     text        not null,
  key        text        not null,
  kind       text        not null,
  body       jsonb       not null,
  created_at timestamptz not null,
  sent_at    timestamptz,
  unique (run_id, key)
);
create index outbox_waiting on outbox (id) where sent_at is null;
comment on table outbox is 'Training runs as events; the tracking server is fed from here, in order';
