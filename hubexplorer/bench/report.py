"""A benchmark's report: the verdict, the tables, every format, and what a person chose."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hubexplorer.bench import exports, page
from hubexplorer.bench.markdown import markdown, plain
from hubexplorer.bench.results import Candidate, Results, Rows
from hubexplorer.bench.tables import Table, records, tables
from hubexplorer.bench.verdict import verdict
from hubexplorer.errors import RunError

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chose, and why."""

    candidate: str
    reason: str
    is_in_top_group: bool | None
    """None where nobody is ranked."""

    def __str__(self) -> str:
        why = f": {self.reason}" if self.reason else ""
        group = "in the top group" if self.is_in_top_group else "not in the top group"
        stands = "nobody is ranked" if self.is_in_top_group is None else group
        return f"Chosen by a person: {self.candidate} ({stands}){why}."


@dataclass(frozen=True)
class Facts:
    """What was measured on, and what a reader must know of it."""

    data: str
    """The name of the data."""
    task: str
    read_as: str
    sha256: str
    columns: Mapping[str, str]
    date: str
    """Of the measurement, as 2026-11-23."""
    notes: tuple[str, ...] = ()
    """How labels met, what was left out, what may mislead."""
    failed: Mapping[str, str] = field(default_factory=dict)
    """Candidates that gave no answers, and why."""


class Report:
    """What a benchmark found; shown as itself in a notebook."""

    def __init__(
        self,
        facts: Facts,
        candidates: tuple[Candidate, ...],
        rows: Rows,
        results: Results,
        *,
        choice: Choice | None = None,
        on_choose: Callable[[Choice], None] = lambda _choice: None,
    ) -> None:
        self.facts = facts
        self.candidates = candidates
        self.rows = rows
        self.results = results
        if choice is not None and not results.standings.is_ranked:
            choice = replace(choice, is_in_top_group=None)  # kept before it was so
        self.choice = choice
        self._on_choose = on_choose

    @property
    def title(self) -> str:
        return f"{self.results.metric.title} on {self.facts.data}"

    @cached_property
    def verdict(self) -> str:
        """What the data show, in one plain paragraph."""
        return verdict(self.candidates, self.results, self.facts.data)

    @property
    def top_group(self) -> tuple[str, ...]:
        """The names of the candidates that nobody is shown to beat; empty with too few rows."""
        return tuple(self.candidates[place].name for place in self.results.standings.top)

    def value(self, model: Any, metric: str = "") -> float:
        """A candidate's value of a metric, the deciding one by default.

        Raises:
            ValueError: there is no such candidate or metric here.
        """
        place = self.place(model)
        if metric in ("", self.results.metric.name):
            return self.results.standings.estimates[place].value
        if metric not in self.results.others:
            have = [self.results.metric.name, *self.results.others]
            raise ValueError(f"{metric!r} was not measured; there are {', '.join(have)}")
        return self.results.others[metric][1].estimates[place].value

    def choose(self, model: Any, reason: str = "") -> Choice:
        """Record which candidate a person takes; the data may not name one winner.

        Raises:
            ValueError: it is none of the candidates.
        """
        place, standings = self.place(model), self.results.standings
        is_in_top = place in standings.top if standings.is_ranked else None
        self.choice = Choice(self.candidates[place].name, reason, is_in_top)
        self._on_choose(self.choice)
        return self.choice

    def tables(self) -> list[Table]:
        """Every table, the ranking first."""
        return tables(self.candidates, self.rows, self.results)

    def to_pandas(self) -> pd.DataFrame:
        """One row a candidate, the best first: value, interval, ranks, other metrics, speed.

        Raises:
            RunError: pandas is not installed.
        """
        try:
            import pandas as pd
        except ImportError:
            raise RunError("pandas is not installed", hint="pip install pandas") from None
        return pd.DataFrame(records(self.candidates, self.results))

    def to_text(self) -> str:
        """The report for a terminal."""
        return plain(self.title, self.paragraphs(), self.tables())

    def to_markdown(self) -> str:
        """The report as Markdown."""
        return markdown(self.title, self.paragraphs(), self.tables())

    def to_html(self) -> str:
        """The report as one HTML page that loads nothing."""
        return page.html(
            self.title,
            self.paragraphs(),
            candidates=self.candidates,
            results=self.results,
            tables=self.tables(),
        )

    def to_csv(self) -> str:
        """Every row with truth, answers and scores; no cell is a formula."""
        return exports.rows_csv(self.candidates, self.rows, self.results)

    def to_eval_results(self, model: Any) -> str:
        """A candidate's value as `.eval_results/*.yaml`."""
        facts = self.facts
        return exports.eval_results(
            self.results, self.place(model), facts.data, facts.task, facts.date
        )

    def to_model_index(self, model: Any) -> dict[str, Any]:
        """A candidate's values as the `model-index` of a card."""
        place, facts = self.place(model), self.facts
        name = self.candidates[place].name
        return exports.model_index(self.results, place, name, facts.data, facts.task)

    def save(self, path: str | Path) -> Path:
        """Write the report as the path's suffix says: .html, .md, .csv or .txt.

        Raises:
            ValueError: it has another suffix.
        """
        path = Path(path)
        formats = {
            ".html": self.to_html,
            ".md": self.to_markdown,
            ".csv": self.to_csv,
            ".txt": self.to_text,
        }
        if path.suffix not in formats:
            raise ValueError(f"{path.name}: a report ends in {', '.join(formats)}")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(formats[path.suffix](), "utf-8", newline="")
        return path

    def paragraphs(self) -> list[str]:
        """The verdict, what a person chose, and what a reader must know of the data."""
        facts = self.facts
        columns = ", ".join(f"{role} = {column}" for role, column in facts.columns.items())
        found = [self.verdict, *([str(self.choice)] if self.choice else [])]
        found.append(f"{facts.data}: {facts.read_as}; {columns}; sha256 {facts.sha256[:12]}.")
        found += facts.notes
        found += [f"{name} gave no answers: {why}" for name, why in facts.failed.items()]
        return found

    def place(self, model: Any) -> int:
        """Where a candidate stands in `candidates`, by its name or reference.

        Raises:
            ValueError: it is none.
        """
        wanted = str(getattr(model, "ref", model))
        for place, candidate in enumerate(self.candidates):
            bare = candidate.ref.partition("@")[0]
            known = {candidate.name, candidate.ref, bare, bare.rpartition(":")[2]} - {""}
            if wanted in known or wanted.partition("@")[0] == candidate.ref:
                return place
        names = ", ".join(candidate.name for candidate in self.candidates)
        raise ValueError(f"{wanted!r} is no candidate; there are {names}")

    def _repr_markdown_(self) -> str:
        return self.to_markdown()

    def __repr__(self) -> str:
        return f"Report({self.title!r})\n{self.verdict}"
