-- What does the register say of a unit, programme and date? The latest import is right.
-- grain: one row per unit, programme and date
-- parameters: none
insert or replace into training by name
select * from training_rows
