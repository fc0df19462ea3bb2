-- What takes their place?
-- grain: one row per response
-- parameters: pulse
-- holes: table, source
insert into {{ table | identifier }} by name
select *
from {{ source | identifier }}
where pulse = $pulse
