-- What stays as it was released, but for the pulses in `dropped`?
-- grain: one row per row of the earlier release's table
-- parameters: dropped
-- holes: table
insert into {{ table | identifier }} by name
select *
from earlier.{{ table | identifier }}
where not list_contains($dropped, pulse)
