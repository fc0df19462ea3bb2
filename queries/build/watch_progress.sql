-- Does DuckDB measure how far a statement has come?
-- grain: none
-- parameters: none
set enable_progress_bar = true
