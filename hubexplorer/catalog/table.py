"""The rows of one snapshot, column by column."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

import numpy as np

from hubexplorer.catalog.columns import Array, Arrays, Coded, Ints, MultiCoded, Numbers, Texts
from hubexplorer.catalog.query import View
from hubexplorer.catalog.text import WordIndex
from hubexplorer.records import CatalogRow, FitClass, LicenseClass

SINGLE = ("task", "library", "license", "author", "hub", "gated", "relation", "base_relation")
MULTI = ("language", "format", "dataset", "tag")
TEXTS = ("repo", "commit", "base_model", "summary")
NUMBERS = ("parameters", "memory", "downloads", "likes", "updated")
UNKNOWN_NUMBER = -1
GATED, OPEN = "yes", "no"
_FITS = tuple(sorted(FitClass))


@dataclass(frozen=True, slots=True)
class Table:
    """Columns of rows numbered by downloads (most first), then hub, then repository id."""

    single: dict[str, Coded]
    """By facet name, and what rows are made of besides."""
    multi: dict[str, MultiCoded]
    """The same for what one row can have several of."""
    numbers: dict[str, Numbers]
    """By range name; `UNKNOWN_NUMBER` where a model has no such number."""
    texts: dict[str, Texts]
    by_name: Ints
    """Row numbers in the order of `name_key`."""
    name_ranks: Ints
    """Row number to its place in `by_name`."""
    words: WordIndex

    @classmethod
    def of(cls, arrays: Arrays) -> Table:
        """The table that `table.arrays()` describes."""
        return cls(
            {name: Coded.of(arrays, name) for name in SINGLE},
            {name: MultiCoded.of(arrays, name) for name in MULTI},
            {name: arrays[name] for name in NUMBERS},
            {name: Texts.of(arrays, name) for name in TEXTS},
            arrays["by_name"],
            arrays["name_ranks"],
            WordIndex.of(arrays),
        )

    def arrays(self) -> dict[str, Array]:
        """Everything, as named arrays."""
        arrays: dict[str, Array] = {"by_name": self.by_name, "name_ranks": self.name_ranks}
        arrays |= self.numbers
        for name, column in self.single.items():
            arrays |= column.arrays(name)
        for name, entries in self.multi.items():
            arrays |= entries.arrays(name)
        for name, texts in self.texts.items():
            arrays |= texts.arrays(name)
        return arrays | self.words.arrays()

    def __len__(self) -> int:
        return len(self.by_name)

    def check(self) -> None:
        """Make sure that every code names a value, so that counting them stays small.

        Raises:
            IndexError: one does not.
        """
        columns: list[Coded | MultiCoded] = [*self.single.values(), *self.multi.values()]
        for column in columns:
            if len(column.codes) and column.codes.max() >= len(column.values):
                raise IndexError("a code without a value")

    def facet(self, name: str, view: View) -> Coded | MultiCoded:
        """The column of a facet, derived through `view` where rows do not store it."""
        match name:
            case "license_class":
                return self._license_class(view)
            case "fit":
                return self._fit(view)
            case _:
                return self.multi[name] if name in self.multi else self.single[name]

    def row(self, number: int) -> CatalogRow:
        """The model in row `number`."""
        single = {name: column.text(number) for name, column in self.single.items()}
        multi = {name: column.texts(number) for name, column in self.multi.items()}
        texts = {name: column[number] for name, column in self.texts.items()}
        return CatalogRow(
            hub=single["hub"],
            repo=texts["repo"],
            commit=texts["commit"] or None,
            task=single["task"],
            library=single["library"],
            license_id=single["license"],
            languages=multi["language"],
            tags=multi["tag"],
            datasets=multi["dataset"],
            formats=multi["format"],
            base_model=texts["base_model"],
            base_relation=single["base_relation"],
            parameters=self._whole("parameters", number),
            memory_bytes=self._whole("memory", number),
            downloads=int(self.numbers["downloads"][number]),
            likes=int(self.numbers["likes"][number]),
            updated_s=max(float(self.numbers["updated"][number]), 0.0),
            is_gated=single["gated"] == GATED,
            summary=texts["summary"],
        )

    def find(self, hub: str, repo: str) -> int | None:
        """Number of the row of a repository; None if the catalog has none."""
        key = name_key(hub, repo)
        place = bisect_left(self.by_name, key, key=self._key_of)
        if place < len(self) and self._key_of(self.by_name[place]) == key:
            return int(self.by_name[place])
        return None

    def _whole(self, name: str, number: int) -> int | None:
        value = int(self.numbers[name][number])
        return None if value == UNKNOWN_NUMBER else value

    def _key_of(self, number: int) -> tuple[str, str, str]:
        return name_key(self.single["hub"].text(number), self.texts["repo"][number])

    def _license_class(self, view: View) -> Coded:
        licenses = self.single["license"]
        unknown = str(LicenseClass.UNKNOWN)
        classes = sorted({unknown, *view.license_classes.values()})
        class_of_license = np.array(
            [classes.index(view.license_classes.get(name, unknown)) for name in licenses.values],
            np.uint8,
        )
        return Coded(Texts.collect(classes), class_of_license[licenses.codes])

    def _fit(self, view: View) -> Coded:
        memory = self.numbers["memory"]
        steps = (FitClass.FITS, FitClass.TIGHT, FitClass.OFFLOAD, FitClass.NO)
        above = np.zeros(len(memory), np.uint8)
        for limit in view.fit_limits:
            above += memory > limit
        fit_of_step = np.array([_FITS.index(step) for step in steps], np.uint8)
        codes = fit_of_step[above]
        codes[memory == UNKNOWN_NUMBER] = _FITS.index(FitClass.UNKNOWN)
        return Coded(Texts.collect(_FITS), codes)


def name_key(hub: str, repo: str) -> tuple[str, str, str]:
    """What rows are ordered by when they are ordered by name."""
    return repo.casefold(), repo, hub
