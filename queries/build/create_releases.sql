-- Which pulses have been released, so that none is released twice? Outlives the release folder.
-- grain: one row per pulse ever released
-- parameters: none
create table if not exists releases (
    pulse varchar primary key,
    release_number integer not null,
    k integer not null,
    released_at varchar not null,
    membership varchar not null,
    withdrawn_at varchar
)
