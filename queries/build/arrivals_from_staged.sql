-- Which responses arrive? Those with any answer, one a respondent key and pulse: the last. Keys leave as HMAC-SHA256 / 16.
-- grain: one row per response
-- parameters: inner_pad, outer_pad
-- holes: items
create or replace table arrivals as
with keyed as (
    select
        * exclude (respondent_key, record),
        case
            when $inner_pad::blob is not null
                then unhex(left(sha256($outer_pad::blob || unhex(sha256(
                    $inner_pad::blob || encode(pulse || chr(31) || respondent_key)
                ))), 32))
        end as respondent,
        row_number() over (order by file, record) as position,
        coalesce(respondent_key, '#' || position) as one_person
    from staged
    where
        coalesce(
            {% for item in items %}
            {{ item | identifier }},
            {% endfor %}
            null
        ) is not null
)

select * exclude (position, one_person)
from keyed
qualify row_number() over (partition by pulse, one_person order by position desc) = 1
order by pulse, unit, position
