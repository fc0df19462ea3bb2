-- What were the answers before, or after, the correction that waits or was made? Stands in for the table of that name.
-- grain: one row per response
-- parameters: none
create or replace temp view responses as
select *
from main.corrections
