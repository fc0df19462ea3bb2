-- What is training linked to, programme by programme and measure by measure, as computed at release?
-- grain: one row per programme and measure
-- parameters: none
create table effects (
    programme varchar not null,
    measure varchar not null,
    computed_at varchar not null,
    detail varchar not null,
    primary key (programme, measure)
)
