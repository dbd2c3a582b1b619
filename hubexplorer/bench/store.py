"""Answers as they come, one line a batch, so that nothing is computed twice.

A store belongs to one candidate, its settings and one set of inputs. Whatever ended the run, the
whole lines are kept; a line cut short is written again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hubexplorer.bench.dataset import Dataset

_VERSION = 1
_BLOCK_ROWS = 4_096
_SPEED_FIELDS = ("rows", "latency_s", "peak_bytes", "device", "dtype")


@dataclass(frozen=True, slots=True)
class Reply:
    """What a candidate made of one batch."""

    answers: Sequence[Any]
    """As JSON, in the order of the rows."""
    latency_s: float = 0.0
    """Of the computing alone."""
    load_s: float = 0.0
    peak_bytes: int = 0
    device: str = ""
    dtype: str = ""
    labels: Sequence[str] = ()
    """All labels that the model knows, where it gives labels."""


@dataclass(frozen=True, slots=True)
class Speed:
    """How fast a candidate was, its first call and its loading left out."""

    rows_per_s: float
    """In batches; 0 where it is not known."""
    alone_s: tuple[float, ...]
    """Seconds of calls with one row each."""
    load_s: float
    peak_bytes: int
    device: str
    dtype: str

    def alone(self, share: float) -> float | None:
        """The latency that this share of single calls did not exceed, in seconds."""
        if not self.alone_s:
            return None
        ordered = sorted(self.alone_s)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


@dataclass(slots=True)
class Store:
    """One candidate's answers on disk."""

    path: Path | None
    """None keeps answers as long as the store lives."""
    count: int
    """Rows to answer."""
    answers: dict[int, Any] = field(default_factory=dict)
    """By the row's place."""
    labels: tuple[str, ...] = ()
    load_s: float = 0.0
    alone_s: tuple[float, ...] = ()
    _batches: list[Mapping[str, Any]] = field(default_factory=list)

    @classmethod
    def open(cls, path: Path, count: int) -> Store:
        """The store of a file, with what it holds already."""
        store = cls(path, count)
        if path.exists():
            content = path.read_bytes()
            whole = content.rfind(b"\n") + 1
            if whole < len(content):  # a line that a kill cut short
                with path.open("r+b") as file:
                    file.truncate(whole)
            for line in content[:whole].splitlines():
                store._take(json.loads(line))
        return store

    @classmethod
    def unkept(cls, count: int) -> Store:
        """A store for what cannot be told from another: a Python function has no commit."""
        return cls(None, count)

    @property
    def missing(self) -> list[int]:
        """The places of the rows without an answer."""
        return [place for place in range(self.count) if place not in self.answers]

    @property
    def is_whole(self) -> bool:
        return not self.missing and bool(self.alone_s)

    def keep(self, places: Sequence[int], reply: Reply) -> None:
        """Write what a batch gave."""
        told = {name: getattr(reply, name) for name in _SPEED_FIELDS if name != "rows"}
        self._write(
            {"places": list(places), "answers": list(reply.answers), "rows": len(places), **told}
        )

    def keep_start(self, reply: Reply) -> None:
        """Write what the first call told: how long loading took, which labels the model knows."""
        self._write({"load_s": reply.load_s, "labels": list(reply.labels)})

    def keep_alone(self, seconds: Sequence[float]) -> None:
        """Write how long calls with a single row took."""
        self._write({"alone_s": list(seconds)})

    @property
    def speed(self) -> Speed:
        """How fast the candidate was."""
        busy_s = sum(batch["latency_s"] for batch in self._batches)
        rows = sum(batch["rows"] for batch in self._batches)
        last = self._batches[-1] if self._batches else {}
        return Speed(
            rows_per_s=rows / busy_s if busy_s else 0.0,
            alone_s=self.alone_s,
            load_s=self.load_s,
            peak_bytes=max((batch["peak_bytes"] for batch in self._batches), default=0),
            device=str(last.get("device", "")),
            dtype=str(last.get("dtype", "")),
        )

    def _write(self, line: Mapping[str, Any]) -> None:
        if self.path is not None:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line) + "\n")
        self._take(line)

    def _take(self, line: Mapping[str, Any]) -> None:
        if "places" in line:
            self.answers.update(zip(line["places"], line["answers"], strict=True))
            self._batches.append({name: line[name] for name in _SPEED_FIELDS})
        if line.get("load_s", 0.0):  # 0 where the model was loaded already, as in a resumed run
            self.load_s = line["load_s"]
        self.labels = tuple(line.get("labels", self.labels))
        self.alone_s = tuple(line.get("alone_s", self.alone_s))


def key_of(candidate: str, task: str, inputs_sha256: str, settings: Mapping[str, Any]) -> str:
    """The name of the store for a candidate (with its commit), its settings and the inputs."""
    told = json.dumps([_VERSION, candidate, task, inputs_sha256, settings], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


def inputs_of(dataset: Dataset, columns: Mapping[str, str]) -> list[dict[str, str]]:
    """What candidates read: for each row its role to text."""
    values = [_texts(dataset.column(column)) for column in columns.values()]
    if len(values) == 1:  # the most frequent, and the fastest
        (role,) = columns
        return [{role: value} for value in values[0]]
    return [dict(zip(columns, row, strict=True)) for row in zip(*values, strict=True)]


def sha256_of(inputs: Sequence[Mapping[str, str]]) -> str:
    """What tells these inputs, in this order, from any others."""
    digest = hashlib.sha256()
    for lines in json_lines(inputs, sort_keys=True):
        digest.update(lines.encode())
    return digest.hexdigest()


def json_lines(inputs: Sequence[Mapping[str, str]], *, sort_keys: bool = False) -> Iterator[str]:
    """The inputs with one JSON object a line, many lines at once: as json.dumps of each, faster.

    Args:
        inputs: dicts of strings.
    """
    # A list of many is encoded at once, with raw line breaks between its rows and between the
    # values of a row; JSON strings hold none, and only those inside a row precede a quotation mark.
    encode = json.JSONEncoder(
        sort_keys=sort_keys, separators=("\n", ": "), check_circular=False
    ).encode
    for start in range(0, len(inputs), _BLOCK_ROWS):
        rows = encode(inputs[start : start + _BLOCK_ROWS])
        yield rows[1:-1].replace('\n"', ', "') + "\n"


def _texts(values: list[Any]) -> list[str]:
    if set(map(type, values)) == {str}:
        return values
    return ["" if value is None else str(value) for value in values]
