-- How many responses arrive for each pulse, and do they have respondent keys?
-- grain: one row per pulse
-- parameters: none
select pulse, count(*) as responses, bool_and(respondent is not null) as have_keys
from arrivals
group by pulse
order by pulse
