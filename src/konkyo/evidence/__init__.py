"""Is the quote really there? Deterministic, without any model; imports records only."""
