-- How many people of one kind say that they took part in each programme?
-- grain: one row per unit, role, training status and programme at one pulse
-- parameters: pulse
with mentions as (
    select unit, role, trained, unnest(list_distinct(programmes)) as programme
    from scores
    where pulse = $pulse
)

select unit, role, trained, programme, count(*) as people
from mentions
group by unit, role, trained, programme
order by programme, unit, role, trained
