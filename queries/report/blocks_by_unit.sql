-- Which units were shown together?
-- grain: one row per pulse, family and leaf unit
-- parameters: none
select pulse, family, unit, block, base_block
from blocks
order by pulse, family, block, unit
