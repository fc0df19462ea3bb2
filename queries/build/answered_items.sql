-- How many items did each respondent answer?
-- grain: one row per number of items answered
-- parameters: none
-- holes: items
select
    (
        {% for item in items %}
        {% if not loop.first %}+ {% endif %}({{ item | identifier }} is not null)::bigint
        {% endfor %}
    ) as answered,
    count(*) as respondents
from arrivals
group by answered
order by answered
