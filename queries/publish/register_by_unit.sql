-- What does the training register say up to and including a pulse? `hours` is what one participant spent, on average.
-- grain: one row per programme and unit
-- parameters: pulse
select
    programme,
    unit,
    sum(completed)::bigint as completed,
    sum(completed) filter (where hours is not null)::bigint as hours_n,
    sum(hours * completed) as hours,
    sum(satisfaction_n) filter (where satisfaction is not null)::bigint as satisfaction_n,
    sum(satisfaction * satisfaction_n) as satisfaction
from training
where date[1:len($pulse)] <= $pulse
group by programme, unit
order by programme, unit
