create table item (
  id          bigint generated always as identity primary key,
  dataset     text        not null,
  key         text        not null,
  etag        text        not null,
  size        bigint      not null,
  sha256      text,
  severity    text,
  skin_type   text,
  conditions  text[],
  subject     text,
  group_name  text,
  given_split text,
  state       text        not null check (state in ('READY', 'DUPLICATE', 'SET_ASIDE', 'REPLACED')),
  reason      text,
  evidence    text,
  object_key  text,
  added_by    bigint      not null,
  created_at  timestamptz not null,
  unique (dataset, key, etag),
  check (state <> 'SET_ASIDE' or reason is not null),
  check (state <> 'READY' or (sha256 is not null and object_key is not null))
);
create index item_by_digest on item (dataset, sha256);
comment on table item is 'Every item that was ever taken, once per key and etag';
comment on column item.conditions is 'Present ones; an empty array means none, null means nobody looked';

create table version (
  dataset    text        not null,
  version    integer     not null check (version > 0),
  digest     text        not null,
  card       jsonb       not null,
  created_at timestamptz not null,
  primary key (dataset, version)
);

create table version_item (
  dataset    text    not null,
  version    integer not null,
  item       bigint  not null references item (id),
  group_name text    not null,
  split      text    not null check (split in ('train', 'valid', 'test')),
  primary key (dataset, version, item),
  foreign key (dataset, version) references version (dataset, version)
);
comment on table version_item is 'What a sealed version consists of; never changed';
