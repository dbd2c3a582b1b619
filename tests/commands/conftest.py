"""The command line in processes of its own, over the home that tests share."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


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
