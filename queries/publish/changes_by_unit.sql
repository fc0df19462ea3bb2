-- How many people score differently after a correction? Needs `scores_before`.
-- grain: one row per unit with changes
-- parameters: pulse
with scores_now as (
    select * exclude (programmes), list_sort(programmes) as programmes
    from scores
    where pulse = $pulse
),

changed as (
    select * from scores_before
    except all
    select * from scores_now
)

select unit, count(*) as people
from changed
group by unit
order by unit
