-- Which unit tree does a later import of a pulse replace?
-- grain: none
-- parameters: pulse
delete from units
where pulse = $pulse
