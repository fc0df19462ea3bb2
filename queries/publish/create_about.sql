-- What must be known about the release as a whole (schema version, k, series, sample or real)?
-- grain: one row per fact
-- parameters: none
create table about (
    fact varchar primary key,
    value varchar not null
)
