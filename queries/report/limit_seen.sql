-- Which units may this reader see, when, and which of them are the reader's own?
-- grain: one row per pulse and unit; the four lists run in step
-- parameters: pulses, units, parents, own
-- holes: sight
create table memory.{{ sight | identifier }}.seen as
select
    unnest($pulses::varchar []) as pulse,
    unnest($units::varchar []) as unit,
    unnest($parents::varchar []) as parent,
    unnest($own::boolean []) as own
