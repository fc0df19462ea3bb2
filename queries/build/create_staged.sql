-- Where do answers wait until everything is checked? Nothing of it is on disk.
-- grain: one row per response of the files at hand
-- parameters: none
-- holes: items
create or replace table staged (
    pulse varchar,
    unit varchar,
    role varchar,
    respondent_key varchar,
    programmes varchar[],
    {% for item in items %}
    {{ item | identifier }} smallint,
    {% endfor %}
    file integer not null,
    record bigint,
    row_offset bigint
)
