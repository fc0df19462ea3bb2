-- Which units have answers in the store at these pulses?
-- grain: one row per pulse and unit
-- parameters: none
select distinct pulse, unit
from store.responses
where pulse in (select arrivals.pulse from arrivals)
order by pulse, unit
