"""Measuring: models on somebody's own rows, from the rows to the decision."""

FOLDER = "measured"
"""Where a project keeps its reports, labels and held-out rows."""
