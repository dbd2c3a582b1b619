"""Pinning: what was chosen, its files, and newer commits of it."""
