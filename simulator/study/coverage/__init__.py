"""Which parts of plans no scenario of a suite exercises, and what scenario would."""
