-- What did the organisation look like at each released pulse?
-- grain: one row per pulse and unit; parents come before children by position
-- parameters: none
create table units (
    pulse varchar not null,
    position integer not null,
    unit varchar not null,
    name varchar not null,
    parent varchar,
    kind varchar not null,
    depth integer not null,
    is_leaf boolean not null,
    level varchar not null,
    primary key (pulse, unit)
)
