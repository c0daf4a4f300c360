"""Exit codes and verbs."""

DONE, NOT_MET, USER_CAN_MEND, BUG, INTERRUPTED = 0, 1, 2, 3, 130

VERBS = (
    "run", "open", "report", "watch", "check", "audit", "gaps", "score", "compare", "improve", "stress",
    "suite", "sensitivity", "replay", "explain", "clocks", "norms", "new", "merge", "schema",
)  # fmt: skip
"""In the order in which a planner meets them."""
