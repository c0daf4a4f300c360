"""Gaps seen in the runs: found in one replication, gathered over all, and what came of them."""
