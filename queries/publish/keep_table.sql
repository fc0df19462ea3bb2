-- What does a new release take over whole from the one before?
-- grain: one row per row of the earlier release's table
-- parameters: none
-- holes: table
insert into {{ table | identifier }} by name
select *
from earlier.{{ table | identifier }}
