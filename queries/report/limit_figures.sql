-- Which figures are left if only the units that may be seen exist?
-- grain: one row per pulse, unit, breakdown group, measure and statistic
-- parameters: none
-- holes: sight
-- A total above the reader's own units does not list its members; the digest still tells when they change.
create view memory.{{ sight | identifier }}.figures as
select
    figures.* replace (
        case when seen.own then figures.leaf_units else 'group-' || left(md5(figures.leaf_units), 8) end as leaf_units
    )
from release.figures as figures
inner join memory.{{ sight | identifier }}.seen as seen on figures.pulse = seen.pulse and figures.unit = seen.unit
