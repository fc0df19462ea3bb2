-- Which units answered at which pulse, and how many respondents?
-- grain: one row per pulse and unit
-- parameters: none
select pulse, unit, count(*) as answers, min(file) as file, min(record) as first_record
from staged_rows
group by pulse, unit
order by pulse, unit
