-- How is the web process kept from every file but the release it has attached?
-- grain: none
-- parameters: none
set enable_external_access = false
