-- How many people of one kind gave which answer to a measure, and which measures of its family did they answer?
-- grain: one row per unit, role, training status, answered measures and answer (null: no score)
-- parameters: pulse
-- holes: measure, family
select
    unit,
    role,
    trained,
    concat(
        {% for one in family %}
        ({{ one | identifier }} is not null)::integer{{ "," if not loop.last }}
        {% endfor %}
    ) as answered,
    {{ measure | identifier }}::varchar as answer,
    count(*) as people
from scores
where pulse = $pulse
group by all
