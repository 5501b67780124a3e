"""What may leave the machine: decides and records, never performs."""
