-- Which encrypted file holds the responses, to be written?
-- grain: none
-- parameters: key
-- holes: file, catalog
attach {{ file | path }} as {{ catalog | identifier }} (encryption_key $key)
