"""The command line in processes of its own, over the home that tests share."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.workspace.other_hub import OtherHub, other_hub


@pytest.fixture(scope="session")
def hub_of_session(tmp_path_factory) -> Iterator[OtherHub]:
    with other_hub(tmp_path_factory.mktemp("other-hub")) as hub:
        yield hub


@pytest.fixture
def other(hub_of_session) -> Iterator[OtherHub]:
    """A second hub that lets everybody in again after each test."""
    yield hub_of_session
    hub_of_session.wanted = ""


@pytest.fixture
def environment(shared_home):
    kept = {name: value for name, value in os.environ.items() if "HUBEXPLORER" not in name}
    return {**kept, "HUBEXPLORER_HOME": str(shared_home), "HUBEXPLORER_HUB": "embedded"}


@pytest.fixture
def hubexplorer(environment, tmp_path):
    """Runs one command in a fresh project folder; its status, output and talk."""

    def run(*words: str | Path, says: str = "", **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "hubexplorer", *map(str, words)],
            cwd=tmp_path,
            env={**environment, **more},
            input=says,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run


@pytest.fixture
def objects():
    """The objects that a command printed."""

    def read(done: subprocess.CompletedProcess[str]) -> list[dict]:
        assert "Traceback" not in done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    return read
