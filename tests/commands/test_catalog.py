"""`hubexplorer catalog`: what a user types and reads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hubexplorer import services
from hubexplorer.catalog import write_delta, write_snapshot
from hubexplorer.cli import main
from tests.benchmarks.synthetic import catalog_rows
from tests.shipped import SHIPPED


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A home whose catalog has a base and changes."""
    monkeypatch.setenv("HUBEXPLORER_HOME", str(tmp_path))
    monkeypatch.setenv("HUBEXPLORER_HUB", "embedded")
    source = {"hubs": {"embedded": {"rows": 301, "synced_s": 1.0, "of": None}}}
    write_snapshot(tmp_path / "catalog", catalog_rows(300), built_s=1.0, source=source)
    write_delta(tmp_path / "catalog", catalog_rows(1, seed=9), built_s=2.0, source=source)
    yield tmp_path
    services.stop(tmp_path, "embedded")


def test_info_compact_and_verify(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalog", "info"]) == 0
    shown = capsys.readouterr()
    assert shown.out.startswith("301 models, ")
    assert "embedded\t301 models (a part)\tlisted 1970-01-01" in shown.out
    assert "catalog compact" in shown.err
    assert main(["catalog", "compact"]) == 0
    assert main(["catalog", "compact"]) == 0
    assert capsys.readouterr().out == "compacted\nnothing has changed since the base\n"
    assert main(["catalog", "info", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["models"], found["changed"]) == (301, 0)
    assert main(["catalog", "verify"]) == 0
    assert "are what was written" in capsys.readouterr().out


def test_damage_is_told_and_rebuilt(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base = min(home.rglob("arrays.bin"))
    base.write_bytes(base.read_bytes()[:-1])
    assert main(["catalog", "verify"]) == 1
    said = capsys.readouterr().err
    assert "damaged: arrays.bin has" in said
    assert "hint: hubexplorer catalog verify --rebuild" in said
    assert main(["catalog", "verify", "--rebuild"]) == 0
    assert capsys.readouterr().out == f"rebuilt: {SHIPPED} models\n"
    assert main(["catalog", "verify"]) == 0
