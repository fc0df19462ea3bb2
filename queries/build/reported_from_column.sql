-- Which programmes does each respondent name, in a column that lists them?
-- grain: one row per row of the file that counts
-- parameters: split
create or replace table reported as
select
    written.record,
    list_sort(list_distinct(list_transform(
        list_filter(string_split(coalesce(written.programmes, ''), $split), lambda part: trim(part) != ''),
        lambda part: coalesce(
            list_extract(known.codes, list_position(known.answers, lower(trim(part)))),
            trim(part)
        )
    ))) as programmes
from written
cross join code_tables as known
where known.id = 'programmes'
