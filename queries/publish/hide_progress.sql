-- How is DuckDB kept from drawing its own progress on standard output?
-- grain: none
-- parameters: none
set enable_progress_bar = false
