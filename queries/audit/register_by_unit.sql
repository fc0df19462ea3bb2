-- How many people had completed each programme by the pulse, and what did they say of it?
-- grain: one row per programme and unit; sums over participants, with the number they rest on
-- parameters: pulse
select
    programme,
    unit,
    sum(completed) as completed,
    coalesce(sum(completed) filter (where hours is not null), 0) as hours_n,
    coalesce(sum(completed * hours), 0) as hours,
    coalesce(sum(satisfaction_n) filter (where satisfaction is not null), 0) as satisfaction_n,
    coalesce(sum(satisfaction_n * satisfaction), 0) as satisfaction
from training
where left(date, length($pulse)) <= $pulse
group by all
