"""Exit codes and verbs."""

DONE, NOT_MET, USER_CAN_MEND, BUG, INTERRUPTED = 0, 1, 2, 3, 130

VERBS = ("run", "check", "audit", "gaps", "score", "replay", "explain", "new", "schema")
"""In the order in which a planner meets them."""
