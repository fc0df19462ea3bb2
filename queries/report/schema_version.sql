-- Which schema was this release written with?
-- grain: one row
-- parameters: none
select value
from release.about
where fact = 'schema_version'
