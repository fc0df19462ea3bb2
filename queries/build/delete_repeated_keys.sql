-- Which responses does a later one by the same respondent replace?
-- grain: none
-- parameters: pulse
delete from responses
where
    pulse = $pulse
    and respondent in (select arrivals.respondent from memory.arrivals as arrivals where arrivals.pulse = $pulse)
