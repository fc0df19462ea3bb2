-- Which pulses have answers?
-- grain: one row per pulse
-- parameters: none
select pulse, bool_and(respondent is not null) as has_keys
from responses
group by pulse
order by pulse
