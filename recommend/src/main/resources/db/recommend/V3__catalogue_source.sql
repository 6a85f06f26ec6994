alter table catalogue add column source jsonb;
comment on column catalogue.source is 'Format of the file and the column that each field was taken from; null for older versions';
