create table publication_input (
  publication bigint primary key,
  inputs      jsonb  not null
);
comment on table publication_input is 'What a publication was computed from; the next one re-does only what has changed since';

create table choice (
  publication bigint not null,
  subject_id  text   not null,
  input       bigint not null,
  products    text[] not null,
  primary key (publication, subject_id)
);
comment on table choice is 'Digest of all that a recommendation knew of its subject, and the products in it';
