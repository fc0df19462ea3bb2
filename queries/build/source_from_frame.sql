-- What stands in a file that Python has opened (a spreadsheet, Parquet, text that is not UTF-8)?
-- grain: one row per row of the file
-- parameters: none
create or replace temp view source as
select
    *,
    row_number() over () as record
from opened
