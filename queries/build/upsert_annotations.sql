-- What happened, as the latest import tells it?
-- grain: one row per event
-- parameters: none
insert or replace into annotations by name
select * from annotations_rows
