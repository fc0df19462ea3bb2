-- Which programmes does each respondent name, in a file that does not ask? Unknown: not the same as none.
-- grain: no row
-- parameters: none
create or replace table reported as
select
    record,
    null::varchar[] as programmes
from written
where false
