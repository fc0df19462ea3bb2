-- Which pulses were ever released, by which release, under which k, and with what fingerprint?
-- grain: one row per pulse ever released
-- parameters: none
select pulse, release_number, k, membership, withdrawn_at
from releases
order by pulse
