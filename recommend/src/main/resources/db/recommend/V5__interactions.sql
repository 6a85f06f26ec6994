create table interaction_source (
  id         integer generated always as identity primary key,
  name       text        not null unique,
  first_seen timestamptz not null
);
comment on table interaction_source is 'What interactions were taken from';

create table interaction (
  subject text        not null,
  product text        not null,
  kind    text        not null check (kind in ('VIEWED', 'LIKED', 'BOUGHT', 'REACTED_BADLY')),
  at      timestamptz not null,
  bot     boolean     not null default false,
  source  integer     not null references interaction_source (id),
  line    bigint      not null,
  primary key (subject, at, product, kind)
);
create index interaction_bad_reactions on interaction (subject, product)
  where kind = 'REACTED_BADLY' and not bot;
create index interaction_bots on interaction (source, line) where bot;
comment on table interaction is 'What subjects did with products, each once; those of a bot are kept and never used';

create table interaction_set_aside (
  source integer not null references interaction_source (id),
  line   bigint  not null,
  row    text    not null,
  reason text    not null,
  primary key (source, line)
);

create table interaction_revision (
  single_row boolean primary key default true check (single_row),
  revision   bigint  not null
);
insert into interaction_revision (revision) values (0);
comment on table interaction_revision is 'Grows with every change of the interactions';
