"""Columns of a snapshot: texts, and values coded as numbers. Rows are numbered from 0."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.integer[Any]]
Numbers = npt.NDArray[np.int64] | npt.NDArray[np.float64]
Array = npt.NDArray[Any]
Arrays = Mapping[str, Array]


def encoded(text: str) -> bytes:
    """The bytes kept for `text`; they order as code points do, lone surrogates included."""
    return text.encode("utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True)
class Texts:
    """Many texts in one run of bytes."""

    ends: Ints
    """Where each text ends; it starts where the one before ends."""
    content: memoryview

    @classmethod
    def of(cls, arrays: Arrays, name: str) -> Texts:
        return cls(arrays[f"{name}.ends"], arrays[f"{name}.content"].data)

    @classmethod
    def collect(cls, texts: Iterable[str]) -> Texts:
        parts = [encoded(text) for text in texts]
        lengths = np.fromiter(map(len, parts), np.int64, len(parts))
        return cls(np.cumsum(lengths), memoryview(b"".join(parts)))

    def arrays(self, name: str) -> dict[str, Array]:
        """The arrays that `of` reads."""
        return {f"{name}.ends": self.ends, f"{name}.content": np.frombuffer(self.content, np.uint8)}

    def __len__(self) -> int:
        return len(self.ends)

    def part(self, index: int) -> memoryview:
        """The bytes of one text, where they are."""
        return self.content[self.ends[index - 1] if index else 0 : self.ends[index]]

    def __getitem__(self, index: int) -> str:
        return str(self.part(index), "utf-8", "surrogatepass")

    def __iter__(self) -> Iterator[str]:
        return map(self.__getitem__, range(len(self)))

    def lower_bound(self, key: bytes) -> int:
        """Index of the first text >= `key`, in texts that ascend."""
        return bisect_left(range(len(self)), key, key=lambda index: bytes(self.part(index)))

    def find(self, text: str) -> int | None:
        """Index of `text` in texts that ascend; None if it is not among them."""
        key = encoded(text)
        index = self.lower_bound(key)
        return index if index < len(self) and self.part(index) == key else None


@dataclass(frozen=True, slots=True)
class Coded:
    """One value a row, as an index into ascending values; "" is no value."""

    values: Texts
    codes: Ints
    """Row number to value index."""

    @classmethod
    def of(cls, arrays: Arrays, name: str) -> Coded:
        return cls(Texts.of(arrays, name), arrays[f"{name}.codes"])

    @classmethod
    def collect(cls, column: list[str]) -> Coded:
        values = sorted(set(column))
        codes = {value: code for code, value in enumerate(values)}
        numbered = np.fromiter((codes[value] for value in column), np.uint32, len(column))
        return cls(Texts.collect(values), numbered)

    def arrays(self, name: str) -> dict[str, Array]:
        """The arrays that `of` reads."""
        return {**self.values.arrays(name), f"{name}.codes": self.codes}

    def counts(self, mask: Mask) -> Ints:
        """How many rows of `mask` have each value."""
        return np.bincount(self.codes[mask], minlength=len(self.values))

    def having(self, codes: list[int]) -> Mask:
        """Which rows have one of the values."""
        return np.isin(self.codes, codes)

    def text(self, row: int) -> str:
        return self.values[int(self.codes[row])]


@dataclass(frozen=True, slots=True)
class MultiCoded:
    """Several values a row, as indexes into ascending values, in the row's own order."""

    values: Texts
    codes: Ints
    """Entry number to value index; the entries of a row stand together."""
    rows: Ints
    """Entry number to row number."""
    row_ends: Ints
    """Row number to where its entries end."""

    @classmethod
    def of(cls, arrays: Arrays, name: str) -> MultiCoded:
        return cls(
            Texts.of(arrays, name),
            arrays[f"{name}.codes"],
            arrays[f"{name}.rows"],
            arrays[f"{name}.row_ends"],
        )

    @classmethod
    def collect(cls, column: list[tuple[str, ...]]) -> MultiCoded:
        """The column of rows whose own values differ."""
        values = sorted({value for row in column for value in row})
        codes = {value: code for code, value in enumerate(values)}
        lengths = np.fromiter(map(len, column), np.int64, len(column))
        entries = (codes[value] for row in column for value in row)
        return cls(
            Texts.collect(values),
            np.fromiter(entries, np.uint32, int(lengths.sum())),
            np.repeat(np.arange(len(column), dtype=np.uint32), lengths),
            np.cumsum(lengths),
        )

    def arrays(self, name: str) -> dict[str, Array]:
        """The arrays that `of` reads."""
        return {
            **self.values.arrays(name),
            f"{name}.codes": self.codes,
            f"{name}.rows": self.rows,
            f"{name}.row_ends": self.row_ends,
        }

    def counts(self, mask: Mask) -> Ints:
        """How many rows of `mask` have each value."""
        return np.bincount(self.codes[mask[self.rows]], minlength=len(self.values))

    def having(self, codes: list[int]) -> Mask:
        """Which rows have one of the values."""
        found = np.zeros(len(self.row_ends), np.bool_)
        found[self.rows[np.isin(self.codes, codes)]] = True
        return found

    def texts(self, row: int) -> tuple[str, ...]:
        start = self.row_ends[row - 1] if row else 0
        return tuple(self.values[int(code)] for code in self.codes[start : self.row_ends[row]])
