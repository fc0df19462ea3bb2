-- How does everything in the plain file come into the encrypted one?
-- grain: none
-- parameters: none
copy from database plain to responses
