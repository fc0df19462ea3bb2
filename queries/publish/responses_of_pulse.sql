-- What was answered before a correction takes its place?
-- grain: one row per response
-- parameters: pulse
create or replace temp table answered_before as
select *
from responses
where pulse = $pulse
