-- What is measured?
-- grain: one row per published measure
-- parameters: none
select
    measure, name, better, family, high_at_least, high_label, band_ids, band_names, source, licence, spread
from measures
order by position
