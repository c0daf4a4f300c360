"""Exit codes and verbs."""

DONE, NOT_MET, USER_CAN_MEND, BUG, INTERRUPTED = 0, 1, 2, 3, 130

VERBS = (
    "run", "open", "check", "audit", "gaps", "score", "compare", "improve", "replay", "explain", "clocks",
    "norms", "new", "schema",
)  # fmt: skip
"""In the order in which a planner meets them."""
