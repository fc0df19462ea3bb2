-- Which pulses have been corrected?
-- grain: one row per pulse
-- parameters: none
select distinct pulse
from superseded
order by pulse
