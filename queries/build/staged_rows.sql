-- What waits to be checked, and in which row of its file does it stand?
-- grain: one row per response of the files at hand
-- parameters: none
create or replace temp view staged_rows as
select
    * exclude (record, row_offset),
    coalesce(record, rowid + row_offset) as record
from staged
