-- Where are the imported answers kept? Columns of items are added as instruments need them.
-- grain: one row per response
-- parameters: none
create table if not exists responses (
    pulse varchar not null,
    unit varchar not null,
    role varchar,
    respondent blob,
    programmes varchar[],
    import_id integer not null
)
