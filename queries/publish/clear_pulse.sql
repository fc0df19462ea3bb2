-- Which rows of a pulse are about to be replaced?
-- grain: one row per response
-- parameters: pulse
-- holes: table
delete from {{ table | identifier }}
where pulse = $pulse
