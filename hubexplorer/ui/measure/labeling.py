"""The labeling part of Measure: rows one by one, kept after each answer."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

from hubexplorer.bench.labeling import DISAGREEMENT, LABEL, Given
from hubexplorer.errors import DataError
from hubexplorer.ui.desk import Desk, ref_of
from hubexplorer.workspace.measure.labeling import LabelFile

_WAITING = 12
_RECENT = 5
_MAX_TEXT = 4_000


class LabelDesk:
    """The label file that a screen has open; its answers come one at a time."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._one = threading.RLock()
        self._file: LabelFile | None = None

    def open(self, path: Path, args: dict[str, Any]) -> tuple[str, Path]:
        """Begin to label a file, or go on; the id and the path of the labels.

        Raises:
            DataError: the file or the labels cannot be used.
        """
        with self._one:
            self._file = LabelFile(
                self._desk.workspace,
                path,
                args["labels"],
                text=args["text"],
                wanted=args["wanted"],
            )
            return self._file.path.stem, self._file.path

    def answer(self, place: int, label: str) -> dict[str, Any]:
        """The view after a row was labeled, or skipped where the label is empty."""
        with self._one:
            self._opened().answer(place, label)
            return self.view()

    def undo(self) -> dict[str, Any]:
        """The view after the last answer was taken back."""
        with self._one:
            self._opened().undo()
            return self.view()

    def pick_disagreements(self, candidates: list[dict[str, Any]]) -> dict[str, Any]:
        """The view with rows first on which the candidates disagree."""
        with self._one:
            self._opened().pick_disagreements([ref_of(key) for key in candidates])
            return self.view()

    def view(self) -> dict[str, Any]:
        """What is to be labeled next, and how far it is."""
        with self._one:
            file = self._opened()
            labeling = file.labeling
            texts = labeling.dataset.column(labeling.column)

            def row(one: Given) -> dict[str, Any]:
                return {
                    "place": one.place,
                    "number": labeling.dataset.numbers[one.place],
                    "text": str(texts[one.place])[:_MAX_TEXT],
                    "label": one.label,
                    "is_picked": one.picked == DISAGREEMENT,
                }

            return {
                "data": file.path.stem,
                "text_column": labeling.column,
                "label_column": LABEL,
                "labels": list(labeling.labels),
                "rows": [row(one) for one, _ in file.waiting(_WAITING)],
                "recent": [row(one) for one in labeling.given[: -_RECENT - 1 : -1]],
                "labeled": labeling.count(),
                "picked": labeling.count(DISAGREEMENT),
                "skipped": labeling.skipped,
                "wanted": labeling.wanted,
                "progress": file.progress,
                "kept_in": file.path.name,
            }

    def _opened(self) -> LabelFile:
        if self._file is None:
            raise DataError("no rows are being labeled", hint="choose Label some rows first")
        return self._file
