-- Which release does the new one carry on from?
-- grain: none
-- parameters: none
-- holes: file
attach {{ file | path }} as earlier (read_only)
