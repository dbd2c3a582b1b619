"""What the embedded hub commits: the demo repositories with their whole history.

A repository is a folder under `models/`: `commits.json` lists its commits in order, and the folder
each of them names holds the files that the commit adds or changes. Reading it needs no torch.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

MODELS = Path(__file__).with_name("models")
NAMESPACE = "demo"


@dataclass(frozen=True, slots=True)
class DemoCommit:
    """One commit: what it says, who made it when, and what it changes."""

    title: str
    description: str
    date_s: float
    author: tuple[str, str]
    """Name and e-mail address."""
    files: Mapping[str, bytes | Path]
    """Path in the repository to the new content, or to the file that holds it."""
    delete: tuple[str, ...] = ()
    tag: str = ""
    """A tag to set on this commit, or empty."""


@dataclass(frozen=True, slots=True)
class DemoRepo:
    """One repository of the embedded hub, from its first commit to its newest."""

    repo: str
    created_s: float
    downloads: int
    """Always 0: nobody has downloaded from a hub that was just made."""
    commits: tuple[DemoCommit, ...]

    @property
    def name(self) -> str:
        return self.repo.rpartition("/")[2]

    def head(self) -> dict[str, bytes | Path]:
        """The files of the newest commit, by path."""
        files: dict[str, bytes | Path] = {}
        for commit in self.commits:
            files.update(commit.files)
            for path in commit.delete:
                del files[path]
        return files


def repositories(models: Path = MODELS) -> Iterator[DemoRepo]:
    """Every demo repository, in the order of its first commit."""
    found = [read(path.parent) for path in models.glob("*/commits.json")]
    yield from sorted(found, key=lambda repo: (repo.created_s, repo.repo))


def read(folder: Path) -> DemoRepo:
    """The repository that one folder under `models/` describes."""
    plan = json.loads((folder / "commits.json").read_text(encoding="utf-8"))
    author = (str(plan["author"]["name"]), str(plan["author"]["email"]))
    commits = tuple(_commit(folder, entry, author) for entry in plan["commits"])
    return DemoRepo(
        repo=f"{NAMESPACE}/{folder.name}",
        created_s=commits[0].date_s,
        downloads=0,
        commits=commits,
    )


def export(repo: DemoRepo, folder: Path) -> Path:
    """Write the files of a repository's newest commit below `folder`, and return it."""
    for path, content in repo.head().items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Path):
            shutil.copyfile(content, target)
        else:
            target.write_bytes(content)
    return folder


def _commit(folder: Path, entry: Mapping[str, Any], author: tuple[str, str]) -> DemoCommit:
    root = folder / entry["folder"]
    files = {
        path.relative_to(root).as_posix(): path
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }
    return DemoCommit(
        title=entry["title"],
        description=entry["description"],
        date_s=datetime.fromisoformat(entry["date"]).timestamp(),
        author=author,
        files=files,
        delete=tuple(entry["delete"]),
        tag=entry["tag"],
    )
