-- Which responses arrive? Those with any answer, and of one respondent key and pulse the last. Keys leave hashed.
-- grain: one row per response
-- parameters: inner_pad, outer_pad
-- holes: items
create or replace table arrivals as
with repeats as (
    select pulse, respondent_key, max(rowid) as last_one
    from staged
    where respondent_key is not null
    group by pulse, respondent_key
    having count(*) > 1
)

select
    staged.* exclude (respondent_key, record, row_offset),
    case
        when $inner_pad::blob is not null
            then unhex(left(sha256($outer_pad::blob || unhex(sha256(
                $inner_pad::blob || encode(staged.pulse || chr(31) || staged.respondent_key)
            ))), 32))
    end as respondent
from staged
left join repeats on staged.pulse = repeats.pulse and staged.respondent_key = repeats.respondent_key
where
    (repeats.last_one is null or repeats.last_one = staged.rowid)
    and coalesce(
        {% for item in items %}
        staged.{{ item | identifier }},
        {% endfor %}
        null
    ) is not null
order by staged.pulse, staged.unit
