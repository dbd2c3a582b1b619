"""The file that a row names: a picture or a recording beside its table."""

from __future__ import annotations

from pathlib import Path

from hubexplorer.errors import DataError

MAX_BYTES = 50 * 10**6


def named_file(folder: Path, name: str, endings: tuple[str, ...]) -> Path:
    """The file of this name in the table's folder, or below it.

    Raises:
        DataError: it is not there, lies elsewhere, or is no such file.
    """
    if not name.lower().endswith(endings):
        raise DataError(f"{name!a} is none of {', '.join(endings)}")
    try:
        path = (folder / name.strip()).resolve()
        if not path.is_relative_to(folder.resolve()):
            raise DataError(f"{name!a} lies outside the folder of the data")
        if not path.is_file():
            raise DataError(f"{name!a} is not there")
        if path.stat().st_size > MAX_BYTES:
            raise DataError(f"{name!a} is larger than {MAX_BYTES // 10**6} MB")
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise DataError(f"{name!a} cannot be read: {error}") from None
    return path
