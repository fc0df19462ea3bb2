-- What does the organisation look like if only the units that may be seen exist?
-- grain: one row per pulse and unit; parents come before children by position
-- parameters: none
-- holes: sight
create view memory.{{ sight | identifier }}.units as
select units.* replace (seen.parent as parent)
from release.units as units
inner join memory.{{ sight | identifier }}.seen as seen on units.pulse = seen.pulse and units.unit = seen.unit
