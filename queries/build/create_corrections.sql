-- Where do corrected answers to a released pulse wait for `release --correct`? The same columns as `responses`.
-- grain: one row per response
-- parameters: none
create table if not exists corrections (
    pulse varchar not null,
    unit varchar not null,
    role varchar,
    respondent blob,
    programmes varchar[],
    import_id integer not null
)
