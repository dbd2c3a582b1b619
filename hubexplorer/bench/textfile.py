"""Lines of a text file whose encoding nobody stated, in little memory, faults by line."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from hubexplorer.errors import DataError

MAX_BYTES = 400 * 10**6
MAX_LINE = 4_000_000
_BLOCK = 1 << 16
_BOMS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
_FALLBACK = "cp1252"
TITLES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 with a mark",
    "utf-16": "UTF-16",
    _FALLBACK: "Windows-1252 (it is not UTF-8)",
}


@dataclass(frozen=True, slots=True)
class TextFile:
    """A text file and how to read it."""

    path: Path
    encoding: str
    sha256: str

    def lines(self) -> Iterator[str]:
        """Its lines with their ends, one at a time.

        Raises:
            DataError: a line is damaged; the message names it.
        """
        return chain.from_iterable(self._blocks())

    def _blocks(self) -> Iterator[Iterable[str]]:
        """Its lines, many at once; from the first block with a fault on, one by one."""
        number = 0
        with self.path.open("rb") as raw:
            text = io.TextIOWrapper(raw, self.encoding, newline="")
            while True:
                try:
                    block = text.read(_BLOCK) + text.readline(MAX_LINE + 1)
                except UnicodeDecodeError:
                    break
                if not block:
                    return
                lines = io.StringIO(block, newline="").readlines()
                if "\0" in block or len(lines[-1]) > MAX_LINE:
                    break
                number += len(lines)
                yield lines
        yield islice(self._one_by_one(), number, None)

    def _one_by_one(self) -> Iterator[str]:
        with self.path.open("rb") as raw:
            text = io.TextIOWrapper(raw, self.encoding, newline="")
            number = 0
            while True:
                number += 1
                try:
                    line = text.readline(MAX_LINE + 1)
                except UnicodeDecodeError as error:
                    raise DataError(
                        f"{self.path.name}: about line {number} is not"
                        f" {TITLES[self.encoding]} ({error.reason})",
                        hint='save the file as "CSV UTF-8"',
                    ) from None
                if not line:
                    return
                if "\0" in line:
                    raise DataError(
                        f"{self.path.name}: line {number} has a NUL at character"
                        f" {line.index(chr(0)) + 1}",
                        hint="is it really a text file?",
                    )
                if len(line) > MAX_LINE:
                    raise _too_long(self.path.name, number)
                yield line


def examine(path: Path) -> TextFile:
    """Find out a file's encoding, and that it is of a size to be read.

    Raises:
        DataError: it is empty, too large, has a line too long, or mixes encodings, by line.
    """
    digest = hashlib.sha256()
    valid = total = 0
    broken: list[int] = []
    with path.open("rb") as file:
        start = file.read(3)
        mark = next((name for bom, name in _BOMS.items() if start.startswith(bom)), "")
        file.seek(0)
        number = 0
        while block := file.read(_BLOCK) + file.readline(MAX_LINE + 1):
            digest.update(block)
            if total + len(block) <= MAX_BYTES and (mark == "utf-16" or _is_plain(block)):
                number += block.count(b"\n")
                total += len(block)
                valid += not block.isascii()
                continue
            lines = io.BytesIO(block)
            while line := lines.readline(MAX_LINE + 1):
                number += 1
                total += len(line)
                if total > MAX_BYTES:
                    raise DataError(
                        f"{path.name} is larger than {MAX_BYTES / 1e6:g} MB",
                        hint="a sample of the rows will do",
                    )
                if mark == "utf-16":
                    continue
                if len(line) > MAX_LINE:
                    raise _too_long(path.name, number)
                if not line.isascii():
                    try:
                        line.decode()
                        valid += 1
                    except UnicodeDecodeError:
                        broken.append(number)
    if not total:
        raise DataError(f"{path.name} is empty")
    if broken and (valid or mark):
        raise DataError(
            f"{path.name}: line {broken[0]} is not UTF-8 although other lines are"
            + (f" ({len(broken):,} such lines)" if len(broken) > 1 else ""),
            hint="two files of different encodings were joined; save each as UTF-8 first",
        )
    return TextFile(path, mark or (_FALLBACK if broken else "utf-8"), digest.hexdigest())


def _is_plain(block: bytes) -> bool:
    """Whether whole lines are UTF-8 and short enough; only the last may be longer than a block."""
    if len(block) - block.rfind(b"\n", 0, -1) - 1 > MAX_LINE:
        return False
    try:
        return block.isascii() or bool(block.decode())
    except UnicodeDecodeError:
        return False


def _too_long(name: str, number: int) -> DataError:
    return DataError(
        f"{name}: line {number} is longer than {MAX_LINE:,} characters",
        hint="is it really a table of texts?",
    )
