-- How many people work where?
-- grain: one row per unit, parents first; headcount null where not given
-- parameters: pulse
select unit, parent, headcount
from units
where pulse = $pulse
order by position
