-- How many people of one kind responded at all?
-- grain: one row per unit, role and training status
-- parameters: pulse
select unit, role, trained, count(*) as people
from scores
where pulse = $pulse
group by all
