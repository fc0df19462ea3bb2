-- What stands in these columns of a CSV file, as text?
-- grain: one row per row of the file, header included
-- parameters: file, delimiter
-- holes: all_columns, columns
create or replace table source as
select
    row_number() over () as record,
    {% for column in columns %}
    {{ column | identifier }},
    {% endfor %}
from read_csv(
    $file,
    header = false,
    auto_detect = false,
    columns = {
        {% for column in all_columns %}
        {{ column | identifier }}: 'varchar'{% if not loop.last %},{% endif %}

        {% endfor %}
    },
    delim = $delimiter,
    quote = '"',
    escape = '"',
    max_line_size = 10000000
)
