-- Which items hold answers that stand for nothing, how many, and where does the first one stand?
-- grain: one row per item with such answers
-- parameters: file
-- holes: items
with counted as (
    select unnest([
        {% for item in items %}
        {
            item: '{{ item | identifier }}',
            answers: count(written.{{ item | identifier }}),
            first_record: min(written.record) filter (where written.{{ item | identifier }} is not null),
            lowest: min(written.{{ item | identifier }}),
            highest: max(written.{{ item | identifier }}),
            are_numbers: bool_and(try_cast(written.{{ item | identifier }} as double) is not null)
                filter (where written.{{ item | identifier }} is not null)
        }{% if not loop.last %},{% endif %}

        {% endfor %}
    ]) as found
    from (
        select
            written.record,
            {% for item in items %}
            case
                when staged.{{ item | identifier }} is null then written.{{ item | identifier }}
            end as {{ item | identifier }}{% if not loop.last %},{% endif %}

            {% endfor %}
        from written
        inner join staged on written.record = staged.record
        where staged.file = $file
    ) as written
)

select unnest(found)
from counted
where found.answers > 0
order by found.item
