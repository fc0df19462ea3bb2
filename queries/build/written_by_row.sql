-- What did each respondent write, before anything is made of it: the first answered of each field's columns?
-- grain: one row per row of the file that counts (after the header, and finished)
-- parameters: header_rows, missing, finished
-- holes: fields (name, columns), finished_column
create or replace table written as
with trimmed as (
    select
        record,
        trim(columns('(c[0-9]+)'), chr(32) || chr(9) || chr(10) || chr(13) || chr(160)) as '\1'
    from source
    where record > $header_rows
),

answered as (
    select
        record,
        case
            when len($missing::varchar[]) = 0 or not list_contains($missing::varchar[], lower(columns('(c[0-9]+)')))
                then nullif(columns('(c[0-9]+)'), '')
        end as '\1'
    from trimmed
)

select
    {% for field in fields %}
    coalesce(
        {% for column in field.columns %}
        {{ column | identifier }},
        {% endfor %}
        null::varchar
    ) as {{ field.name | identifier }},
    {% endfor %}
    record
from answered
where
    len($finished::varchar[]) = 0
    {% for column in finished_column %}
    or list_contains($finished::varchar[], lower({{ column | identifier }}))
    or ($finished::varchar[] = ['*'] and {{ column | identifier }} is not null)
    {% endfor %}
