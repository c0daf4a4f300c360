"""Posts that change hands."""
