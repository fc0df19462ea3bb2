-- Which pulses have ever been released?
-- grain: one row per pulse
-- parameters: none
select pulse
from store.releases
