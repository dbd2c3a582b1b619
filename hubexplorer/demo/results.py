"""What one checkpoint scored on its held-out set, as `results.json` keeps it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

FILE = "results.json"
ALL = "all"
"""The key of the figure over every row."""


@dataclass(frozen=True, slots=True)
class Results:
    """The figures that a card may print: nothing in a card is typed by hand."""

    dataset_id: str
    dataset_name: str
    metric: str
    metric_name: str
    values: Mapping[str, float]
    """Slice (a language, or "all") to the metric, three decimals."""
    rows: Mapping[str, int]
    """Slice to the number of rows it was measured on."""
    parameters: int
    measures: Mapping[str, float] = field(default_factory=dict)
    """Further named figures, such as the mean top score on out-of-scope sentences."""

    @classmethod
    def read(cls, folder: Path) -> Results:
        """The results saved beside a checkpoint."""
        return cls(**json.loads((folder / FILE).read_text(encoding="utf-8")))

    def write(self, folder: Path) -> None:
        """Save beside a checkpoint."""
        text = json.dumps(asdict(self), indent=2) + "\n"
        (folder / FILE).write_text(text, encoding="utf-8")
