-- What does a release say about one pulse, or what did one say before a correction, number for number?
-- grain: one row per published figure
-- parameters: pulse
-- holes: table
select
    pulse, level, unit, unit_name, leaf_units, breakdown, "group", group_values, measure, statistic,
    respondents, headcount, value::double as value, band_low::double as band_low, band_high::double as band_high,
    interval_low::double as interval_low, interval_high::double as interval_high, status, reason
from {{ table | identifier }}
where pulse = $pulse
order by measure, statistic, breakdown, unit, "group"
