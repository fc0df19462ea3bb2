-- What did each respondent write, in a file with one answer a row?
-- grain: one row per respondent (and pulse and unit, where the file has them)
-- parameters: header_rows, missing
-- holes: respondent, question, answer, fields, items
create or replace table written as
with trimmed as (
    select
        record,
        nullif(trim(columns('(c[0-9]+)'), chr(32) || chr(9) || chr(10) || chr(13) || chr(160)), '') as '\1'
    from source
    where record > $header_rows
),

answered as (
    select
        {% for field in fields %}
        coalesce(
            {% for column in field.columns %}
            {{ column | identifier }},
            {% endfor %}
            null::varchar
        ) as {{ field.name | identifier }},
        {% endfor %}
        {{ respondent | identifier }} as one_person,
        decoded('questions', {{ question | identifier }}) as item,
        case
            when not list_contains($missing::varchar[], lower({{ answer | identifier }})) then {{ answer | identifier }}
        end as answer,
        record
    from trimmed
)

select
    {% for field in fields %}
    {{ field.name | identifier }},
    {% endfor %}
    {% for item in items %}
    arg_max(answer, record) filter (where item = '{{ item | identifier }}') as {{ item | identifier }},
    {% endfor %}
    min(record) as record
from answered
group by
    {% for field in fields %}
    {{ field.name | identifier }},
    {% endfor %}
    one_person
