"""Measurements on labelled data: counts behind every rate, 95 % intervals, every case."""
