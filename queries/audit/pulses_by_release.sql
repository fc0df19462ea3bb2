-- Which pulses does a release know, and which of them were withdrawn?
-- grain: one row per pulse
-- parameters: none
select pulse, withdrawn_at is not null as withdrawn
from pulses
order by pulse
