"""Supplies: pools that are used up, run out and are refilled."""
