-- Which measures does a release hold figures of?
-- grain: one row per measure
-- parameters: none
select distinct measure
from figures
order by measure
