-- How many responses have been read so far?
-- grain: one row
-- parameters: none
select count(*) as responses
from staged
