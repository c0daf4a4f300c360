"""What came of misreports: who believed what was not so, acted on it, and was put right by whom."""
