"""Files that a browser handed over, kept under names of our own making."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from pathlib import Path
from typing import BinaryIO

from hubexplorer.errors import DataError
from hubexplorer.workspace.archives import digest_of, unpack
from hubexplorer.workspace.writing import write_error

MAX_BYTES = 200_000_000
"""Of one file of rows, or one archive, from a browser."""
ARCHIVE = ".zip"
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def upload_folder(home: Path) -> Path:
    """Where uploads lie; only their user reads them."""
    folder = home / "uploads"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise write_error(error, "the file", hint=f"it is kept in {folder}") from None
    return folder


def keep_upload(home: Path, name: str, content: BinaryIO, endings: tuple[str, ...]) -> Path:
    """Where an uploaded file is kept, under its content's digest; of an archive, its folder.

    Args:
        endings: those that are taken, lower case.

    Raises:
        DataError: it has another, or is an archive that cannot be unpacked.
    """
    ending = Path(name).suffix.lower()
    if ending not in endings:
        raise DataError(f"{name[:80]!a} is none of {', '.join(endings)}")
    stem = safe_name(Path(name).stem)
    if ending == ARCHIVE:
        return unpack(upload_folder(home), stem, content)
    folder = upload_folder(home) / digest_of(content)
    path = folder / f"{stem}{ending}"
    try:
        folder.mkdir(exist_ok=True, mode=0o700)
        content.seek(0)
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".coming-", delete=False) as aside:
            try:
                shutil.copyfileobj(content, aside)
                aside.flush()
                os.replace(aside.name, path)
            except OSError:
                Path(aside.name).unlink()
                raise
    except OSError as error:
        raise write_error(error, "the file", hint=f"it is kept in {folder}") from None
    return path


def safe_name(name: str) -> str:
    """A name with letters, digits, dots, lines only; "data" where none is left."""
    return _UNSAFE.sub("-", name).strip(".-")[:60] or "data"
