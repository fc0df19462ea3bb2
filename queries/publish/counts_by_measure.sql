-- How many people have a score on each measure at a pulse?
-- grain: one row
-- parameters: pulse
-- holes: measures (id)
select
    {% for measure in measures %}
    count({{ measure.id | identifier }}) as {{ measure.id | identifier }},
    {% endfor %}
    count(*) as people
from scores
where pulse = $pulse
