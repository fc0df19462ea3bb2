-- What does the organisation look like at one pulse?
-- grain: one row per unit
-- parameters: pulse
insert into units by name
select
    $pulse as pulse,
    *
from unit_rows
