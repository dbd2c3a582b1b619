"""Bringing the catalog up to date, by jobs that go on where they were left."""
