-- Which responses are new?
-- grain: one row per response
-- parameters: pulse, import_id
-- holes: table
insert into {{ table | identifier }} by name
select * exclude (file), $import_id::integer as import_id
from memory.arrivals
where pulse = $pulse
