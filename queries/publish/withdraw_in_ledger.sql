-- Which pulse was withdrawn, and when?
-- grain: one row
-- parameters: pulse, withdrawn_at
update releases set withdrawn_at = $withdrawn_at
where pulse = $pulse and withdrawn_at is null
