-- What happened in the organisation that readers should see on the trend?
-- grain: one row per event
-- parameters: none
create table annotations (
    date varchar not null,
    unit varchar not null,
    what varchar not null,
    rebase boolean not null
)
