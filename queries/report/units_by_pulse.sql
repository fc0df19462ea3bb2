-- What did the organisation look like at one pulse?
-- grain: one row per unit, parents first
-- parameters: pulse
select unit, name, parent, kind, depth, is_leaf, level
from units
where pulse = $pulse
order by position
