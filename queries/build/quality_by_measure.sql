-- How good are the answers to each scale: who answered, what is missing, do its items agree, is every answer used?
-- grain: one row per scale (organisation level only)
-- parameters: none
-- holes: scales (id, questions (id, lowest, highest, reversed), least_answered)
{% for scale in scales %}
select
    '{{ scale.id | identifier }}' as measure,
    count(*) filter (where answered > 0) as respondents,
    count(*) filter (where answered >= {{ scale.least_answered | number }}) as scored,
    sum(items - answered) filter (where answered > 0) as missing,
    count(*) filter (where answered = items) as complete,
    count(*) filter (where answered = items and same_answer) as straight,
    var_samp(total) filter (where answered = items) as variance,
    [
        {% for question in scale.questions %}
        var_samp({{ question.id | identifier }}) filter (where answered = items){% if not loop.last %},{% endif %}

        {% endfor %}
    ] as item_variances,
    [
        {% for question in scale.questions %}
        corr({{ question.id | identifier }}, total - {{ question.id | identifier }})
            filter (where answered = items){% if not loop.last %},{% endif %}

        {% endfor %}
    ] as item_rest_correlations,
    [
        {% for question in scale.questions %}
        bit_or(1::hugeint << (raw_{{ question.id | identifier }})){% if not loop.last %},{% endif %}

        {% endfor %}
    ] as codes_used
from (
    select
        *,
        (
            {% for question in scale.questions %}
            {% if not loop.first %}+ {% endif %}({{ question.id | identifier }} is not null)::bigint
            {% endfor %}
        ) as answered,
        (
            {% for question in scale.questions %}
            {% if not loop.first %}+ {% endif %}{{ question.id | identifier }}::bigint
            {% endfor %}
        ) as total,
        (
            {% for question in scale.questions %}
            {% if not loop.first %}+ {% endif %}1
            {% endfor %}
        ) as items,
        greatest({% for question in scale.questions %}raw_{{ question.id | identifier }}{% if not loop.last %}, {% endif %}{% endfor %})
        = least({% for question in scale.questions %}raw_{{ question.id | identifier }}{% if not loop.last %}, {% endif %}{% endfor %}) as same_answer
    from (
        select
            {% for question in scale.questions %}
            {{ question.id | identifier }} as raw_{{ question.id | identifier }},
            {% if question.reversed %}
            {{ question.lowest | number }} + {{ question.highest | number }} - {{ question.id | identifier }}
            {% else %}
            {{ question.id | identifier }}
            {% endif %}
            as {{ question.id | identifier }}{% if not loop.last %},{% endif %}

            {% endfor %}
        from arrivals
    ) as turned
) as counted
{% if not loop.last %}
union all
{% endif %}
{% endfor %}
