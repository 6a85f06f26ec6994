create table api_key (
  id             text        primary key check (id ~ '^[a-z2-7]{12}$'),
  name           text        not null check (length(name) between 1 and 100),
  secret_hash    bytea       not null check (length(secret_hash) = 32),
  previous_hash  bytea       check (length(previous_hash) = 32),
  previous_until timestamptz,
  scopes         text[]      not null check (cardinality(scopes) > 0),
  subject_id     text        check (subject_id ~ '^[A-Za-z0-9._:-]{1,128}$'),
  created_at     timestamptz not null,
  created_by     text        not null,
  expires_at     timestamptz,
  rotated_at     timestamptz,
  revoked_at     timestamptz,
  last_used_at   timestamptz,
  check ((previous_hash is null) = (previous_until is null))
);
create unique index api_key_name on api_key (name) where revoked_at is null;
comment on table api_key is 'Keys of the API: digests of random secrets, never the secrets; no row is ever deleted';
comment on column api_key.previous_hash is 'The secret before the last rotation, taken until previous_until';
