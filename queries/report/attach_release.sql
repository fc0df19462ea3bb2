-- Which file holds the figures? Read-only: the web process can only look.
-- grain: none
-- parameters: none
-- holes: file
attach {{ file | path }} as release (read_only)
