-- What does a written answer stand for, in this code table? Null when it stands for nothing.
-- grain: one value per call
-- parameters: none
create or replace temp macro decoded(code_table, answer) as
    list_extract(
        (select known.codes from code_tables as known where known.id = code_table),
        list_position((select known.answers from code_tables as known where known.id = code_table), lower(answer))
    )
