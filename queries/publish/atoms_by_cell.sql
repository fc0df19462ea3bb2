-- How many people of one kind answered each family of measures, and what do their scores add up to?
-- grain: one row per unit, role and training status at one pulse
-- parameters: pulse
-- holes: families (id, measures (id, bands (id), cut_off (at_least)))
with answered as (
    select
        *,
        {% for family in families %}
        {% for measure in family.measures %}
        {{ "and " if not loop.first }}{{ measure.id | identifier }} is not null
        {% endfor %}
        as {{ family.id | identifier }}__whole,
        {% endfor %}
    from scores
    where pulse = $pulse
)

select
    unit,
    role,
    trained,
    {% for family in families %}
    count(*) filter (where {{ family.id | identifier }}__whole) as {{ family.id | identifier }}__people,
    {% for measure in family.measures %}
    {% for band in measure.bands %}
    count(*) filter (
        where {{ family.id | identifier }}__whole and {{ measure.id | identifier }} = '{{ band.id | identifier }}'
    ) as {{ measure.id | identifier }}__is__{{ band.id | identifier }},
    {% else %}
    coalesce(sum({{ measure.id | identifier }}) filter (where {{ family.id | identifier }}__whole), 0)::bigint
        as {{ measure.id | identifier }}__total,
    {% endfor %}
    {% if measure.cut_off %}
    count(*) filter (
        where {{ family.id | identifier }}__whole
            and {{ measure.id | identifier }} >= {{ measure.cut_off.at_least | number }} * 1000000
    ) as {{ measure.id | identifier }}__high,
    {% endif %}
    {% endfor %}
    {% endfor %}
    count(*) as people
from answered
group by unit, role, trained
order by unit, role, trained
