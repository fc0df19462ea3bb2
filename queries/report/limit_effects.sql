-- What is training linked to in the organisation, without which units were compared?
-- grain: one row per programme and measure
-- parameters: none
-- holes: sight
create view memory.{{ sight | identifier }}.effects as
select effects.* replace (json_merge_patch(effects.detail, '{"groups": []}')::varchar as detail)
from release.effects as effects
