"""A family of another package: found by its entry point in a fresh process, as pip leaves it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

MODULE = """\
import dataclasses
from pathlib import Path
from hubexplorer.tuning.families import text_classification

FAMILY = dataclasses.replace(
    text_classification.FAMILY,
    name="sentiment",
    title="sentiment scale",
    tasks=frozenset({"sentiment-scale"}),
    folder=Path(__file__).parent,
)
OURS = dataclasses.replace(FAMILY, name="text_classification")
NOT_ONE = "a text"
"""
ENTRIES = """\
[hubexplorer.families]
sentiment = acme_families:FAMILY
taken = acme_families:OURS
wrong = acme_families:NOT_ONE
"""
ASK = """\
from hubexplorer.records import ModelRef
from hubexplorer.tuning import StarterSpec, all_families, family_for, write_starter
from pathlib import Path
import sys
print(family_for("sentiment-scale").name, len(all_families()))
print(all_families()["text_classification"].title)
spec = StarterSpec("sentiment", ModelRef("embedded", "acme/a", "0" * 40), "m", "d.csv",
                   {"text": "t", "label": "l"})
print(write_starter(spec, Path(sys.argv[1])).script.read_text())
"""


def test_it_joins_the_built_in_ones_and_takes_no_name_of_theirs(tmp_path: Path) -> None:
    package = tmp_path / "package"
    info = package / "acme_families-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-families\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(ENTRIES)
    (package / "acme_families.py").write_text(MODULE)
    (package / "train.py").write_text("# acme's own")
    done = subprocess.run(
        [sys.executable, "-c", ASK, str(tmp_path / "starter")],
        env={**os.environ, "PYTHONPATH": str(package)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.splitlines() == ["sentiment 8", "text classifier", "# acme's own"]
