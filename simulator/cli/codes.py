"""Exit codes and verbs."""

DONE, NOT_MET, USER_CAN_MEND, BUG, INTERRUPTED = 0, 1, 2, 3, 130

VERBS = (
    "run", "open", "report", "watch", "check", "audit", "gaps", "score", "compare", "improve", "stress",
    "suite", "sensitivity", "replay", "explain", "clocks", "norms", "new", "merge", "schema",
)  # fmt: skip
"""In the order in which a planner meets them."""

MEANT = {
    **dict.fromkeys(("play", "start", "simulate", "推演", "运行"), "run"),
    **dict.fromkeys(("view", "show"), "open"),
    **dict.fromkeys(("init", "create"), "new"),
    **dict.fromkeys(("validate", "检查"), "check"),
    **dict.fromkeys(("diff", "比较"), "compare"),
    **dict.fromkeys(("fix", "optimise", "optimize", "改进"), "improve"),
    "缺口": "gaps",
    "报告": "report",
}
"""What other tools, and people, call a verb."""
