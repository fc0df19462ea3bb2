-- Which files were ever imported?
-- grain: one row per import; names separated by ';'
-- parameters: none
select files
from imports
order by import_id
