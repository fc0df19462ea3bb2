-- How did each response to a pulse score before a correction?
-- grain: one row per response
-- parameters: pulse
create or replace temp table scores_before as
select * exclude (programmes), list_sort(programmes) as programmes
from scores
where pulse = $pulse
