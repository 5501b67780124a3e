"""Recognition: which office, form, numbers, dates and references a document states, and where."""
