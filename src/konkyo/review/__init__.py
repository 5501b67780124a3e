"""Human approval: what waits, who may decide, and the decision."""
