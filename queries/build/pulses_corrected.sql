-- Which pulses have been corrected?
-- grain: one row per pulse
-- parameters: none
select distinct pulse
from store.superseded
order by pulse
