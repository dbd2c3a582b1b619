"""Measure: somebody's rows, the report, labels given by hand."""
