-- What goes when nobody with this share reads any more?
-- grain: none
-- parameters: none
-- holes: sight
drop schema memory.{{ sight | identifier }} cascade
