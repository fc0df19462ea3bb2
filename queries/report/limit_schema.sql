-- Where does one reader's share of the release live? In memory, beside the file, under a name of its own.
-- grain: none
-- parameters: none
-- holes: sight
create schema memory.{{ sight | identifier }}
