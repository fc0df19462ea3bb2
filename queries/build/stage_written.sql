-- What do the written answers stand for? An answer that stands for nothing is null here, and a problem later.
-- grain: one row per row of the file that counts
-- parameters: file, pulse, unit, role, dates
-- holes: items
insert into staged by name
select
    $file::integer as file,
    written.record,
    coalesce(
        $pulse,
        case
            when $dates::varchar is null then coalesce(decoded('pulse', written.pulse), written.pulse)
            else strftime(try_strptime(written.pulse, coalesce($dates, '%Y')), '%Y-%m')
        end
    ) as pulse,
    coalesce($unit, decoded('unit', written.unit), written.unit) as unit,
    coalesce($role, decoded('role', written.role), written.role) as role,
    written.respondent_key,
    reported.programmes,
    {% for item in items %}
    coalesce(
        decoded('{{ item | identifier }}', written.{{ item | identifier }}),
        decoded('{{ item | identifier }}', regexp_replace(written.{{ item | identifier }}, '[.,]0+$', ''))
    )::smallint as {{ item | identifier }},
    {% endfor %}
from written
left join reported on written.record = reported.record
