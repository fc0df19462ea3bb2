-- Which signed extension lets DuckDB write encrypted files?
-- grain: none
-- parameters: none
-- holes: file
load {{ file | path }}
