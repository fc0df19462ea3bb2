-- How does each response score on each measure: millionths of a point for scales, the band's id for distributions?
-- grain: one row per response
-- parameters: none
-- holes: scales (id, questions (id, lowest, highest, reversed), least_answered, range), distributions (id, item, bands)
create or replace temp view scores as
with answered as (
    select
        *,
        {% for scale in scales %}
        (
            {% for item in scale.questions %}
            {% if not loop.first %}+ {% endif %}({{ item.id | identifier }} is not null)::bigint
            {% endfor %}
        ) as {{ scale.id | identifier }}__answered,
        (
            {% for item in scale.questions %}
            {% if not loop.first %}+ {% endif %}
            {% if item.reversed %}
            coalesce({{ item.highest | number }} - {{ item.id | identifier }}::bigint, 0)
            {% else %}
            coalesce({{ item.id | identifier }}::bigint - {{ item.lowest | number }}, 0)
            {% endif %}
            {% endfor %}
        ) as {{ scale.id | identifier }}__steps,
        {% endfor %}
    from responses
)

select
    pulse, unit, role,
    len(programmes) > 0 as trained,
    {% for scale in scales %}
    -- 100 x steps / (answered x range), rounded half up
    case
        when {{ scale.id | identifier }}__answered >= {{ scale.least_answered | number }}
            then
                (
                    2 * {{ scale.id | identifier }}__steps * 100000000
                    + {{ scale.id | identifier }}__answered * {{ scale.range | number }}
                ) // (2 * {{ scale.id | identifier }}__answered * {{ scale.range | number }})
    end as {{ scale.id | identifier }},
    {% endfor %}
    {% for distribution in distributions %}
    case {{ distribution.item | identifier }}
        {% for band in distribution.bands %}
        when {{ band.code | number }} then '{{ band.id | identifier }}'
        {% endfor %}
    end as {{ distribution.id | identifier }},
    {% endfor %}
    programmes
from answered
