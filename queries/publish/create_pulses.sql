-- Which pulses were released, when, under which k, and how many people answered?
-- grain: one row per released pulse; a withdrawn pulse keeps its row and loses its figures
-- parameters: none
create table pulses (
    pulse varchar primary key,
    respondents bigint not null,
    headcount bigint not null,
    released_at varchar not null,
    has_keys boolean not null,
    withdrawn_at varchar,
    k integer not null,
    series integer not null
)
