-- Which programmes does each respondent name, in a file that does not ask? None is known, which is not the same as none.
-- grain: no row
-- parameters: none
create or replace table reported as
select
    0::bigint as record,
    null::varchar [] as programmes
limit 0
