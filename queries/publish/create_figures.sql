-- Where does the release keep every figure anybody may see?
-- grain: one row per pulse, unit, breakdown group, measure and statistic (the columns of `export`)
-- parameters: none
create table figures (
    pulse varchar not null,
    level varchar not null,
    unit varchar not null,
    unit_name varchar not null,
    leaf_units varchar not null,
    breakdown varchar not null,
    "group" varchar not null,
    group_values varchar not null,
    measure varchar not null,
    statistic varchar not null,
    respondents bigint,
    headcount bigint,
    value decimal(9, 4),
    band_low decimal(9, 4),
    band_high decimal(9, 4),
    interval_low decimal(9, 4),
    interval_high decimal(9, 4),
    status varchar not null,
    reason varchar not null,
    primary key (pulse, unit, breakdown, "group", measure, statistic)
)
