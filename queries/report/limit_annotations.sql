-- What happened, as far as it concerns the units that may be seen?
-- grain: one row per event
-- parameters: none
-- holes: sight
create view memory.{{ sight | identifier }}.annotations as
select annotations.*
from release.annotations as annotations
where annotations.unit = '' or annotations.unit in (select seen.unit from memory.{{ sight | identifier }}.seen as seen)
