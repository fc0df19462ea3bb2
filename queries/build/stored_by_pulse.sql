-- How many responses does each pulse in the store have?
-- grain: one row per pulse
-- parameters: none
select pulse, count(*) as responses
from store.responses
group by pulse
order by pulse
