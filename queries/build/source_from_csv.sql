-- What stands in these columns of a CSV file, as text?
-- grain: one row per row of the file, header included
-- parameters: none
-- holes: file, delimiter, all_columns, columns
create or replace temp view source as
select
    {% for column in columns %}
    {{ column | identifier }},
    {% endfor %}
    row_number() over () as record
from read_csv(
    {{ file | path }},
    header = false,
    auto_detect = false,
    columns = {
        {% for column in all_columns %}
        {{ column | identifier }}: 'varchar'{% if not loop.last %},{% endif %}

        {% endfor %}
    },
    delim = {{ delimiter | path }},
    quote = '"',
    escape = '"',
    max_line_size = 10000000
)
