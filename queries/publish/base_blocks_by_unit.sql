-- Which base block did each leaf belong to, at the pulses of a release that can be read?
-- grain: one row per pulse and leaf unit
-- parameters: none
select blocks.pulse, blocks.base_block, blocks.unit
from blocks
inner join pulses on blocks.pulse = pulses.pulse
where blocks.family = '' and pulses.withdrawn_at is null
order by blocks.pulse, blocks.base_block, blocks.unit
