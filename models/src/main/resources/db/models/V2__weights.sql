create table weights (
  name        text        primary key,
  sha256      text        not null,
  entry       jsonb       not null,
  imported_at timestamptz not null
);
comment on table weights is 'Pretrained weights in the bucket: where they came from, their dialect and their files. Never updated: trained versions refer to them';
