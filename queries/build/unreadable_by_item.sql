-- Which items hold answers that stand for nothing, how many, and where does the first one stand?
-- grain: one row per item with such answers
-- parameters: file
-- holes: items
with compared as (
    {% for item in items %}
    select
        '{{ item | identifier }}' as item,
        count(*) as answers,
        min(written.record) as first_record,
        min(written.{{ item | identifier }}) as lowest,
        max(written.{{ item | identifier }}) as highest,
        bool_and(try_cast(written.{{ item | identifier }} as double) is not null) as are_numbers
    from written
    inner join staged on written.record = staged.record
    where staged.file = $file and written.{{ item | identifier }} is not null and staged.{{ item | identifier }} is null
    {% if not loop.last %}
    union all
    {% endif %}
    {% endfor %}
)

select item, answers, first_record, lowest, highest, are_numbers
from compared
where answers > 0
order by item
