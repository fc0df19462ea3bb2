-- Which pulses does a release know, and under which rules were they made?
-- grain: one row per pulse
-- parameters: none
select pulse, respondents, headcount, released_at, has_keys, withdrawn_at, k, series
from pulses
order by pulse
