"""`hubexplorer collections`: what a user types and reads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hubexplorer.cli import main

NANO = "embedded:demo/support-intent-en-nano"


def test_lists_are_shown_followed_and_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HUBEXPLORER_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HUBEXPLORER_HUB", "embedded")
    Path("team.toml").write_text(f'[Team]\nabout = "Ours"\nmodels = ["{NANO}"]\n')
    assert main(["collections", "follow", "team.toml"]) == 0
    line = f"Team\t1 model\t{tmp_path}/team.toml\tOurs\n"
    assert capsys.readouterr().out == line
    assert main(["collections", "list"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("Starter\t")
    assert shown.endswith(line)
    assert main(["collections", "list", "--json"]) == 0
    team = json.loads(capsys.readouterr().out.splitlines()[1])
    assert (team["name"], team["models"], team["about"]) == ("Team", [NANO], "Ours")
    assert main(["collections", "unfollow", "team.toml"]) == 0
    assert capsys.readouterr().out == "Team\tno longer followed\n"
    assert main(["collections", "unfollow", "team.toml"]) == 2
    assert "nothing is followed" in capsys.readouterr().err
    assert main(["collections", "follow", "never.toml"]) == 1
    assert "hint: write" in capsys.readouterr().err
