"""Organisations with a known truth, published by the product's own code, to see what the statistics make of them."""
