"""A snapshot: one directory that never changes, with named arrays and a manifest.

CURRENT                 the live snapshot's name and its manifest's sha256
snapshot-00000007/
    arrays.bin          all arrays, one after the other
    manifest.json       where each array stands, its sha256, and what the snapshot is of
"""

from __future__ import annotations

import hashlib
import json
import mmap
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from hubexplorer.catalog.columns import Array, Arrays
from hubexplorer.catalog.spool import Content
from hubexplorer.errors import CatalogError, SnapshotDamaged

PREFIX = "snapshot-"
_CURRENT = "CURRENT"
_POINTER = re.compile(rb"(snapshot-[0-9]+) ([0-9a-f]{64})\n")
_MAGIC = b"HubExplorer catalog arrays\n"
_ARRAYS = "arrays.bin"
_MANIFEST = "manifest.json"
_FORMAT = 7
_ALIGNMENT_BYTES = 64
_REBUILD = "sync again to rebuild the catalog"


@dataclass(frozen=True, slots=True)
class Section:
    """Where an array stands in the file."""

    dtype: str
    length: int
    start: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Pointer:
    """What CURRENT says: which snapshot is live, and what its manifest must be."""

    name: str
    manifest_sha256: str

    def __str__(self) -> str:
        return f"{self.name} {self.manifest_sha256}\n"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An open snapshot; its arrays are pages of the file, shared by all its readers."""

    folder: Path
    """The catalog's, in which this and other snapshots are."""
    pointer: Pointer
    generation: int
    built_s: float
    source: Mapping[str, Any]
    base: Pointer | None
    """The snapshot that this one changes; None where it holds everything."""
    sections: Mapping[str, Section]
    arrays: Arrays

    def verify(self) -> None:
        """Read every byte and compare it with what was written.

        Raises:
            SnapshotDamaged: an array is not what was written, by its name.
        """
        for name, section in self.sections.items():
            if _sha256(self.arrays[name]) != section.sha256:
                raise damaged(self.folder, f"array {name} is not what was written")


def damaged(folder: Path, what: str) -> SnapshotDamaged:
    """The error that says what is wrong in `folder` and how to go on."""
    return SnapshotDamaged(f"The catalog in {folder} is damaged: {what}", hint=_REBUILD)


def write(folder: Path, arrays: Iterable[tuple[str, Content]], about: Mapping[str, Any]) -> str:
    """Write a snapshot's files into the empty `folder`; the sha256 of its manifest.

    Args:
        about: generation, built_s, source and base, as `Snapshot` has them.

    Raises:
        OSError: a file could not be written whole.
    """
    sections = {}
    with (folder / _ARRAYS).open("wb") as file:
        file.write(_MAGIC)
        for name, values in arrays:
            file.write(bytes(-file.tell() % _ALIGNMENT_BYTES))
            sections[name] = asdict(_write_section(file, values))
        size_bytes = file.tell()
        _flush(file)
    manifest = {**about, "format": _FORMAT, "size_bytes": size_bytes, "sections": sections}
    content = json.dumps(manifest, indent=1).encode("ascii")
    with (folder / _MANIFEST).open("wb") as file:
        file.write(content)
        _flush(file)
    _flush_folder(folder)
    return hashlib.sha256(content).hexdigest()


def _write_section(file: BinaryIO, content: Content) -> Section:
    pieces = iter([content]) if isinstance(content, np.ndarray) else content
    start, length, sha256, dtype = file.tell(), 0, hashlib.sha256(), "|u1"
    for piece in pieces:
        stored = np.ascontiguousarray(piece, piece.dtype.newbyteorder("<"))
        dtype = stored.dtype.str
        length += len(stored)
        sha256.update(stored.data)
        file.write(stored.data)
    return Section(dtype, length, start, sha256.hexdigest())


def point_to(folder: Path, pointer: Pointer) -> None:
    """Make a snapshot in `folder` the live one, at once for every reader to come."""
    aside = folder / f"{_CURRENT}.next"
    with aside.open("wb") as file:
        file.write(str(pointer).encode("ascii"))
        _flush(file)
    os.replace(aside, folder / _CURRENT)
    _flush_folder(folder)


def point_nowhere(folder: Path) -> None:
    """Have no live snapshot in `folder`."""
    (folder / _CURRENT).unlink(missing_ok=True)
    _flush_folder(folder)


def current(folder: Path) -> Pointer | None:
    """Which snapshot of `folder` is live; None if there is none yet.

    Raises:
        SnapshotDamaged: CURRENT is not what was written.
        CatalogError: it cannot be read.
    """
    try:
        content = (folder / _CURRENT).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CatalogError(f"The catalog in {folder} cannot be read: {error.strerror}") from error
    match = _POINTER.fullmatch(content)
    if match is None:
        raise damaged(folder, f"{_CURRENT} is not what was written")
    return Pointer(match[1].decode(), match[2].decode())


def open_current(folder: Path) -> tuple[Snapshot, ...]:
    """The live snapshot of `folder`, behind the one that it changes; empty if there is none yet.

    A snapshot that a writer retires between the reads has a successor, which is taken.

    Raises:
        SnapshotDamaged: its files are not what was written.
        CatalogError: they cannot be read.
    """
    pointer = current(folder)
    while pointer is not None:
        try:
            live = _open(folder, pointer)
            return (live,) if live.base is None else (_open(folder, live.base), live)
        except FileNotFoundError as error:
            newer = current(folder)
            if newer == pointer:
                name = Path(error.filename).parent.name
                raise damaged(folder, f"{name} is gone") from None
            pointer = newer
        except OSError as error:
            raise CatalogError(
                f"The catalog in {folder} cannot be read: {error.strerror}"
            ) from error
    return ()


def _flush_folder(folder: Path) -> None:
    """Have the names in `folder` on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _open(catalog: Path, pointer: Pointer) -> Snapshot:
    folder = catalog / pointer.name
    content = (folder / _MANIFEST).read_bytes()
    if hashlib.sha256(content).hexdigest() != pointer.manifest_sha256:
        raise damaged(folder, f"{_MANIFEST} is not what was written")
    manifest = json.loads(content)
    if manifest["format"] != _FORMAT:
        raise SnapshotDamaged(
            f"The catalog in {catalog} was written by another version of HubExplorer "
            f"(format {manifest['format']}, this one reads {_FORMAT})",
            hint=_REBUILD,
        )
    with (folder / _ARRAYS).open("rb") as file:
        size_bytes = os.fstat(file.fileno()).st_size
        if size_bytes != manifest["size_bytes"]:
            raise damaged(folder, f"{_ARRAYS} has {size_bytes} of {manifest['size_bytes']} bytes")
        pages = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    sections = {name: Section(**section) for name, section in manifest["sections"].items()}
    return Snapshot(
        folder=catalog,
        pointer=pointer,
        generation=manifest["generation"],
        built_s=manifest["built_s"],
        source=manifest["source"],
        base=Pointer(**base) if (base := manifest["base"]) else None,
        sections=sections,
        arrays={
            name: np.frombuffer(pages, section.dtype, section.length, section.start)
            for name, section in sections.items()
        },
    )


def _sha256(values: Array) -> str:
    return hashlib.sha256(values.data).hexdigest()


def _flush(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())
