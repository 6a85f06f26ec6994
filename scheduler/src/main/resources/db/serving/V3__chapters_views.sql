-- What apps of Skin Chapters read by SQL. Analyses are kept for people with an id only, see V1.
create schema if not exists chapters;

create view chapters.skin_analyses as
select id,
       subject_id                                               as user_id,
       lower(coalesce(recommendation ->> 'skin_type', features ->> 'skin_type', 'NORMAL'))
                                                                as skin_type,
       array (select lower(known.name)
                from unnest(array ['ACNE', 'BLACKHEADS', 'WRINKLES', 'DULLNESS', 'REDNESS',
                                   'DEHYDRATION', 'HYPERPIGMENTATION', 'UNEVEN_TEXTURE'])
                       with ordinality as known (name, place)
               where (features -> 'conditions' ->> known.name)::float8 > 0.5
               order by known.place)                            as conditions,
       (features ->> 'skin_score')::integer                     as skin_score,
       (recommendation -> 'chapter' ->> 'number')::integer      as recommended_chapter,
       created_at
  from serving.analysis
 where features ->> 'skin_score' is not null;
comment on view chapters.skin_analyses is 'Analyses with a score; recommended_chapter is null for one that was made without a catalogue';

create view chapters.users as
select subject_id      as id,
       null::text      as email,
       min(created_at) as created_at
  from serving.analysis
 where subject_id is not null
 group by subject_id;
comment on view chapters.users is 'People with analyses; we hold no e-mail address';
