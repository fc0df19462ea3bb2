-- How is that kept from being undone?
-- grain: none
-- parameters: none
set lock_configuration = true
