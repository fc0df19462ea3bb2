-- Can every block of a table be read, and is it as it was written?
-- grain: one row
-- parameters: none
-- holes: table
select bit_xor(hash(everything)) as digest
from release.{{ table | identifier }} as everything
