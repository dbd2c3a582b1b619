"""The README and the map say nothing that is not so."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from hubexplorer import services
from hubexplorer.settings import Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
MAP = (ROOT / "docs" / "map.md").read_text("utf-8")
DOCUMENTS = [
    path
    for folder in (ROOT, ROOT / "docs", ROOT / "docs" / "decisions")
    for path in sorted(folder.glob("*.md"))
]


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


@pytest.fixture
def home(tmp_path):
    home = tmp_path / "home"
    yield home
    for name in ("model-host", "embedded"):
        services.stop(home, name)


def test_its_lines_of_python_run_as_they_stand(home, tmp_path):
    (code,) = blocks("python")
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "HUBEXPLORER_HOME": str(home), "HUBEXPLORER_HUB": "embedded"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "hubexplorer.lock").exists()


def test_its_make_targets_exist():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    code = "\n".join([*blocks("bash"), *re.findall(r"`(make [^`]+)`", README)])
    named = {
        word
        for line in re.findall(r"^make ([^#\n]+)", code, re.MULTILINE)
        for word in line.split()
        if "=" not in word
    }
    assert {"app", "test", "check", "bench", "lab"} <= named
    assert named <= targets


def test_its_commands_exist():
    done = subprocess.run(
        [sys.executable, "-m", "hubexplorer", "--help"], capture_output=True, text=True, check=True
    )
    verbs = re.findall(r"^ {4}(\w+)(?: |$)", done.stdout, re.MULTILINE)
    named = re.findall(r"`hubexplorer (\w+)", README)
    assert named
    assert set(named) <= set(verbs)


def test_its_extras_exist():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = re.findall(r"hubexplorer\[(\w+)\]", README)
    assert named
    assert set(named) <= set(project["optional-dependencies"])


def test_it_names_every_setting_and_no_other():
    named = set(re.findall(r"HUBEXPLORER_([A-Z_]+)", README))
    fields = {
        name.upper().removeprefix("IS_").removesuffix("_BYTES") for name in Settings.__slots__
    }
    assert named == fields


def test_it_links_every_notebook_that_teaches():
    lessons = {f"notebooks/{path.name}" for path in (ROOT / "notebooks").glob("0*.ipynb")}
    assert lessons <= set(re.findall(r"\]\(([^)]+)\)", README))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_to_files_lead_somewhere(document):
    links = re.findall(r"\]\(([^)#\s]+)", document.read_text("utf-8"))
    files = [link for link in links if "://" not in link]
    assert [link for link in files if not (document.parent / link).exists()] == []


def test_the_map_names_only_files_that_exist():
    quoted = re.findall(r"`([^`\s]+)`", MAP)
    named = {name for name in quoted if re.fullmatch(r"[\w<>./-]+(/|\.\w+)", name)}
    stems = re.findall(r"^\| `(\w+)` \|", MAP, re.MULTILINE)
    assert len(named) > 20
    assert len(stems) == 7
    paths = {name.replace("<stem>", stem) for name in named for stem in stems}
    paths -= {"events.jsonl", "hubexplorer.lock"}  # written at run time
    missing = {
        name
        for name in paths
        if not (ROOT / name).exists() and not (ROOT / "hubexplorer" / name).exists()
    }
    assert missing == set()


def test_the_map_shows_every_room():
    drawing = re.findall(r"```(.*?)```", MAP, re.DOTALL)[0]
    package = ROOT / "hubexplorer"
    rooms = {path.parent.name for path in package.glob("*/__init__.py")}
    floors = {path.stem for path in package.glob("*.py")} - {"__init__"}
    assert rooms | floors <= set(re.findall(r"\w+", drawing))
