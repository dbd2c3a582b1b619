"""Long bars: seeded, resumable, one figure a line. `python -m tests.soak --json`."""
