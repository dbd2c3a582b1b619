"""Files that a browser handed over, kept under names of our own making."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from hubexplorer.errors import DataError
from hubexplorer.workspace.archives import digest_of, unpack
from hubexplorer.workspace.writing import write_error

MAX_BYTES = 200_000_000
"""Of one file of rows, or one archive, from a browser."""
KEPT_BYTES = 2_000_000_000
"""Of all uploads together: beyond, the oldest go."""
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


def keep_upload(
    home: Path,
    name: str,
    content: BinaryIO,
    endings: tuple[str, ...],
    *,
    kept_bytes: int = KEPT_BYTES,
) -> Path:
    """Where an uploaded file is kept, under its content's digest; of an archive, its folder.

    Args:
        endings: those that are taken, lower case.
        kept_bytes: of all uploads together, this one aside: older ones beyond it are deleted.

    Raises:
        DataError: it has another, or is an archive that cannot be unpacked.
    """
    ending = Path(name).suffix.lower()
    if ending not in endings:
        raise DataError(f"{name[:80]!a} is none of {', '.join(endings)}")
    stem, uploads = safe_name(Path(name).stem), upload_folder(home)
    if ending == ARCHIVE:
        path = unpack(uploads, stem, content)
    else:
        path = _written(uploads / digest_of(content) / f"{stem}{ending}", content)
    with suppress(OSError):  # another session may be tidying up too
        _forget_oldest(uploads, path.parent, kept_bytes)
    return path


def _written(path: Path, content: BinaryIO) -> Path:
    folder = path.parent
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


def _forget_oldest(uploads: Path, newest: Path, kept_bytes: int) -> None:
    os.utime(newest)  # one that was given again counts as new
    folders = sorted(uploads.iterdir(), key=lambda one: one.stat().st_mtime, reverse=True)
    size = 0
    for folder in folders:
        if folder == newest or not folder.is_dir():
            continue
        size += sum(path.lstat().st_size for path in folder.rglob("*"))
        if size > kept_bytes:
            shutil.rmtree(folder, ignore_errors=True)


def safe_name(name: str) -> str:
    """A name with letters, digits, dots, lines only; "data" where none is left."""
    return _UNSAFE.sub("-", name).strip(".-")[:60] or "data"
