-- What was published on one unit at one pulse: every measure, group and statistic?
-- grain: one row per breakdown group, measure and statistic
-- parameters: unit, pulse
select
    pulse, level, unit, unit_name, leaf_units, breakdown, "group", group_values, measure, statistic,
    respondents, headcount, value::double as value, band_low::double as band_low, band_high::double as band_high,
    interval_low::double as interval_low, interval_high::double as interval_high, status, reason
from figures
where unit = $unit and pulse = $pulse
order by measure, statistic, breakdown, "group"
