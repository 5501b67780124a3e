"""Periods, delivery fictions, closures: a deadline question in, an explained computation out."""
