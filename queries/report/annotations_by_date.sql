-- What happened that belongs on the trend?
-- grain: one row per event
-- parameters: none
select date, unit, what, rebase
from annotations
order by date, unit, what
