-- What does this release hold, whole, in the contract's column order?
-- grain: one row per published figure
-- parameters: none
select
    figures.pulse, figures.level, figures.unit, unit_name, leaf_units, breakdown, "group", group_values,
    measure, statistic, respondents, headcount, value, band_low, band_high, interval_low, interval_high, status, reason
from figures
inner join units on figures.pulse = units.pulse and figures.unit = units.unit
order by figures.pulse, units.position, breakdown, "group", measure, statistic
