"""The six jobs, one readable file each."""
