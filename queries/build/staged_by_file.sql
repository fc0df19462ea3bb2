-- How many rows did each file bring, how many have any answer, and how many count (one a respondent key and pulse)?
-- grain: one row per file
-- parameters: none
-- holes: items
with kept as (
    select file, count(*) as responses
    from arrivals
    group by file
)

select
    staged.file,
    count(*) as finished,
    count(*) filter (where coalesce(
        {% for item in items %}
        staged.{{ item | identifier }},
        {% endfor %}
        null
    ) is not null) as answered,
    any_value(coalesce(kept.responses, 0)) as kept
from staged
left join kept on staged.file = kept.file
group by staged.file
order by staged.file
