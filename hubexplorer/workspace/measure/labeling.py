"""Labeling a random sample of somebody's rows, saved after every answer."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hubexplorer.bench import columns as bench_columns
from hubexplorer.bench.data import read
from hubexplorer.bench.labeling import Given, Labeling, disagreeing
from hubexplorer.bench.labels import match_labels
from hubexplorer.bench.planning import plan_text
from hubexplorer.errors import DataError, HubExplorerError, RunError
from hubexplorer.workspace.measure import FOLDER
from hubexplorer.workspace.writing import one_writer, write_whole

if TYPE_CHECKING:
    from hubexplorer.workspace.find.finder import Model
    from hubexplorer.workspace.parts import Parts

_MAX_ASKED = 500
WANTED = 100


class LabelFile:
    """Labels for rows that have none, in `measured/labels-*.csv` of the project folder.

    The same data, text column and seed go on in the same file. `ws.measure(models, labels.path)`
    measures on it; rows picked because candidates disagree are left out there.
    """

    def __init__(
        self,
        workspace: Parts,
        data: Any,
        labels: Sequence[str],
        *,
        text: str = "",
        wanted: int = WANTED,
        seed: int = 0,
    ) -> None:
        """Find the rows, and what was labeled of them before.

        Args:
            data: a file or an object that holds rows.
            labels: to choose from.
            wanted: rows of the random sample.

        Raises:
            DataError: the data cannot be used, or its labels were of another sample.
        """
        self._workspace = workspace
        dataset = read(data)
        column = bench_columns.propose(dataset, ("text",), {"text": text})["text"]
        self.labeling = Labeling(dataset, column, tuple(labels), wanted, seed)
        told = f"{dataset.sha256} {column} {seed}".encode()
        stem = Path(dataset.name).stem.replace(" ", "-")
        name = f"labels-{stem}-{hashlib.sha256(told).hexdigest()[:8]}.csv"
        self.path = workspace.folder / FOLDER / name
        if self.path.exists():
            self.labeling.take_up(read(self.path))

    def waiting(self, count: int = 20) -> list[tuple[Given, str]]:
        """The next rows and their texts."""
        texts = self.labeling.dataset.column(self.labeling.column)
        return [(one, str(texts[one.place])) for one in self.labeling.waiting()[:count]]

    def answer(self, place: int, label: str) -> None:
        """Label a row, or skip it with an empty label; it is on the disk when this returns.

        Raises:
            DataError: it is none of the labels.
            DiskFull: it could not be saved; nothing was changed.
        """
        before = list(self.labeling.given)
        self.labeling.answer(place, label)
        self._save(before)

    def undo(self) -> Given | None:
        """Take back the last answer; None where there is none."""
        before = list(self.labeling.given)
        undone = self.labeling.undo()
        if undone is not None:
            self._save(before)
        return undone

    def pick_disagreements(self, models: Sequence[Model]) -> int:
        """Put rows first on which these models disagree; how many there are.

        Up to 500 rows outside the random sample are asked. What is said of them shows where models
        go wrong, and never enters an estimate.

        Raises:
            DataError: there are fewer than two models, or no row outside the sample.
            RunError: one of them cannot answer.
        """
        places = self.labeling.outside[:_MAX_ASKED]
        if len(models) < 2 or not places:
            raise DataError(
                "there is nothing to disagree on",
                hint="the random sample holds every row: choose a smaller one"
                if len(models) > 1
                else "it takes two candidates",
            )
        texts = self.labeling.dataset.column(self.labeling.column)
        asked = [str(texts[place]) or "." for place in places]
        said = [self._said(model, asked) for model in models]
        return self.labeling.pick(places[at] for at in disagreeing(said))

    @property
    def progress(self) -> str:
        """Where the labeling stands: "37 of 100 · shows differences of 26 points"."""
        return plan_text(self.labeling.count(), self.labeling.wanted)

    def _said(self, model: Model, texts: list[str]) -> list[str]:
        from hubexplorer.workspace.compare.comparing import compare, only_answer

        output = only_answer(compare(self._workspace, [model], texts, None)).output
        items = output.get("items", [output])
        if not all(item.get("scores") for item in items):
            raise RunError(f"{model} gives no labels", hint="it takes models that classify texts")
        found = [str(item["scores"][0]["label"]) for item in items]
        known = [str(score["label"]) for score in items[0]["scores"]]
        words = match_labels(self.labeling.labels, known).to_data
        return [words.get(label, label) for label in found]

    def _save(self, before: list[Given]) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with one_writer(self.path.parent):
                write_whole(
                    self.path,
                    self.labeling.to_csv(),
                    "the label",
                    hint=f"labels are kept in {self.path.parent}",
                )
        except (HubExplorerError, OSError):
            self.labeling.given = before
            raise
