"""How many models the embedded hub ships, for tests that count what is found."""

from __future__ import annotations

from hubexplorer.demo import history

SHIPPED = sum(1 for _ in history.repositories())
