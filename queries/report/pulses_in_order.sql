-- Which pulses can be read?
-- grain: one row per released pulse that has not been withdrawn
-- parameters: none
select pulse, respondents, headcount, released_at, has_keys
from pulses
where withdrawn_at is null
order by pulse
