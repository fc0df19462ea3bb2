-- Which encrypted file holds the responses, only to be read?
-- grain: none
-- parameters: key
-- holes: file, catalog
attach {{ file | path }} as {{ catalog | identifier }} (encryption_key $key, read_only)
