-- Which file holds the responses?
-- grain: none
-- parameters: none
-- holes: file
attach {{ file | path }} as store
