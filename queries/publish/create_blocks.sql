-- Which units are shown together, at each pulse and for each family of measures?
-- grain: one row per pulse, family and leaf unit; family '' is the answers themselves
-- parameters: none
create table blocks (
    pulse varchar not null,
    family varchar not null,
    unit varchar not null,
    block varchar not null,
    base_block varchar not null,
    primary key (pulse, family, unit)
)
