-- Which corrections does a later correction of the same pulse replace?
-- grain: none
-- parameters: pulse
delete from corrections
where pulse = $pulse
