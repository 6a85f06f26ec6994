alter table item
  add column said          text   not null default '',
  add column source        text   not null default '',
  add column source_sha256 text,
  add column tone          text,
  add column lesions       integer check (lesions >= 0),
  add column licence       text,
  add column consent       text,
  add column annotations   jsonb,
  add column split_by      text,
  add column replaces      bigint references item (id),
  add column resolved      boolean not null default false,
  add column retry         boolean not null default false;
alter table item drop constraint item_dataset_key_etag_key;
alter table item add constraint item_once unique (dataset, source, key, etag, said);
create index item_by_key on item (dataset, key);
create index item_set_aside on item (dataset, reason) where state = 'SET_ASIDE';
comment on column item.sha256 is 'Digest of the bytes that are kept: those of the source without metadata';
comment on column item.source_sha256 is 'Digest of the bytes of the source, where it is another one';
comment on column item.said is 'Digest of what the source said of it; empty for items taken before this column was there: the next run takes them anew';
comment on column item.split_by is 'Whether a folder or a manifest gave the split';
comment on column item.resolved is 'A person said that these labels are the right ones of identical pictures';
comment on column item.retry is 'The next run over the source takes it again';

create table fingerprint (
  item    bigint primary key references item (id),
  index   bytea not null,
  pattern bytea not null
);
comment on table fingerprint is 'Signs by which like pictures are found; no picture can be made of them';

create table assignment (
  dataset text not null,
  sha256  text not null,
  split   text not null check (split in ('train', 'valid', 'test')),
  primary key (dataset, sha256)
);
comment on table assignment is 'The split that a picture came to first; it stays there in all later versions';

create table like_pair (
  dataset    text     not null,
  a          bigint   not null references item (id),
  b          bigint   not null references item (id),
  distance   smallint not null,
  likeness   real     not null,
  mirrored   boolean  not null,
  primary key (a, b)
);
create index like_pair_of on like_pair (dataset);
comment on table like_pair is 'Pictures that show the same in other bytes';

create table source (
  dataset          text    not null,
  source           text    not null,
  format           text    not null,
  splits           text    not null,
  consent_required boolean not null,
  primary key (dataset, source)
);
comment on table source is 'How a source was taken last, so that it can be taken so again';

create table change (
  dataset text   primary key,
  count   bigint not null
);
comment on table change is 'Grows with each change of a dataset''s items; a version says up to where it has seen them';

alter table version
  add column changes     bigint not null default -1,
  add column sealed_with text   not null default '',
  add column report      json;
comment on column version.report is 'Counts, gate, provenance, as shown and on the card';

alter table version_item
  add column sha256     text,
  add column severity   text,
  add column skin_type  text,
  add column conditions text[];
update version_item v
   set sha256 = i.sha256, severity = i.severity, skin_type = i.skin_type,
       conditions = i.conditions
  from item i
 where i.id = v.item;
comment on column version_item.severity is 'Labels as sealed: those of identical pictures together';

-- What is in a split already stays there.
insert into assignment (dataset, sha256, split)
select distinct on (v.dataset, v.sha256) v.dataset, v.sha256, v.split
  from version_item v
 where v.sha256 is not null
 order by v.dataset, v.sha256, v.version desc;
