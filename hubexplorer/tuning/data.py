"""Whether a table can teach a text classifier, before anything is started."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from hubexplorer.errors import DataError
from hubexplorer.tuning.split import Example, Split, folded, split
from hubexplorer.tuning.tables import Table, read_table

__all__ = ["DataCheck", "check_classification", "examples_of", "read_table"]

LANGUAGE_COLUMN = "language"
MIN_ROWS = 20
_FEW_ROWS_OF_A_LABEL = 8
_FEW_TEST_ROWS = 100
_LOPSIDED = 10
_LONG_CHARACTERS = 2_000


@dataclass(frozen=True, slots=True)
class DataCheck:
    """What a table holds for a text classifier."""

    rows: int
    """With both a text and a label."""
    labels: Mapping[str, int]
    """Each label's number of rows, the most frequent first."""
    empty: int
    """Rows without a text or without a label; left out."""
    duplicates: int
    """Rows that repeat an earlier row's text."""
    duplicates_across: int
    """Training rows left out because their text is in the test file."""
    longest: int
    """Characters of the longest text."""
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
            f"{len(self.labels)} labels: {counts}",
            f"longest text: {self.longest} characters",
            *(f"left out: {problem}" for problem in self.problems),
            *(f"mind: {warning}" for warning in self.warnings),
        ]
        return "\n".join(lines)


def check_classification(
    table: Table,
    text: str,
    label: str,
    *,
    seed: int,
    test: Table | None = None,
    held_out: float = 0.2,
) -> DataCheck:
    """What `table` offers for training, and what is wrong with it.

    Args:
        text: the column of texts.
        label: the column of labels.
        seed: of the split that training will use.
        test: rows held out beforehand; without it a share `held_out` of `table` is.

    Raises:
        DataError: it cannot be used: a column or labels are missing, or rows are too few.
    """
    examples, empty = examples_of(table, text, label)
    tests, empty_tests = examples_of(test, text, label) if test else ((), 0)
    parts = split(examples, tests, held_out=held_out, seed=seed)
    labels = Counter(example.label for example in examples)
    _refuse_unusable(table.name, label, labels, parts)
    texts = {folded(example.text) for example in examples}
    problems = [*table.problems, *(test.problems if test else ())]
    if empty + empty_tests:
        problems.append(f"{empty + empty_tests} rows have no text or no label")
    return DataCheck(
        rows=len(examples) + len(tests),
        labels=dict(labels.most_common()),
        empty=empty + empty_tests,
        duplicates=len(examples) - len(texts),
        duplicates_across=parts.left_out,
        longest=max(len(example.text) for example in (*examples, *tests)),
        train=len(parts.train),
        validation=len(parts.validation),
        test=len(parts.test),
        problems=tuple(problems),
        warnings=tuple(_warnings(examples, labels, parts)),
    )


def examples_of(table: Table, text: str, label: str) -> tuple[tuple[Example, ...], int]:
    """The labeled texts of a table, and how many rows lack one or the other.

    Raises:
        DataError: a column is not there; the message names those that are.
    """
    if text == label:
        raise DataError(f"text and label are the same column, {text!a}")
    text_at, label_at = _column(table, text), _column(table, label)
    language_at = table.columns.index(LANGUAGE_COLUMN) if LANGUAGE_COLUMN in table.columns else None
    examples = [
        Example(
            row=number,
            text=fields[text_at].strip(),
            label=fields[label_at].strip(),
            language="" if language_at is None else fields[language_at].strip(),
        )
        for number, fields in zip(table.numbers, table.rows, strict=True)
        if fields[text_at].strip() and fields[label_at].strip()
    ]
    return tuple(examples), len(table.rows) - len(examples)


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


def _refuse_unusable(name: str, column: str, labels: Counter[str], parts: Split) -> None:
    rows = labels.total()
    if len(labels) < 2:
        raise DataError(f"{name}: column {column!a} holds {len(labels)} labels; two are needed")
    if rows < MIN_ROWS:
        raise DataError(f"{name} has {rows} labeled rows; {MIN_ROWS} are needed")
    if len(labels) > rows / 2:
        raise DataError(
            f"{name}: column {column!a} holds {len(labels)} different values in {rows} rows",
            hint="is it the column of labels?",
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
        labels_of.setdefault(folded(example.text), set()).add(example.label)
    torn = sum(len(found) > 1 for found in labels_of.values())
    rare = sorted(label for label, count in labels.items() if count < _FEW_ROWS_OF_A_LABEL)
    repeated = len(examples) - len(labels_of)
    long = sum(len(example.text) > _LONG_CHARACTERS for example in examples)
    found = [
        (torn, f"{_count(torn, 'text')} with different labels in different rows"),
        (
            repeated,
            f"{_count(repeated, 'row')} with the text of another; kept on its side of the split",
        ),
        (
            parts.left_out,
            f"{_count(parts.left_out, 'training row')} found in the test file too; left out",
        ),
        (rare, f"few rows for {', '.join(ascii(label) for label in rare[:5])}"),
        (
            max(labels.values()) > _LOPSIDED * min(labels.values()),
            "the labels are lopsided: read macro-F1 rather than accuracy",
        ),
        (long, f"{_count(long, 'text')} over {_LONG_CHARACTERS} characters: the end is not read"),
        (
            len(parts.test) < _FEW_TEST_ROWS,
            f"{len(parts.test)} held-out rows show only large differences",
        ),
    ]
    return [warning for holds, warning in found if holds]
