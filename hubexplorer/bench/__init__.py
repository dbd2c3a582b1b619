"""Measuring candidates on somebody's own data: data, metrics, statistics, runs and reports.

Knows nothing of hubs or models: a candidate is whatever answers rows. Importing this loads no
scipy, no pandas and no metric library.
"""
