-- Which pulses does a release know, which were withdrawn, and how few people may a figure of each rest on?
-- grain: one row per pulse
-- parameters: none
select pulse, withdrawn_at is not null as withdrawn, k
from pulses
order by pulse
