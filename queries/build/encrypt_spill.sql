-- How are rows kept secret that do not fit in memory and go to a temporary file?
-- grain: none
-- parameters: none
set temp_file_encryption = true
