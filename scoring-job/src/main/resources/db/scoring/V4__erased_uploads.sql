create table erased_upload (
  digest bytea       primary key,
  at     timestamptz not null
);
comment on table erased_upload is 'SHA-256 of the ids of uploads that were erased: nothing of them is written any more, by whoever was at them meanwhile';
