-- Which columns, and so which items, do the responses have?
-- grain: one row per column
-- parameters: database
select column_name
from duckdb_columns()
where database_name = $database and table_name = 'responses'
order by column_index
