-- What does DuckDB call the store that is open?
-- grain: one row
-- parameters: none
select current_database() as name
