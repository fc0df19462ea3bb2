-- Which import was the last?
-- grain: one row, or none
-- parameters: none
select import_id, imported_at, files
from imports
order by import_id desc
limit 1
