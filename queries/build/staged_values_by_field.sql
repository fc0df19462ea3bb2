-- Which pulses, units, roles and programmes occur in the files at hand, how often, and where first?
-- grain: one row per file, field and value; a missing value is null
-- parameters: none
with long as (
    select file, record, 'pulse' as field, pulse as written from staged_rows
    union all
    select file, record, 'unit' as field, unit as written from staged_rows
    union all
    select file, record, 'role' as field, role as written from staged_rows
    union all
    select file, record, 'programmes' as field, unnest(programmes) as written from staged_rows
)

select file, field, written, count(*) as answers, min(record) as first_record
from long
group by all
order by file, first_record, field, written
