-- What does the organisation look like at each imported pulse?
-- grain: one row per pulse and unit, parents before children by position
-- parameters: none
create table if not exists units (
    pulse varchar not null,
    position integer not null,
    unit varchar not null,
    name varchar not null,
    parent varchar,
    kind varchar not null,
    headcount bigint,
    primary key (pulse, unit)
)
