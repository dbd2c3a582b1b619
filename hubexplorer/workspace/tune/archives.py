"""A .zip that a stranger hands over, unpacked: pictures or recordings and the table of them."""

from __future__ import annotations

import hashlib
import io
import shutil
import stat
import tempfile
import zipfile
from pathlib import Path, PurePosixPath

from hubexplorer.errors import DataError
from hubexplorer.hubs.paths import is_safe_path
from hubexplorer.workspace.writing import write_error

MAX_FILES = 20_000
MAX_BYTES = 500 * 10**6
"""Of all files together, as they are written."""
TABLES = (".csv", ".tsv", ".jsonl", ".ndjson")
_SENSES = (".png", ".jpg", ".jpeg", ".webp", ".bmp", ".wav")
_CHUNK_BYTES = 1 << 20


def unpack(home: Path, content: bytes, *, max_bytes: int = MAX_BYTES) -> Path:
    """The table of an archive, unpacked with all it names under its content's digest.

    Raises:
        DataError: it is no archive, has no table or several, is too large, or names a file that
            would not lie in its own folder.
    """
    base = home / "uploads"
    folder = base / hashlib.sha256(content).hexdigest()[:16]
    try:
        if not folder.is_dir():
            base.mkdir(parents=True, exist_ok=True, mode=0o700)
            partial = Path(tempfile.mkdtemp(prefix=".unpacking-", dir=base))
            try:
                _write(content, partial, max_bytes)
                partial.rename(folder)
            finally:
                shutil.rmtree(partial, ignore_errors=True)
    except OSError as error:
        raise write_error(error, "the archive", hint=f"it is unpacked in {base}") from None
    return _table(folder)


def _write(content: bytes, folder: Path, max_bytes: int) -> None:
    left = max_bytes
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for entry in _wanted(archive):
                path = folder / entry.filename
                path.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(entry) as source, path.open("xb") as target:
                    while chunk := source.read(_CHUNK_BYTES):
                        left -= len(chunk)
                        if left < 0:  # what it says of its sizes may be untrue
                            raise _too_large(max_bytes)
                        target.write(chunk)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise DataError(f"the archive cannot be read: {error}") from None
    except (FileExistsError, NotADirectoryError) as error:
        raise DataError(f"the archive has {Path(error.filename).name!a} twice") from None


def _wanted(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The tables, pictures and recordings; whatever else there is stays packed."""
    entries = archive.infolist()
    if len(entries) > MAX_FILES:
        raise DataError(f"the archive has {len(entries)} files; {MAX_FILES} are the most")
    found = []
    for entry in entries:
        if entry.is_dir() or "__MACOSX" in entry.filename:
            continue
        mode = entry.external_attr >> 16
        if not is_safe_path(entry.filename) or (mode and stat.S_ISLNK(mode)):
            raise DataError(
                f"the archive names {entry.filename[:80]!a}, which is no file of its own folder",
                hint="pack the folder again, without links",
            )
        if PurePosixPath(entry.filename).suffix.lower() in TABLES + _SENSES:
            found.append(entry)
    return found


def _table(folder: Path) -> Path:
    tables = sorted(path for path in folder.rglob("*") if path.suffix.lower() in TABLES)
    if len(tables) != 1:
        names = ", ".join(ascii(path.name) for path in tables[:5])
        raise DataError(
            f"the archive has {len(tables)} tables{': ' if names else ''}{names}; one is needed",
            hint=f"a file {' or '.join(TABLES[:3])} whose rows name the other files",
        )
    return tables[0]


def _too_large(max_bytes: int) -> DataError:
    return DataError(
        f"the archive holds more than {max_bytes / 10**6:.0f} MB",
        hint="put the files into the project folder and name the table there",
    )
