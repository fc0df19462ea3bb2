"""Figures from published numbers: pure, told every word they carry, and unaware of the page they stand on."""
