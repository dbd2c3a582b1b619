"""Tuning: a notebook beside a script, its runs, and what is kept of them."""
