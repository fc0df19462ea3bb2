-- Which standard deviation do a release's intervals rest on?
-- grain: one row per scale
-- parameters: none
select measure, spread
from measures
where spread is not null
order by measure
