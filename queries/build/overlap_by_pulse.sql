-- How far do the responses that arrive agree with those already stored for the same pulse, whoever they are from?
-- grain: one row per pulse that arrives
-- parameters: none
-- holes: items, stored_items
with both_sides as (
    select
        pulse, unit, role, programmes,
        {% for item in items %}
        {{ item | identifier }},
        {% endfor %}
        0 as stored,
        1 as arriving
    from arrivals
    union all by name
    select
        pulse, unit, role, programmes,
        {% for item in stored_items %}
        {{ item | identifier }},
        {% endfor %}
        1 as stored,
        0 as arriving
    from store.responses
    where pulse in (select arrivals.pulse from arrivals)
),

kinds as (
    select
        pulse, unit, role, programmes,
        {% for item in items %}
        {{ item | identifier }},
        {% endfor %}
        sum(stored) as stored,
        sum(arriving) as arriving
    from both_sides
    group by all
)

select
    pulse,
    sum(stored)::bigint as stored,
    sum(arriving)::bigint as arriving,
    sum(least(stored, arriving))::bigint as equal
from kinds
group by pulse
order by pulse
