"""Measurements, each runnable as a module: `python -m tests.benchmarks.catalog`."""
