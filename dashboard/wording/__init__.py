"""Every word on screen, in plain English: findings as sentences, states, errors and help. Nothing else writes copy."""
