-- How many people have a score on each scale, what do the scores add up to, and what do their squares?
-- grain: one row per scale at one pulse
-- parameters: pulse
-- holes: scales (id)
{% for scale in scales %}
select
    '{{ scale.id | identifier }}' as measure,
    count({{ scale.id | identifier }}) as people,
    coalesce(sum({{ scale.id | identifier }}), 0)::varchar as total,
    coalesce(sum({{ scale.id | identifier }} * {{ scale.id | identifier }}), 0)::varchar as squares
from scores
where pulse = $pulse
{{ "union all" if not loop.last }}
{% endfor %}
