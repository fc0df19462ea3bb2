-- Which file holds the responses, to look at without changing it?
-- grain: none
-- parameters: none
-- holes: file
attach {{ file | path }} as store (read_only)
