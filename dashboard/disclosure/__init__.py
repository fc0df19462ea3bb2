"""Disclosure control: who is shown together, how exactly, and the proof that nobody can be picked out."""
