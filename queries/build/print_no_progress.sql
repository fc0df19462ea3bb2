-- Is how far a statement has come kept off the terminal, where only we speak?
-- grain: none
-- parameters: none
set enable_progress_bar_print = false
