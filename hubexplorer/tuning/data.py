"""Whether a table can teach what a family is for, before anything is started."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from hubexplorer.errors import DataError
from hubexplorer.tuning.families import Family
from hubexplorer.tuning.split import Example, Split, folded, split
from hubexplorer.tuning.tables import Table

LANGUAGE_COLUMN = "language"
MIN_ROWS = 20
_FEW_ROWS_OF_A_LABEL = 8
_FEW_TEST_ROWS = 100
_LOPSIDED = 10
_LONG_CHARACTERS = 2_000
_NAMED_ROWS = 20


@dataclass(frozen=True, slots=True)
class DataCheck:
    """What a table holds for a family."""

    rows: int
    """That can be used."""
    labels: Mapping[str, int]
    """Each label's number of rows, the most frequent first; empty where rows have none."""
    empty: int
    """Rows with an empty field; left out."""
    duplicates: int
    """Rows that repeat an earlier row's input."""
    duplicates_across: int
    """Training rows left out because their input is in the test file."""
    longest: int
    """Of the longest row, its input with its answer; 0 where all are alike."""
    unit: str
    """Of `longest`."""
    train: int
    validation: int
    test: int
    problems: tuple[str, ...]
    """Rows that cannot be used."""
    warnings: tuple[str, ...]
    """What may disappoint."""

    def __str__(self) -> str:
        counts = ", ".join(f"{label!a}: {count}" for label, count in self.labels.items())
        parts = f"{self.train} to train, {self.validation} to watch, {self.test} held out"
        lines = [
            f"{self.rows} rows: {parts}",
            *([f"{len(self.labels)} labels: {counts}"] if self.labels else []),
            *([f"longest row: {self.longest} {self.unit}"] if self.longest else []),
            *(f"left out: {problem}" for problem in self.problems),
            *(f"mind: {warning}" for warning in self.warnings),
        ]
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Reading:
    """The usable rows of a table, and what is wrong with the others."""

    examples: tuple[Example, ...]
    empty: int
    problems: tuple[str, ...]
    longest: int


def check_data(
    family: Family,
    table: Table,
    columns: Mapping[str, str],
    *,
    seed: int,
    test: Table | None = None,
    held_out: float = 0.2,
) -> DataCheck:
    """What `table` offers for training, and what is wrong with it.

    Args:
        columns: the name of the column that holds each of the family's roles.
        seed: of the split that training will use.
        test: rows held out beforehand; without it a share `held_out` of `table` is.

    Raises:
        DataError: it cannot be used: a column or labels are missing, or rows are too few.
    """
    found = read_examples(family, table, columns)
    held = read_examples(family, test, columns) if test else Reading((), 0, (), 0)
    parts = split(found.examples, held.examples, held_out=held_out, seed=seed)
    labels = Counter(example.label for example in found.examples if example.label)
    if family.label:
        _refuse_labels(table.name, columns[family.label], labels, len(found.examples))
    _refuse_few(table.name, found, parts)
    problems = [*table.problems, *(test.problems if test else ()), *found.problems, *held.problems]
    empty = found.empty + held.empty
    if empty:
        roles = " or no ".join(column.role for column in family.columns)
        problems.append(f"{_count(empty, 'row')} with no {roles}")
    return DataCheck(
        rows=len(found.examples) + len(held.examples),
        labels=dict(labels.most_common()),
        empty=empty,
        duplicates=len(found.examples) - len({example.key for example in found.examples}),
        duplicates_across=parts.left_out,
        longest=max(found.longest, held.longest),
        unit=family.unit,
        train=len(parts.train),
        validation=len(parts.validation),
        test=len(parts.test),
        problems=tuple(problems),
        warnings=tuple(_warnings(found.examples, labels, parts)),
    )


def read_examples(family: Family, table: Table, columns: Mapping[str, str]) -> Reading:
    """The rows of a table as the family reads them; those that it cannot are named.

    Raises:
        DataError: a column is not there; the message names those that are.
    """
    if len(set(columns.values())) < len(columns):
        twice = next(iter(Counter(columns.values()).most_common(1)))[0]
        raise DataError(f"{' and '.join(columns)} are the same column, {twice!a}")
    at = {role: _column(table, name) for role, name in columns.items()}
    language_at = table.columns.index(LANGUAGE_COLUMN) if LANGUAGE_COLUMN in table.columns else None
    folder = Path(table.folder)
    examples, bad, empty, longest = [], [], 0, 0
    for number, fields in zip(table.numbers, table.rows, strict=True):
        texts = {role: fields[index] for role, index in at.items()}
        if not all(text.strip() for text in texts.values()):
            empty += 1
            continue
        try:
            values = family.parse(texts, folder)
        except DataError as error:
            bad.append(f"row {number}: {error.message}")
            continue
        longest = max(longest, family.length(values))
        examples.append(
            Example(
                row=number,
                key=folded(texts[family.input]),
                label=str(values[family.label]) if family.label else "",
                values=values,
                language="" if language_at is None else fields[language_at].strip(),
            )
        )
    problems = bad[:_NAMED_ROWS]
    if len(bad) > _NAMED_ROWS:
        problems.append(f"{len(bad) - _NAMED_ROWS} more rows cannot be used")
    return Reading(tuple(examples), empty, tuple(problems), longest)


def guess_columns(family: Family, columns: tuple[str, ...]) -> dict[str, str]:
    """The column proposed for each role: by its name, else by where it usually stands."""
    lowered = {column.strip().lower(): column for column in columns}
    return {
        column.role: next(
            (lowered[name] for name in column.names if name in lowered),
            columns[column.otherwise % len(columns)],
        )
        for column in family.columns
    }


def _column(table: Table, name: str) -> int:
    if name in table.columns:
        return table.columns.index(name)
    folds = {column.strip().casefold(): column for column in table.columns}
    near = difflib.get_close_matches(name.strip().casefold(), folds, n=1)
    columns = ", ".join(ascii(column) for column in table.columns[:20])
    raise DataError(
        f"{table.name} has no column {name!a}; it has {columns}"
        + (", ..." if len(table.columns) > 20 else ""),
        hint=f"did you mean {folds[near[0]]!a}?" if near else "",
    )


def _refuse_labels(name: str, column: str, labels: Counter[str], rows: int) -> None:
    if len(labels) < 2:
        raise DataError(f"{name}: column {column!a} holds {len(labels)} labels; two are needed")
    if rows >= MIN_ROWS and len(labels) > rows / 2:
        raise DataError(
            f"{name}: column {column!a} holds {len(labels)} different values in {rows} rows",
            hint="is it the column of labels?",
        )


def _refuse_few(name: str, found: Reading, parts: Split) -> None:
    if len(found.examples) < MIN_ROWS:
        raise DataError(
            f"{name} has {len(found.examples)} usable rows; {MIN_ROWS} are needed",
            hint=found.problems[0] if found.problems else "",
        )
    if not parts.test or not parts.train:
        raise DataError(
            f"{name}: {len(parts.train)} rows are left to train on and {len(parts.test)} held out",
            hint="give more rows, or another held-out share",
        )
    unseen = {e.label for e in parts.test} - {e.label for e in (*parts.train, *parts.validation)}
    if unseen:
        raise DataError(
            f"{name}: no training row has the label {min(unseen)!a} of the held-out rows"
        )


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _warnings(examples: tuple[Example, ...], labels: Counter[str], parts: Split) -> list[str]:
    labels_of: dict[str, set[str]] = {}
    for example in examples:
        labels_of.setdefault(example.key, set()).add(example.label)
    torn = sum(len(found) > 1 for found in labels_of.values())
    rare = sorted(label for label, count in labels.items() if count < _FEW_ROWS_OF_A_LABEL)
    repeated = len(examples) - len(labels_of)
    long = sum(len(example.key) > _LONG_CHARACTERS for example in examples)
    found = [
        (torn, f"{_count(torn, 'text')} with different labels in different rows"),
        (
            repeated,
            f"{_count(repeated, 'row')} with the input of another; kept on its side of the split",
        ),
        (
            parts.left_out,
            f"{_count(parts.left_out, 'training row')} found in the test file too; left out",
        ),
        (rare, f"few rows for {', '.join(ascii(label) for label in rare[:5])}"),
        (
            labels and max(labels.values()) > _LOPSIDED * min(labels.values()),
            "the labels are lopsided: read macro-F1 rather than accuracy",
        ),
        (long, f"{_count(long, 'text')} over {_LONG_CHARACTERS} characters: the end is not read"),
        (
            len(parts.test) < _FEW_TEST_ROWS,
            f"{len(parts.test)} held-out rows show only large differences",
        ),
    ]
    return [warning for holds, warning in found if holds]
