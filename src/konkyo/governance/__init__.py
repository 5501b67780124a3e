"""What may leave this machine: decided here, performed elsewhere."""
