-- What did a pulse say until now?
-- grain: one row per published figure
-- parameters: pulse
insert into superseded by name
select *
from earlier.figures
where pulse = $pulse
