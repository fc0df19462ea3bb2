-- What does a new store take over whole from the one before?
-- grain: one row per row of the table
-- parameters: none
-- holes: table
insert into {{ table | identifier }} by name
select *
from responses.main.{{ table | identifier }}
