alter table upload add column source text not null default '';
alter table upload alter column selfie_key drop not null;
create index upload_by_source on upload (source, upload_id);
comment on table upload is 'Uploads that were seen, with the etags that were seen last; without a selfie the etag is empty';

alter table outcome add column survey_etag text not null default '';
alter table outcome add column severity text;
alter table outcome add column skin_type text;
update outcome o
   set survey_etag = coalesce(u.survey_etag, '')
  from upload u
 where u.upload_id = o.upload_id and u.etag = o.etag;
create index outcome_not_scored on outcome (at desc, upload_id) where outcome <> 'SCORED';

create table shadow_outcome (
  upload_id     text        not null,
  etag          text        not null,
  survey_etag   text        not null,
  model_id      text        not null,
  preprocessing text        not null,
  outcome       text        not null check (outcome in ('SCORED', 'ABSTAINED', 'SET_ASIDE')),
  reason        text,
  evidence      text,
  severity      text,
  skin_type     text,
  features      jsonb,
  run           bigint      not null,
  at            timestamptz not null,
  primary key (upload_id, etag, model_id, preprocessing),
  check ((outcome = 'SCORED') = (reason is null))
);
create index shadow_outcome_by_run on shadow_outcome (run);
comment on table shadow_outcome is 'What a challenger says beside the champion; serving apps never read it';

create table run (
  run           bigint primary key,
  source        text        not null,
  model_id      text        not null,
  preprocessing text        not null,
  shadow        boolean     not null,
  items         integer     not null,
  planned_at    timestamptz not null,
  finished_at   timestamptz
);
comment on table run is 'Scoring runs; the number is that of the job instance';

create table shard (
  run         bigint  not null references run (run) on delete cascade,
  number      integer not null,
  items       integer not null,
  done        integer not null default 0,
  owner       text,
  token       bigint  not null default 0,
  lease_until timestamptz,
  claimed_at  timestamptz,
  finished_at timestamptz,
  primary key (run, number)
);
create index shard_open on shard (run, number) where finished_at is null;
comment on table shard is 'Parts of runs: who works on one, until when, and with which fencing token';

create table shard_item (
  run       bigint  not null,
  shard     integer not null,
  upload_id text    not null,
  primary key (run, shard, upload_id),
  foreign key (run, shard) references shard (run, number) on delete cascade
);
comment on table shard_item is 'Uploads of unfinished shards';
