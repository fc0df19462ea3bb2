-- Which units that may be seen were shown together with which?
-- grain: one row per pulse, family and leaf unit
-- parameters: none
-- holes: sight
create view memory.{{ sight | identifier }}.blocks as
select blocks.*
from release.blocks as blocks
inner join memory.{{ sight | identifier }}.seen as seen on blocks.pulse = seen.pulse and blocks.unit = seen.unit
where seen.own
