create table upload (
  upload_id    text        primary key,
  subject_id   text,
  content_type text        not null,
  begun_at     timestamptz not null
);
create index upload_by_subject on upload (subject_id) where subject_id is not null;
comment on table upload is 'Uploads that were begun here, and whose they are';
comment on column upload.subject_id is 'Null until somebody claims it';

create table analysis (
  id             uuid        primary key,
  upload_id      text        not null,
  subject_id     text,
  selfie_etag    text        not null,
  survey_etag    text        not null,
  model_id       text        not null,
  preprocessing  text        not null,
  status         text        not null check (status in ('SCORED', 'ABSTAINED', 'SET_ASIDE')),
  reason         text,
  detail         text        not null,
  features       jsonb,
  recommendation jsonb,
  created_at     timestamptz not null,
  unique (upload_id, selfie_etag, survey_etag, model_id, preprocessing)
);
create index analysis_by_subject on analysis (subject_id, created_at desc);
comment on table analysis is 'Pictures that could not wait, each input once under each model; the id is made of the key';

create table live_recommendation (
  subject_id text        primary key,
  body       jsonb,
  made_at    timestamptz not null,
  revision   bigint      not null unique
);
create index live_recommendation_erased on live_recommendation (made_at) where body is null;
comment on table live_recommendation is 'Recommendations made between two publications; without a body the subject was erased a while ago';

create table live_revision (
  single_row boolean primary key default true check (single_row),
  revision   bigint  not null
);
insert into live_revision (revision) values (0);
comment on table live_revision is 'Grows with every write of a live recommendation; a row and not a sequence, so that revisions are committed in their order';

create table look (
  subject_id text        not null,
  upload_id  text        not null,
  look_id    text        not null,
  skin_tone  text        not null,
  face_shape text        not null,
  lips       text        not null,
  eyes       text        not null,
  body       jsonb       not null,
  created_at timestamptz not null,
  saved_at   timestamptz,
  primary key (subject_id, upload_id, look_id)
);
create index look_by_upload on look (upload_id);
comment on table look is 'Looks that were suggested, and by saved_at those that the person saved';
