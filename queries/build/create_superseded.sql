-- What did a pulse say before it was corrected? Whoever kept that can compare, so the audit must, too.
-- grain: one row per figure published before a correction
-- parameters: none
create table if not exists superseded (
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
    reason varchar not null
)
