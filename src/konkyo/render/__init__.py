"""Values to bytes: tables, calendars, sheets. No destination, no approval logic."""
