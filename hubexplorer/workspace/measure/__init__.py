"""Measuring: models on somebody's own rows, from the rows to the decision."""
