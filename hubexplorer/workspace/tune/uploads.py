"""Files that a browser handed over, kept under names of our own making."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from hubexplorer.errors import DataError
from hubexplorer.workspace.writing import write_error

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def keep_upload(home: Path, name: str, content: bytes, endings: tuple[str, ...]) -> Path:
    """Where an uploaded file is kept, under its content's digest.

    Args:
        endings: those that are taken, lower case.

    Raises:
        DataError: it has another.
    """
    ending = Path(name).suffix.lower()
    if ending not in endings:
        raise DataError(f"{name!a} is none of {', '.join(endings)}")
    folder = home / "uploads" / hashlib.sha256(content).hexdigest()[:16]
    path = folder / f"{safe_name(Path(name).stem)}{ending}"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.write_bytes(content)
    except OSError as error:
        raise write_error(error, "the file", hint=f"it is kept in {folder}") from None
    return path


def safe_name(name: str) -> str:
    """A name with letters, digits, dots, lines only; "data" where none is left."""
    return _UNSAFE.sub("-", name).strip(".-")[:60] or "data"
