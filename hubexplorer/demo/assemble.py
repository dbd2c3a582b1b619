"""A demo repository's history, assembled from its checkpoints, its card and the commit plan.

`data/plans.json` says which commits a repository has; this writes, for each of them, the folder of
files that it adds or changes, and `commits.json`, which `history` reads.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hubexplorer.demo import cards
from hubexplorer.demo.results import Results

PLANS = Path(__file__).with_name("data") / "plans.json"


def assemble(name: str, checkpoints: Path, target: Path) -> None:
    """Write the whole history of one repository into `target`, replacing what is there.

    Args:
        checkpoints: folder with the saved checkpoints by their names in the plan.
    """
    plan = json.loads(PLANS.read_text(encoding="utf-8"))
    if target.exists():
        shutil.rmtree(target)
    before: dict[str, bytes] = {}
    commits = []
    for entry in plan["commits"][name]:
        after = _files(name, entry, checkpoints / entry["checkpoint"])
        for path, content in after.items():
            if before.get(path) != content:
                _write(target / entry["folder"] / path, content)
        commits.append(
            {key: entry[key] for key in ("folder", "title", "description", "date", "tag")}
            | {"delete": sorted(before.keys() - after.keys())}
        )
        before = after
    record = {"author": plan["author"], "commits": commits}
    _write(target / "commits.json", (json.dumps(record, indent=2) + "\n").encode())


def _files(name: str, entry: Mapping[str, Any], checkpoint: Path) -> dict[str, bytes]:
    """Every file of the repository as it is after one commit."""
    files = {
        path.relative_to(checkpoint).as_posix(): path.read_bytes()
        for path in sorted(checkpoint.rglob("*"))
        if path.is_file()
    }
    results = Results.read(checkpoint)
    license_id = entry["license"]
    texts = dict(entry["texts"])
    texts["README.md"] = cards.render(name, results, license_id=license_id, omit=entry["omit"])
    if license_id:
        texts["LICENSE"] = cards.license_text(license_id)
    if entry["measured"]:
        path, text = cards.eval_results(results, date=entry["measured"])
        texts[path] = text
    return files | {path: text.encode() for path, text in texts.items()}


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
