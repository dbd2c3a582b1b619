"""Tune: a base, its data and settings, runs and what came of them."""
