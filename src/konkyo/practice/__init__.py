"""IP know-how that needs no model and no network: pure functions over records."""
