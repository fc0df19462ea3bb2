-- Which answers stay when those of the pulses in `purged` are to be found in no file any more?
-- grain: one row per response
-- parameters: purged
-- holes: table
insert into {{ table | identifier }} by name
select *
from responses.main.{{ table | identifier }}
where not list_contains($purged, pulse)
