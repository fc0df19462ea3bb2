-- Which responses does a later export of the same pulse replace: all of it?
-- grain: none
-- parameters: pulse
delete from responses
where pulse = $pulse
