"""Levels that are declared, and what is then done about each."""
