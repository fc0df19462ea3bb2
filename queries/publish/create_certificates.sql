-- What was proved about each released pulse?
-- grain: one row per pulse and check
-- parameters: none
create table certificates (
    pulse varchar not null,
    checked_at varchar not null,
    check_name varchar not null,
    outcome varchar not null,
    detail varchar not null,
    primary key (pulse, check_name)
)
