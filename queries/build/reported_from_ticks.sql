-- Which programmes does each respondent tick, in one column a programme?
-- grain: one row per row of the file that counts
-- parameters: none
-- holes: ticks
create or replace table reported as
select
    written.record,
    list_sort(list_distinct(list_transform(
        list_filter(
            list_zip(
                [
                    {% for tick in ticks %}
                    lower(written.{{ tick | identifier }}){% if not loop.last %},{% endif %}

                    {% endfor %}
                ],
                known.codes
            ),
            lambda pair: pair[1] not in ('0', 'n', 'no', 'false', 'unchecked', 'not selected')
        ),
        lambda pair: pair[2]
    ))) as programmes
from written
cross join code_tables as known
where known.id = 'programmes'
