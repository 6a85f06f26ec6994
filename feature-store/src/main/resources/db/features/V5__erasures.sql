create table erasure (
  publication bigint not null references publication (id) on delete cascade,
  digest      bytea  not null,
  primary key (publication, digest)
);
comment on table erasure is 'SHA-256 of subjects that were erased while a publication was being built: whoever fills it may have read them before';
