-- Has exactly this been imported before, and when?
-- grain: one row per such import
-- parameters: fingerprint
select imported_at
from store.imports
where fingerprint = $fingerprint
