-- Which units may this reader see, when, and which of them are the reader's own?
-- grain: one row per pulse and unit; the four lists run in step
-- parameters: pulse, unit, parent, own
-- holes: sight
create table memory.{{ sight | identifier }}.seen as
select
    unnest($pulse::varchar[]) as pulse,
    unnest($unit::varchar[]) as unit,
    unnest($parent::varchar[]) as parent,
    unnest($own::boolean[]) as own
