"""A .zip that a stranger hands over, unpacked: pictures or recordings and the table of them."""

from __future__ import annotations

import csv
import hashlib
import io
import shutil
import stat
import tempfile
import zipfile
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from hubexplorer.errors import DataError
from hubexplorer.hubs.paths import is_safe_path
from hubexplorer.workspace.writing import write_error, write_whole

MAX_FILES = 20_000
MAX_BYTES = 500 * 10**6
"""Of all files together, as they are written."""
TABLES = (".csv", ".tsv", ".jsonl", ".ndjson")
SENSES = {
    "image": (".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp"),
    "audio": (".wav",),
}
_OWN_TABLE = "labels.csv"
_CHUNK_BYTES = 1 << 20
_MAX_READ_BYTES = 6 << 20
"""Of one read: zipfile takes the whole list of an archive in one, before anybody can count."""


def unpack(base: Path, name: str, content: BinaryIO, *, max_bytes: int = MAX_BYTES) -> Path:
    """The folder of what an archive holds, under its content's digest.

    Args:
        base: where such folders lie.
        name: of the folder; the first one counts where the content was here before.

    Raises:
        DataError: it is no archive, is too large, or names a file that would not lie in its own
            folder.
    """
    folder = base / f"zip-{digest_of(content)}"
    try:
        if not folder.is_dir():
            partial = Path(tempfile.mkdtemp(prefix=".unpacking-", dir=base))
            try:
                (partial / name).mkdir()
                _write(content, partial / name, max_bytes)
                partial.rename(folder)
            finally:
                shutil.rmtree(partial, ignore_errors=True)
        return next(path for path in folder.iterdir() if path.is_dir())
    except OSError as error:
        raise write_error(error, "the archive", hint=f"it is unpacked in {base}") from None


def only_table(folder: Path) -> Path:
    """The table of an unpacked archive; written first where its pictures are labeled by subfolder.

    Raises:
        DataError: it has none and no such pictures, or several; or its own cannot be written.
        DiskFull: there is no room for it.
    """
    found = rows_of(folder)
    if found.is_file():
        return found
    paths = sorted(path.relative_to(found) for path in found.rglob("*") if path.is_file())
    rows = [
        (path.as_posix(), path.parts[0])
        for path in paths
        if len(path.parts) > 1 and path.suffix.lower() in SENSES["image"]
    ]
    if not rows:
        raise _not_one([])
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([("image", "label"), *rows])
    # Found again by who unpacks the same: it is there whole, or not at all.
    write_whole(found / _OWN_TABLE, text.getvalue(), "the table", hint=f"it belongs in {found}")
    return found / _OWN_TABLE


def rows_of(folder: Path) -> Path:
    """What holds the rows of an unpacked archive: its table, else the folder of labeled ones.

    Raises:
        DataError: it has several tables.
    """
    tables = _tables(folder)
    if len(tables) > 1:
        raise _not_one(tables)
    if tables:
        return tables[0]
    while (inside := _only_folder(folder)) is not None:
        folder = inside
    return folder


def kind_of(folder: Path) -> str:
    """What most files in a folder are: "image" or "audio"; empty where there is neither."""
    endings = [path.suffix.lower() for path in folder.rglob("*")]
    counts = {kind: sum(one in known for one in endings) for kind, known in SENSES.items()}
    kind = max(counts, key=lambda one: counts[one])
    return kind if counts[kind] else ""


def digest_of(content: BinaryIO) -> str:
    """What a file's folder is named after: the start of its sha256."""
    digest = hashlib.sha256()
    content.seek(0)
    while chunk := content.read(_CHUNK_BYTES):
        digest.update(chunk)
    return digest.hexdigest()[:16]


class _Careful(io.BufferedIOBase):
    """A file that refuses to be read by the hundred megabytes."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def read(self, size: int | None = -1, /) -> bytes:
        most = _MAX_READ_BYTES + 1
        found = self._file.read(most if size is None or size < 0 else min(size, most))
        if len(found) > _MAX_READ_BYTES:
            raise DataError(f"the archive lists more than {MAX_FILES:,} files")
        return found

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def seekable(self) -> bool:
        return True


def _write(content: BinaryIO, folder: Path, max_bytes: int) -> None:
    left = max_bytes
    try:
        with zipfile.ZipFile(_Careful(content)) as archive:
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
        raise DataError(f"the archive has {len(entries):,} files; {MAX_FILES:,} are the most")
    known = {*TABLES, *(ending for endings in SENSES.values() for ending in endings)}
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
        if PurePosixPath(entry.filename).suffix.lower() in known:
            found.append(entry)
    return found


def _tables(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in TABLES)


def _only_folder(folder: Path) -> Path | None:
    """The one folder in a folder that holds nothing else, where it holds folders itself."""
    inside = list(folder.iterdir())
    if len(inside) != 1 or not inside[0].is_dir():
        return None
    return inside[0] if any(path.is_dir() for path in inside[0].iterdir()) else None


def _not_one(tables: list[Path]) -> DataError:
    names = ", ".join(ascii(path.name) for path in tables[:5])
    return DataError(
        f"the archive has {len(tables)} tables{': ' if names else ''}{names}; one is needed",
        hint=f"a file {' or '.join(TABLES[:3])} whose rows name the other files"
        " (pictures may lie in a folder for each label instead)",
    )


def _too_large(max_bytes: int) -> DataError:
    return DataError(
        f"the archive holds more than {max_bytes / 10**6:.0f} MB",
        hint="put the files into the project folder and name the table there",
    )
