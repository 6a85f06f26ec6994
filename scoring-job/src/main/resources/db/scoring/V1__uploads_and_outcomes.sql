create table upload (
  upload_id   text primary key,
  selfie_key  text        not null,
  etag        text        not null,
  size        bigint      not null,
  modified    timestamptz not null,
  survey_key  text,
  survey_etag text,
  noted_at    timestamptz not null
);
comment on table upload is 'Uploads that were seen, with the etag that was seen last';

create table outcome (
  upload_id     text        not null,
  etag          text        not null,
  model_id      text        not null,
  preprocessing text        not null,
  outcome       text        not null check (outcome in ('SCORED', 'ABSTAINED', 'SET_ASIDE')),
  reason        text,
  evidence      text,
  run           bigint      not null,
  at            timestamptz not null,
  primary key (upload_id, etag, model_id, preprocessing),
  check ((outcome = 'SCORED') = (reason is null))
);
create index outcome_by_run on outcome (run);
comment on table outcome is 'What became of an upload under a model: exactly one row each';
