-- Which number does the next import get?
-- grain: one row
-- parameters: none
select coalesce(max(import_id), 0) + 1 as import_id
from imports
