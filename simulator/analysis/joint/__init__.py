"""Joint tasks: consultation, verification, loss assessment."""
