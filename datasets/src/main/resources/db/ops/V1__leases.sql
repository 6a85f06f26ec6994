create table lease (
  name       text primary key,
  owner      text        not null,
  token      bigint      not null check (token > 0),
  expires_at timestamptz not null
);
comment on table lease is 'Who may do what alone; rows are never deleted, so that tokens only grow';
