create table intake (
  upload_id text        not null,
  name      text        not null,
  etag      text        not null,
  size      bigint      not null,
  outcome   text        not null check (outcome in ('ACCEPTED', 'REFUSED')),
  reason    text,
  evidence  text,
  key       text        not null,
  at        timestamptz not null,
  primary key (upload_id, name, etag),
  check ((outcome = 'REFUSED') = (reason is not null))
);
create index intake_refused on intake (at desc) where outcome = 'REFUSED';
comment on table intake is 'What became of each version of an original below incoming/';
comment on column intake.key is 'Where its bytes are now';
comment on column intake.at is 'When it was taken last';
