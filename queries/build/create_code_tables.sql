-- What does each written answer stand for?
-- grain: one row per code table; `answers` and `codes` run in step
-- parameters: none
create or replace table code_tables (
    id varchar not null,
    answers varchar[] not null,
    codes varchar[] not null
)
