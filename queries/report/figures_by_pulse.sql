-- What was published on one measure: every unit, group, statistic and pulse?
-- grain: one row per pulse, unit, breakdown group and statistic
-- parameters: measure
select
    pulse, level, unit, unit_name, leaf_units, breakdown, "group", group_values, measure, statistic,
    respondents, headcount, value::double as value, band_low::double as band_low, band_high::double as band_high,
    interval_low::double as interval_low, interval_high::double as interval_high, status, reason
from figures
where measure = $measure
order by breakdown, statistic, unit, "group", pulse
