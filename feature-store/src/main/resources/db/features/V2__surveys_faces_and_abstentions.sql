alter table skin_history
  add column survey_etag       text    not null default '',
  add column condition_sources jsonb   not null default '{}',
  add column monk              integer not null default 0 check (monk between 0 and 10),
  add column face_shape        text    not null default 'unknown',
  add column eyes              text    not null default 'unknown',
  add column lips              text    not null default 'unknown',
  add column measurements      jsonb   not null default '{}',
  add column abstained         jsonb   not null default '{}',
  alter column severity   drop not null,
  alter column skin_type  drop not null,
  alter column skin_score drop not null,
  add constraint skin_history_severity_known
    check (severity is not null or severity_confidence = 0),
  add constraint skin_history_skin_type_known
    check (skin_type is not null or skin_type_confidence = 0);

-- The new key first: at no moment is there none.
alter table skin_history
  add constraint skin_history_key unique (upload_id, etag, survey_etag, model_id, preprocessing);
alter table skin_history
  drop constraint skin_history_upload_id_etag_model_id_preprocessing_key;

comment on table skin_history is 'Features of every upload, one row per upload, etag of the selfie, etag of the survey, model and preprocessing; rows are never updated';
comment on column skin_history.etag is 'Empty for an upload that has only a survey';
comment on column skin_history.survey_etag is 'Empty when there was no survey, and in rows of the first version';
comment on table skin_latest is 'The newest row of a subject by event time, whatever the order of writing';
