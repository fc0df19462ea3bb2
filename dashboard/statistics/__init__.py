"""What the published figures say: intervals, usual ranges, comparisons, effects. Arrays in, frozen dataclasses out.

Nothing here reads a file or knows a person: every function works on numbers anyone may see.
"""
