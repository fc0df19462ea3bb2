-- What would the answers be with the correction that waits? Stands in for the table of that name.
-- grain: one row per response
-- parameters: none
create or replace temp view responses as
select *
from main.corrections
