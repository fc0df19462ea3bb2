-- How many responses came from each unit at each pulse, up to the one given?
-- grain: one row per pulse and unit
-- parameters: pulse
select
    pulse,
    unit,
    count(*) as people
from scores
where pulse <= $pulse
group by pulse, unit
order by pulse, unit
