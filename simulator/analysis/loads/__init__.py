"""What desks and pools were asked for in one replication, and what there was."""
