-- What is this release as a whole?
-- grain: one row per fact
-- parameters: none
select fact, value
from about
order by fact
