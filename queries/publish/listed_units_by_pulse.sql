-- What does the organisation look like at a pulse, as it was imported?
-- grain: one row per unit, parents before children
-- parameters: pulse
select unit, name, parent, kind, headcount
from units
where pulse = $pulse
order by position
