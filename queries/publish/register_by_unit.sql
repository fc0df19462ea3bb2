-- What does the training register say up to and including a pulse? `hours` is what one participant spent, on average.
-- grain: one row per programme and unit
-- parameters: pulse
select
    programme,
    unit,
    sum(completed)::bigint as completed,
    coalesce(sum(completed) filter (where hours is not null), 0)::bigint as hours_n,
    coalesce(sum(hours * completed), 0)::double as hours,
    coalesce(sum(satisfaction_n) filter (where satisfaction is not null), 0)::bigint as satisfaction_n,
    coalesce(sum(satisfaction * satisfaction_n), 0)::double as satisfaction
from training
where date[1:len($pulse)] <= $pulse
group by programme, unit
order by programme, unit
