-- How does a plain table come into the encrypted store?
-- grain: one row per row of the table
-- parameters: none
-- holes: table
insert into {{ table | identifier }} by name
select *
from store.{{ table | identifier }}
