-- How good are the answers to a scale: who answered, what is missing, do its items agree, is every answer used?
-- grain: one row (organisation level only)
-- parameters: none
-- holes: scale (id, questions (id, lowest, highest, reversed), least_answered, step)
select
    count(*) filter (where answered > 0 or items = 1) as respondents,
    count(*) filter (where answered >= {{ scale.least_answered | number }}) as scored,
    sum(items - answered) filter (where answered > 0 or items = 1)::bigint as missing,
    count(total) as complete,
    count(*) filter (where total is not null and same_answer) as straight,
    sum(total)::bigint as total,
    sum(total * total)::hugeint as total_squared,
    [
        {% for question in scale.questions %}
        sum({{ question.id | identifier }} * complete)::hugeint{% if not loop.last %},{% endif %}

        {% endfor %}
    ] as item_sums,
    [
        {% for question in scale.questions %}
        sum({{ question.id | identifier }} * {{ question.id | identifier }} * complete)::hugeint
        {% if not loop.last %},{% endif %}

        {% endfor %}
    ] as item_squares,
    [
        {% for question in scale.questions %}
        sum({{ question.id | identifier }} * total)::hugeint{% if not loop.last %},{% endif %}

        {% endfor %}
    ] as item_products,
    [
        {% for question in scale.questions %}
        bit_or(
            1::bigint
            << ((raw_{{ question.id | identifier }} - {{ question.lowest | number }}) // {{ scale.step | number }})
        ){% if not loop.last %},{% endif %}

        {% endfor %}
    ] as codes_used
from (
    select
        *,
        (
            {% for question in scale.questions %}
            {% if not loop.first %}+ {% endif %}({{ question.id | identifier }} is not null)::integer
            {% endfor %}
        ) as answered,
        (
            {% for question in scale.questions %}
            {% if not loop.first %}+ {% endif %}{{ question.id | identifier }}
            {% endfor %}
        ) as total,
        (total is not null)::integer as complete,
        (
            {% for question in scale.questions %}
            {% if not loop.first %}+ {% endif %}1
            {% endfor %}
        ) as items,
        greatest(
            {% for question in scale.questions %}
            raw_{{ question.id | identifier }}{% if not loop.last %},{% endif %}

            {% endfor %}
        ) = least(
            {% for question in scale.questions %}
            raw_{{ question.id | identifier }}{% if not loop.last %},{% endif %}

            {% endfor %}
        ) as same_answer
    from (
        select
            {% for question in scale.questions %}
            {{ question.id | identifier }} as raw_{{ question.id | identifier }},
            {% if question.reversed %}
            ({{ question.lowest | number }} + {{ question.highest | number }} - {{ question.id | identifier }})::integer
            {% else %}
            {{ question.id | identifier }}::integer
            {% endif %}
            as {{ question.id | identifier }}{% if not loop.last %},{% endif %}

            {% endfor %}
        from arrivals
    ) as turned
) as counted
