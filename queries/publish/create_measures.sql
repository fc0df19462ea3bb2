-- What is measured, in the words and with the source that readers see?
-- grain: one row per published measure
-- parameters: none
create table measures (
    position integer not null,
    measure varchar primary key,
    name varchar not null,
    better varchar not null,
    family varchar not null,
    high_at_least integer,
    high_label varchar not null,
    band_ids varchar not null,
    band_names varchar not null,
    source varchar not null,
    licence varchar not null,
    spread integer
)
