"""Decision: one page from what was required to the commit that was pinned, for an audit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubexplorer.bench import page
from hubexplorer.bench.markdown import markdown
from hubexplorer.bench.report import Report
from hubexplorer.bench.results import percent_or_number
from hubexplorer.bench.tables import Table, records
from hubexplorer.errors import DataError
from hubexplorer.records import ModelRef

if TYPE_CHECKING:
    from hubexplorer.workspace.parts import Parts


class Decision:
    """What was required, who was considered, what was found, and what a person chose."""

    def __init__(self, workspace: Parts, report: Report, requirements: str = "") -> None:
        """The decision that a report led to.

        Args:
            requirements: the query of the search, if there was one.

        Raises:
            DataError: nobody has chosen yet.
        """
        if report.choice is None:
            raise DataError("nothing is chosen yet", hint="choose a candidate, with a reason")
        self._workspace = workspace
        self._report = report
        self._required = requirements

    @property
    def title(self) -> str:
        assert self._report.choice is not None
        return f"Decision: {self._report.choice.candidate}"

    def to_markdown(self) -> str:
        """The page as Markdown."""
        return markdown(self.title, self._paragraphs(), self._tables())

    def to_html(self) -> str:
        """The page as one HTML file that loads nothing."""
        report, results = self._report, self._report.results
        drawing = page.intervals(
            report.candidates, results, results.standings, results.metric.title
        )
        return page.document(self.title, self._paragraphs(), self._tables(), drawing)

    def _paragraphs(self) -> list[str]:
        report, facts = self._report, self._report.facts
        required = self._required or "nothing was filtered by"
        return [
            str(report.choice),
            f"What the data show: {report.verdict}",
            f"Required: {required}.",
            f"Measured {facts.date} on {facts.data} ({facts.read_as}; sha256 {facts.sha256}).",
            *facts.notes,
            *(f"{name} gave no answers: {why}" for name, why in facts.failed.items()),
        ]

    def _tables(self) -> list[Table]:
        found = [self._found(), self._candidates(), self._rejected(), self._pinned()]
        return [table for table in found if table.rows]

    def _found(self) -> Table:
        """What was measured of each candidate, the best value first, the chosen one marked."""
        report, metric = self._report, self._report.results.metric
        show = percent_or_number(metric)
        chosen = report.choice.candidate if report.choice else ""
        rows = tuple(
            (
                one["candidate"],
                show(one[metric.name]),
                f"{show(one['low'])} to {show(one['high'])}",
                "" if one["p50_s"] is None else f"{1e3 * one['p50_s']:.1f} ms",
                "" if one["peak_bytes"] is None else f"{one['peak_bytes'] / 1e6:,.0f} MB",
                "chosen" if one["candidate"] == chosen else "",
            )
            for one in records(report.candidates, report.results)
        )
        columns = ("candidate", metric.title, "95 % interval", "latency", "peak memory", "")
        note = "Latency: the median of calls with one row."
        return Table(f"What was found on {len(report.rows.truths):,} rows", columns, rows, note)

    def _candidates(self) -> Table:
        shortlist = self._workspace.shortlist
        rows = []
        for candidate in self._report.candidates:
            seen = shortlist.seen.get(candidate.ref, ())
            rows.append(
                (
                    candidate.name,
                    candidate.ref or "(no model of a hub)",
                    "; ".join(candidate.findings) or "none",
                    f"{len(seen)} seen" if seen else "none seen",
                )
            )
        columns = ("candidate", "at commit", "open findings of its card", "acknowledged")
        return Table("Candidates", columns, tuple(rows))

    def _rejected(self) -> Table:
        rejected = self._workspace.shortlist.rejected
        rows = tuple((str(ref), reason or "no reason given") for ref, reason in rejected.items())
        return Table("Rejected before", ("model", "why"), rows)

    def _pinned(self) -> Table:
        """The lock file's lines of the chosen model."""
        chosen = self._chosen_ref()
        columns = ("model", "commit", "license")
        if chosen is None:
            return Table("Pinned in hubexplorer.lock", columns, ())
        pin = self._workspace.lock.get(chosen)
        if pin is None or pin.commit != chosen.commit:
            row = (chosen.repo, "not pinned at the measured commit", "")
        else:
            row = (pin.repo, pin.commit, pin.license_id or "not stated")
        return Table("Pinned in hubexplorer.lock", columns, (row,))

    def _chosen_ref(self) -> ModelRef | None:
        choice = self._report.choice
        for candidate in self._report.candidates:
            if choice is not None and candidate.name == choice.candidate and candidate.ref:
                return ModelRef.parse(candidate.ref)
        return None
