-- Which import was the last? Nothing may have been imported while a release is being made.
-- grain: one row
-- parameters: none
select coalesce(max(import_id), 0) as latest
from imports
