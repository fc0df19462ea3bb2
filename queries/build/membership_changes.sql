-- In how many rows do the people of a correction differ from those who were released: key, unit, role or training?
-- grain: one row
-- parameters: pulse
with released as (
    select respondent, unit, role, len(programmes) > 0 as trained
    from store.responses
    where pulse = $pulse
),

corrected as (
    select respondent, unit, role, len(programmes) > 0 as trained
    from arrivals
    where pulse = $pulse
)

select count(*) as changes
from released
full join corrected
    on
        released.respondent = corrected.respondent
        and released.unit = corrected.unit
        and released.role is not distinct from corrected.role
        and released.trained is not distinct from corrected.trained
where released.respondent is null or corrected.respondent is null
