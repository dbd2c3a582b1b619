"""Pictures or sounds in a folder as rows: labeled by subfolder, or by a table beside them."""

from __future__ import annotations

import hashlib
import io
import os
import stat
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from hubexplorer.bench.data import read
from hubexplorer.bench.dataset import Dataset, check_damage, of_records, shortened
from hubexplorer.errors import DataError

SHA256 = "sha256"
ENDINGS = {
    "image": frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp"}),
    "audio": frozenset({".wav"}),
}
"""What is read of each kind, lower case."""
_FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP")
"""Of those that Pillow reads; some others run a program to be read."""
MAX_FILES = 100_000
MAX_FILE_BYTES = 32 << 20
_NAMES = ("file_name", "file", "filename", "path", "image", "audio", "wav")
_TABLES = ("metadata.csv", "labels.csv", "metadata.jsonl", "labels.jsonl", "transcripts.csv")


def read_files(source: Path, kind: str, column: str = "") -> tuple[Dataset, Path, str]:
    """The rows of a folder, or of a table beside its files, each with its file's digest.

    Args:
        source: a folder with a subfolder for each label, or with a table (metadata.csv,
            labels.csv); or such a table.
        kind: "image" or "audio".
        column: of the table, that names files from where the table lies; found from its name.

    Returns:
        The rows, the folder that the names are relative to, and the column of names.

    Raises:
        DataError: a name leads out of the folder, a tenth of the files cannot be used, or none
            are there.
    """
    folder = source if source.is_dir() else source.parent
    table = source if source.is_file() else _table(folder)
    listed = read(table) if table is not None else _by_subfolder(folder, kind)
    column = column or _column(listed)
    names = [str(name) for name in listed.column(column)]
    rows, numbers, damaged = [], [], []
    for row, number, name in zip(listed.rows, listed.numbers, names, strict=True):
        problem = _problem(folder, name, kind)
        if problem:
            damaged.append(f"row {number}: {name!a} {problem}")
            continue
        found = content(folder, name)
        if not _IS[kind](found):
            damaged.append(f"row {number}: {name!a} is no {_WORDS[kind]} that can be read")
            continue
        rows.append((*row, hashlib.sha256(found).hexdigest()))
        numbers.append(number)
    check_damage(listed.name, len(rows), damaged)
    known = [place for place, name in enumerate(listed.columns) if name != SHA256]
    whole = hashlib.sha256("".join(row[-1] for row in rows).encode()).hexdigest()
    return (
        replace(
            listed,
            name=source.resolve().name,
            columns=(*(listed.columns[place] for place in known), SHA256),
            rows=tuple((*(row[place] for place in known), row[-1]) for row in rows),
            numbers=tuple(numbers),
            problems=(*listed.problems, *shortened(damaged)),
            sha256=hashlib.sha256(f"{listed.sha256}{whole}".encode()).hexdigest(),
        ),
        folder,
        column,
    )


def content(folder: Path, name: str, sha256: str = "") -> bytes:
    """The bytes of a file inside a folder.

    Args:
        sha256: what they were when the rows were read; empty where nothing is known.

    Raises:
        DataError: it is outside, too large, not to be read, or changed since.
    """
    if problem := _problem(folder, name):
        raise DataError(f"{name!a} {problem}")
    try:
        # Without following a link that took the file's place since it was looked at.
        descriptor = os.open(folder / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(descriptor, "rb") as file:
            found = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise DataError(f"{name!a} cannot be read: {error.strerror}") from None
    if len(found) > MAX_FILE_BYTES:
        raise DataError(f"{name!a} {_TOO_LARGE}")
    if sha256 and hashlib.sha256(found).hexdigest() != sha256:
        raise DataError(f"{name!a} changed since the measurement began", hint="measure again")
    return found


def _problem(folder: Path, name: str, kind: str = "") -> str:
    """Why a file cannot be used; empty if it can.

    Raises:
        DataError: its name leads out of the folder.
    """
    path = folder / name
    if not name or "\0" in name or not name.isprintable():
        return "is no name of a file"
    if not path.resolve().is_relative_to(folder.resolve()):
        raise DataError(
            f"{name!a} is outside {folder.name}", hint="name files inside the folder of the data"
        )
    if kind and path.suffix.lower() not in ENDINGS[kind]:
        return f"is none of {', '.join(sorted(ENDINGS[kind]))}"
    try:
        found = path.lstat()
    except OSError as error:
        return f"cannot be read: {error.strerror}"
    if not stat.S_ISREG(found.st_mode):
        return "is no plain file"
    if not found.st_size:
        return "is empty"
    return _TOO_LARGE if found.st_size > MAX_FILE_BYTES else ""


def _is_picture(found: bytes) -> bool:
    """Whether a picture begins here, which need not be decoded."""
    try:
        from PIL import Image
    except ImportError:  # whoever is asked for an answer says so
        return True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(found), formats=_FORMATS) as image:
                image.verify()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
    return True


def _is_recording(found: bytes) -> bool:
    return found[:4] == b"RIFF" and found[8:12] == b"WAVE"


_IS = {"image": _is_picture, "audio": _is_recording}
_WORDS = {"image": "picture", "audio": "recording"}


def _table(folder: Path) -> Path | None:
    return next((folder / name for name in _TABLES if (folder / name).is_file()), None)


def _column(listed: Dataset) -> str:
    lowered = {column.casefold(): column for column in listed.columns}
    found = next((lowered[name] for name in _NAMES if name in lowered), None)
    if found is None:
        raise DataError(
            f"{listed.name} has no column of files", hint=f"name it {_NAMES[0]}, or say which it is"
        )
    return found


def _by_subfolder(folder: Path, kind: str) -> Dataset:
    names = list(_files(folder, kind))
    if not names:
        raise DataError(
            f"{folder.name} has no labeled {kind} files",
            hint=f"make a subfolder for each label, or a {_TABLES[0]} with {_NAMES[0]} and label",
        )
    records = [
        (number, {"file": name, "label": PurePosixPath(name).parts[0]})
        for number, name in enumerate(names, start=1)
    ]
    digest = hashlib.sha256("\n".join(names).encode("utf-8", "surrogatepass")).hexdigest()
    return of_records(
        folder.name, records, (), sha256=digest, read_as=f"{kind} files, labeled by subfolder"
    )


def _files(folder: Path, kind: str) -> Iterator[str]:
    """Names of files in subfolders, in order; links and hidden files are not followed."""
    count = 0
    for inside, subfolders, files in os.walk(folder):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        for name in sorted(files) if Path(inside) != folder else ():
            if name.startswith(".") or Path(name).suffix.lower() not in ENDINGS[kind]:
                continue
            count += 1
            if count > MAX_FILES:
                raise DataError(f"{folder.name} has more than {MAX_FILES:,} files")
            yield Path(inside, name).relative_to(folder).as_posix()


_TOO_LARGE = f"is larger than {MAX_FILE_BYTES >> 20} MiB"
