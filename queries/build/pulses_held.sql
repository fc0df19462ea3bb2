-- Which pulses have answers, corrections included, and has each ever been released?
-- grain: one row per pulse
-- parameters: none
with held as (
    select responses.pulse
    from responses
    union
    select corrections.pulse
    from corrections
)

select held.pulse, releases.pulse is not null as released
from held
left join releases on held.pulse = releases.pulse
order by held.pulse
