"""A soak that was cut short goes on where it was."""

from __future__ import annotations

from tests.soak.progress import Progress


def test_finished_cases_are_remembered_by_soak_and_seed(tmp_path):
    path = tmp_path / "state.jsonl"
    with Progress(path, "cards", 1) as progress:
        progress.keep("a", {"seen": 0})
    with Progress(path, "cards", 2) as progress:
        assert progress.outcomes == {}
    with Progress(path, "sync", 1) as progress:
        assert progress.outcomes == {}
    with Progress(path, "cards", 1) as progress:
        assert progress.outcomes == {"a": {"seen": 0}}


def test_a_torn_line_costs_its_own_case_only(tmp_path):
    path = tmp_path / "state.jsonl"
    with Progress(path, "cards", 1) as progress:
        progress.keep("a", 1)
        progress.keep("b", 2)
    path.write_text(path.read_text().rstrip()[:-5])
    with Progress(path, "cards", 1) as progress:
        assert progress.outcomes == {"a": 1}
        progress.keep("b", 3)
    with Progress(path, "cards", 1) as progress:
        assert progress.outcomes == {"a": 1, "b": 3}


def test_without_a_file_nothing_is_kept():
    with Progress(None, "cards", 1) as progress:
        progress.keep("a", 1)
        assert progress.outcomes == {"a": 1}
