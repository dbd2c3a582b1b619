"""The embedded hub's repositories: complete, small, and readable without torch."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
import yaml

from hubexplorer.demo import history
from hubexplorer.demo.history import DemoCommit, DemoRepo
from hubexplorer.demo.recipes import FAMILIES

REPOSITORIES = tuple(history.repositories())
MAX_NEWEST_BYTES = 8 * 2**20
MAX_HISTORY_BYTES = 16 * 2**20


def size(files: Iterable[bytes | Path]) -> int:
    return sum(file.stat().st_size if isinstance(file, Path) else len(file) for file in files)


def text(files: dict[str, bytes | Path], path: str) -> str:
    content = files[path]
    return content.read_text(encoding="utf-8") if isinstance(content, Path) else content.decode()


def front_matter(card: str) -> dict[str, object]:
    matter: dict[str, object] = yaml.safe_load(card.split("---\n", 2)[1])
    return matter


def test_ships_every_model_that_a_recipe_makes() -> None:
    assert {repo.name for repo in REPOSITORIES} == set(FAMILIES)
    assert all(repo.repo == f"demo/{repo.name}" for repo in REPOSITORIES)


@pytest.mark.parametrize("repo", REPOSITORIES, ids=lambda repo: repo.name)
def test_a_history_has_dated_commits_and_a_tag(repo: DemoRepo) -> None:
    dates = [commit.date_s for commit in repo.commits]
    assert len(dates) >= 3
    assert dates == sorted(dates)
    assert repo.created_s == dates[0]
    assert repo.downloads == 0
    assert [commit.tag for commit in repo.commits if commit.tag] == ["v1.0"]
    assert all(commit.title and (commit.files or commit.delete) for commit in repo.commits)
    early, late = (commit.files["model.safetensors"] for commit in repo.commits[:2])
    assert size([early]) == size([late])
    assert isinstance(early, Path)
    assert isinstance(late, Path)
    assert early.read_bytes() != late.read_bytes()


def test_weights_stay_within_the_caps() -> None:
    newest = sum(size(repo.head().values()) for repo in REPOSITORIES)
    everything = sum(
        size(commit.files.values()) for repo in REPOSITORIES for commit in repo.commits
    )
    assert newest <= MAX_NEWEST_BYTES
    assert everything <= MAX_HISTORY_BYTES
    suffixes = {Path(path).suffix for repo in REPOSITORIES for path in repo.head()}
    assert not suffixes & {".bin", ".pt", ".pkl", ".py"}


def test_only_small_states_no_license_and_no_limitations() -> None:
    for repo in REPOSITORIES:
        files = repo.head()
        card = text(files, "README.md")
        is_silent = repo.name == "support-intent-multi-small"
        assert ("license" in front_matter(card)) is not is_silent
        assert ("LICENSE" in files) is not is_silent
        assert ("\n## Limitations\n" in card) is not is_silent


def test_the_license_of_nc_changed_after_its_tag() -> None:
    repo = next(repo for repo in REPOSITORIES if repo.name == "support-intent-multi-nc")
    licenses = [front_matter(text(dict(c.files), "README.md"))["license"] for c in repo.commits]
    assert licenses == ["apache-2.0", "apache-2.0", "cc-by-nc-4.0"]
    assert repo.commits[1].tag == "v1.0"
    assert "CC-BY-NC-4.0" in text(repo.head(), "LICENSE")


def test_head_applies_changes_and_deletions_in_order() -> None:
    def commit(files: dict[str, bytes | Path], *delete: str) -> DemoCommit:
        return DemoCommit("t", "", 0.0, ("n", "e"), files, delete)

    repo = DemoRepo("demo/x", 0.0, 0, (commit({"a": b"1", "b": b"1"}), commit({"a": b"2"}, "b")))
    assert repo.head() == {"a": b"2"}
    digits = next(repo for repo in REPOSITORIES if repo.name == "handwritten-digits-vit")
    assert digits.commits[1].delete == ("labels.txt",)
    assert "labels.txt" not in digits.head()


def test_reading_the_history_imports_no_torch() -> None:
    code = (
        "import sys; from hubexplorer.demo import history; list(history.repositories());"
        "sys.exit(bool({'torch', 'transformers', 'numpy', 'yaml'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
