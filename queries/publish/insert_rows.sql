-- What is new in this release? `new_rows` is a frame with the table's columns.
-- grain: one row per new row of the table
-- parameters: none
-- holes: table
insert into {{ table | identifier }} by name
select *
from new_rows
