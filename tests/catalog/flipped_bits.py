"""One flipped bit in a catalog's files: damage is named, or the answers are the same.

python -m tests.catalog.flipped_bits FOLDER SEED CASE...   prints an outcome a case
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
from pathlib import Path

from hubexplorer.catalog import Catalog, Hits, Query
from hubexplorer.errors import SnapshotDamaged
from tests.catalog.comparing import VIEW

QUERIES = (
    Query.parse("bert lama"),
    Query.parse("clasification"),
    Query(sort="likes", limit=200),
    Query.parse('"small fast" -task:fill-mask params:<3B'),
    Query.parse("license_class:commercial language:de,fr"),
)


def flipped(folder: Path, chance: random.Random) -> str:
    """What came of a flipped bit: named, harmless (the answers are the same), or wrong."""
    expected = answers(Catalog.open(folder))
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name) / "catalog"
        shutil.copytree(folder, copy)
        files = [path for path in sorted(copy.rglob("*")) if path.is_file() and path.stat().st_size]
        path = chance.choice(files)
        content = bytearray(path.read_bytes())
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path.write_bytes(content)
        try:
            catalog = Catalog.open(copy)
            found = answers(catalog)
        except SnapshotDamaged:
            return "named"
        if found == expected:
            return "harmless"
        try:
            catalog.verify()
        except SnapshotDamaged:
            return "named"  # a value that reads as another: found by who verifies
        return "wrong"


def answers(catalog: Catalog) -> list[Hits]:
    """What the catalog says to some queries."""
    return [catalog.search(query, VIEW, ranges=("updated", "memory")) for query in QUERIES]


if __name__ == "__main__":
    for case in sys.argv[3:]:
        outcome = flipped(Path(sys.argv[1]), random.Random(f"{sys.argv[2]} {case}"))
        sys.stdout.write(f"{outcome}\n")
        sys.stdout.flush()
