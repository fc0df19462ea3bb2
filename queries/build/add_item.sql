-- Where are the answers to one more item kept?
-- grain: none
-- parameters: none
-- holes: table, item
alter table {{ table | identifier }} add column if not exists {{ item | identifier }} smallint
