"""Agreements that give units: what comes of each call on them."""
