-- Which units are named beside a reader's own, in figures they share, without being the reader's?
-- grain: one row per unit
-- parameters: pulse
with shared as (
    select distinct unnest(string_split(figures.leaf_units, ';')) as unit
    from figures
    where figures.pulse = $pulse and figures.status = 'combined'
)

select
    units.unit,
    units.name
from shared
inner join release.units as units on shared.unit = units.unit
where
    units.pulse = $pulse
    and units.unit not in (select seen.unit from units as seen where seen.pulse = $pulse)
order by units.position
