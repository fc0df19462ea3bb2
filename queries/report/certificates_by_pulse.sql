-- What was proved about each pulse?
-- grain: one row per pulse and check
-- parameters: none
select pulse, checked_at, check_name, outcome, detail
from certificates
order by pulse, check_name
