-- What in this table concerns the organisation as a whole, so that every reader may see all of it?
-- grain: as in the release
-- parameters: none
-- holes: sight, open_table
create view memory.{{ sight | identifier }}.{{ open_table | identifier }} as
select *
from release.{{ open_table | identifier }}
