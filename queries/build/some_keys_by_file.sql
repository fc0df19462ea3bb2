-- What do respondent keys look like?
-- grain: one row per answer, some of each file
-- parameters: most
select file, record, respondent_key
from staged_rows
where respondent_key is not null
qualify row_number() over (partition by file order by record) <= $most
order by file, record
