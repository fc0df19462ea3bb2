-- Can every block of a table be read, and is it as it was written?
-- grain: one row
-- parameters: none
-- holes: table
-- (the alias is used: a table's name stands for its whole row)
select bit_xor(hash(everything)) as digest
from release.{{ table | identifier }} as everything -- noqa: AL05
