"""Human approval: the only place where an Approved value is made."""
