-- What happened in the organisation, as it was imported?
-- grain: one row per event
-- parameters: none
select date, unit, what, rebase
from annotations
order by date, unit, what
