"""What tells one training from another: its arguments, and the code of its script."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hubexplorer.tuning.families.base import SHARED


def run_digest(arguments: Mapping[str, Any]) -> str:
    """Equal for jobs that train the same, so that one can go on where another ended.

    Where a run is tracked changes nothing of it.
    """
    asked = {name: value for name, value in arguments.items() if name != "track"}
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()[:12]


def script_digest(script: Path) -> str:
    """One digest of the script and of the modules beside it."""
    digest = hashlib.sha256(script.read_bytes())
    for path in sorted(SHARED.glob("*.py")):
        beside = script.parent / path.name
        digest.update(beside.read_bytes() if beside.is_file() else b"")
    return digest.hexdigest()
