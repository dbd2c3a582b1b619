"""A writer killed at any point leaves the catalog before or after; the next one goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.catalog import killed_writer
from tests.catalog.killing import kill_after, kill_at_event, round_of


@pytest.mark.parametrize("kind", ["delta", "compact"])
def test_killed_between_file_operations(tmp_path: Path, kind: str) -> None:
    killed_writer.start(tmp_path)
    number, seen, event, was_killed = 1, set(), 0, True
    while was_killed:
        event += 4
        was_killed = kill_at_event(tmp_path, number, kind, event)
        found = round_of(tmp_path)
        assert found in {number - 1, number}
        assert was_killed or found == number
        seen.add((was_killed, found == number))
        number = found + 1
    assert {(True, False), (True, True)} <= seen, "no kill was before, or none behind the swap"
    killed_writer.write(tmp_path, number, kind)
    assert round_of(tmp_path) == number
    assert not list(tmp_path.glob("writing*"))
    assert len(list(tmp_path.glob("snapshot-*"))) == (2 if kind == "delta" else 1)


def test_killed_while_it_works(tmp_path: Path) -> None:
    killed_writer.start(tmp_path)
    assert kill_after(tmp_path, 1, "compact", 0.05)
    assert round_of(tmp_path) == 0
