-- What happened in the organisation?
-- grain: one row per event
-- parameters: none
create table if not exists annotations (
    date varchar not null,
    unit varchar not null,
    what varchar not null,
    rebase boolean not null,
    primary key (date, unit, what)
)
