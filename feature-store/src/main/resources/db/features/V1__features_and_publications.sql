create table skin_history (
  id                   bigint generated always as identity primary key,
  upload_id            text             not null,
  subject_id           text,
  etag                 text             not null,
  model_id             text             not null,
  preprocessing        text             not null,
  event_time           timestamptz      not null,
  severity             text             not null,
  severity_confidence  double precision not null check (severity_confidence between 0 and 1),
  skin_type            text             not null,
  skin_type_confidence double precision not null check (skin_type_confidence between 0 and 1),
  conditions           jsonb            not null,
  skin_score           integer          not null check (skin_score between 0 and 100),
  tone                 text             not null,
  survey               jsonb,
  note                 text,
  written_at           timestamptz      not null,
  unique (upload_id, etag, model_id, preprocessing)
);
create index skin_history_by_subject on skin_history (subject_id, event_time desc, id desc);
comment on table skin_history is 'Features of every scored upload, one row per upload, etag, model and preprocessing; rows are never updated';

create table skin_latest (
  subject_id text primary key,
  history_id bigint      not null references skin_history (id),
  event_time timestamptz not null
);
comment on table skin_latest is 'The newest features of a subject by event time, whatever the order of writing';

create table publication (
  id           bigint generated always as identity primary key,
  run          bigint      not null unique,
  state        text        not null check (state in ('BUILDING', 'CHECKED', 'REFUSED', 'CURRENT', 'RETIRED')),
  input_digest text        not null,
  subjects     integer     not null default 0,
  checks       jsonb       not null default '[]',
  created_at   timestamptz not null,
  published_at timestamptz,
  published_by text
);
create unique index publication_one_current on publication (state) where state = 'CURRENT';

create table recommendation (
  publication bigint not null references publication (id),
  subject_id  text   not null,
  body        jsonb  not null,
  primary key (publication, subject_id)
);

create table current_publication (
  single_row  boolean primary key default true check (single_row),
  publication bigint  not null references publication (id)
);
comment on table current_publication is 'One row: what serving apps read. Changing it is the publication switch';
