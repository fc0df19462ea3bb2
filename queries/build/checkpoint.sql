-- Is everything in the file itself, and nothing beside it?
-- grain: none
-- parameters: none
checkpoint
