-- What is training linked to?
-- grain: one row per programme and measure; detail is JSON
-- parameters: none
select programme, measure, computed_at, detail
from effects
order by programme, measure
