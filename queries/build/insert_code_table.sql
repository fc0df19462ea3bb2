-- What does each written answer of one question stand for?
-- grain: one row
-- parameters: id, answers, codes
insert into code_tables values ($id, $answers::varchar[], $codes::varchar[])
