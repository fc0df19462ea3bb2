-- What does a canonical CSV file say? Read with types: an answer that is not one of the item's stops it.
-- grain: one row per row of the file
-- parameters: file, delimiter, number, row_offset
-- holes: every_column, fields, programmes_column, items
insert into staged by name
select
    {% for field in fields %}
    nullif(trim({{ field.column | identifier }}), '') as {{ field.name | identifier }},
    {% endfor %}
    {% if programmes_column %}
    list_sort(list_distinct(list_filter(
        list_transform(string_split(coalesce({{ programmes_column | identifier }}, ''), ';'), lambda part: trim(part)),
        lambda part: part != ''
    ))) as programmes,
    {% endif %}
    {% for item in items %}
    {% if item.is_band %}
    enum_code({{ item.column | identifier }})::smallint as {{ item.id | identifier }},
    {% else %}
    {{ item.column | identifier }}::varchar::smallint as {{ item.id | identifier }},
    {% endif %}
    {% endfor %}
    $number::integer as file,
    $row_offset::bigint as row_offset
from read_csv(
    $file,
    header = true,
    auto_detect = false,
    columns = {
        {% for column in every_column %}
        {{ column.name | identifier }}:
        {% if column.answers %}
        'enum(
            {% for answer in column.answers %}
            ''{{ answer | identifier }}''{% if not loop.last %},{% endif %}

            {% endfor %}
        )'
        {% elif column.codes %}
        'enum(
            {% for code in column.codes %}
            ''{{ code | number }}''{% if not loop.last %},{% endif %}

            {% endfor %}
        )'
        {% else %}
        'varchar'
        {% endif %}
        {% if not loop.last %}
        ,
        {% endif %}
        {% endfor %}
    },
    delim = $delimiter,
    quote = '"',
    escape = '"',
    max_line_size = 10000000
)
