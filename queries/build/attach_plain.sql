-- Which plain file holds the responses that are to be encrypted? Attached to write, so that nobody else does.
-- grain: none
-- parameters: none
-- holes: file
attach {{ file | path }} as plain
