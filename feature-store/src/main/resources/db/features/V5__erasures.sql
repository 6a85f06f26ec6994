create table erasure (
  publication bigint not null references publication (id) on delete cascade,
  digest      bytea  not null,
  primary key (publication, digest)
);
comment on table erasure is 'SHA-256 of subjects that were erased while a publication was being built: whoever fills it may have read them before';

-- Deleting history asks who still points to it.
create index skin_latest_by_history on skin_latest (history_id);
