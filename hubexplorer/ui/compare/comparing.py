"""What Compare does around a run: facts, blind rounds and votes, history, saving."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import traitlets

from hubexplorer.errors import DataError, HubExplorerError
from hubexplorer.ui.compare.blind_round import Round
from hubexplorer.ui.compare.panes import panes_view
from hubexplorer.ui.compare.plan import id_of, key_of_candidate
from hubexplorer.ui.compare.views import facts_view, history_view, tally_view
from hubexplorer.ui.screen import Screen
from hubexplorer.workspace.compare.candidate import Candidate
from hubexplorer.workspace.compare.comparison import Comparison
from hubexplorer.workspace.compare.facts import facts_of
from hubexplorer.workspace.compare.history import History
from hubexplorer.workspace.compare.pane import Pane
from hubexplorer.workspace.compare.record import Record, input_sha256, spec_of
from hubexplorer.workspace.compare.saving import page_of
from hubexplorer.workspace.compare.toml import render_comparison
from hubexplorer.workspace.compare.votes import Votes

NO_HOST: dict[str, Any] = {"loaded": 0, "used_bytes": 0, "budget_bytes": 0, "gpus": []}
_MAX_EMBEDDED_BYTES = 12_000_000


class Comparing(Screen):
    """The part of `Compare` that goes around its runs."""

    blind = traitlets.Bool(
        False, help="Show answers in a shuffled order and without names until a vote."
    ).tag(sync=True)

    seed = traitlets.Int(
        None,
        allow_none=True,
        help="Of the order in blind mode; None draws a new one for each round.",
    )

    def __init__(self, workspace: Any = None, **traits: Any) -> None:
        super().__init__(workspace, **traits)
        self._comparison: Comparison | None = None
        self._run = 0
        self._ids: tuple[str, ...] = ()
        self._history = History(self.desk.workspace)
        self._round: Round | None = None
        self._begin: tuple[int, tuple[dict[str, Any], ...]] = (0, ())
        self.observe(self._show_names, "blind")

    @property
    def votes(self) -> Votes:
        """The blind votes of this project: `.tally()`, `.undo()`, `.reset()`."""
        return Votes(self.desk.workspace)

    @property
    def history(self) -> History:
        """The comparisons made in this project: `.all()`, `.open(key)`, `.delete(key)`."""
        return self._history

    def on_facts(self, _args: dict[str, Any]) -> dict[str, Any]:
        read = self.desk.workspace.reader.page
        candidates = self._candidates()
        rows = facts_of(candidates, lambda one: read(one.ref))
        return facts_view([id_of(one) for one in candidates], rows)

    def on_vote(self, args: dict[str, Any]) -> dict[str, Any]:
        order = self._votable(args["run"])
        comparison = self._comparison
        assert comparison is not None and self._round is not None
        panes = comparison.panes
        places = sorted(order)
        place = args["place"]
        if args["choice"] == "best" and (place is None or not 0 <= place < len(order)):
            raise DataError("there is no such answer", hint="choose one that is shown")
        self.votes.add(
            [_candidate(panes[at]) for at in places],
            args["choice"],
            places.index(order[place]) if args["choice"] == "best" else None,
            seed=self._round.seed,
            input_sha256=input_sha256(comparison.inputs),
        )
        self._round = None
        self.event("panes", self._panes_data())
        return {"order": [self._ids[at] for at in order], "tally": self._tally()}

    def on_tally(self, _args: dict[str, Any]) -> dict[str, Any]:
        return self._tally()

    def on_undo(self, _args: dict[str, Any]) -> dict[str, Any]:
        self.votes.undo()
        return self._tally()

    def on_reset(self, _args: dict[str, Any]) -> dict[str, Any]:
        self.votes.reset()
        return self._tally()

    def on_history(self, _args: dict[str, Any]) -> dict[str, Any]:
        return history_view(self.history)

    def on_forget(self, args: dict[str, Any]) -> dict[str, Any]:
        history = self.history
        if args["key"]:
            history.delete(args["key"])
        else:
            history.clear()
        return history_view(history)

    def on_reopen(self, args: dict[str, Any]) -> None:
        self.show_record(self.history.open(args["key"]))

    def on_export(self, args: dict[str, Any]) -> dict[str, Any]:
        comparison = self._comparison
        if comparison is None or not comparison.is_ended:
            raise DataError("nothing has been compared yet", hint="run first, then save it")
        self._require_named()
        record = comparison.record
        name = f"comparison-{len(record.panes)}-candidates"
        if args["what"] == "toml":
            spec = spec_of([record])
            text = render_comparison(spec, embed_bytes=_MAX_EMBEDDED_BYTES)
            return {"name": f"{name}.toml", "text": text}
        tally = self.votes.tally(record.candidates)
        return {
            "name": f"{name}.html",
            "text": page_of([record], self.desk.workspace.reader.page, tally),
        }

    def show_record(self, record: Record) -> None:
        """Show a comparison as it was; a run asks its candidates again."""
        self._stop_current()
        self._round = None
        self._comparison = Comparison.ended(
            self.desk.workspace.runner, record.inputs, record.panes, record.made_s
        )
        self._ids = tuple(id_of(one) for one in record.candidates)
        self._run += 1
        self.begin_with(record.candidates, [record.inputs])
        self.event("panes", self._panes_data())

    def begin_with(self, candidates: Sequence[Candidate], inputs: Sequence[Any]) -> None:
        """Show these candidates, with these inputs to choose from; the first one is written in."""
        self._begin = (self._begin[0] + 1, tuple(dict(one) for one in inputs))
        self.set_trait("candidates", [key_of_candidate(one) for one in candidates])

    def _begin_round(self, comparison: Comparison) -> None:
        """Hide who answers, where that is asked for."""
        seed = secrets.randbits(32) if self.seed is None else self.seed
        self._round = Round(comparison, seed) if self.blind else None

    def _end(self, comparison: Comparison) -> None:
        """Keep what was compared; with too few answers for a vote, show whose they are."""
        hidden = self._round
        if hidden is not None and hidden.comparison is comparison and len(hidden.order) < 2:
            self._round = None
        if any(pane.answer is not None for pane in comparison.panes):
            try:
                self.history.keep(comparison.record)
            except HubExplorerError as error:
                self.problem = {"message": error.message, "hint": error.hint}

    def _panes_data(self) -> dict[str, Any]:
        """The panes as they are now; none while their names are hidden."""
        comparison = self._comparison
        if comparison is None or self._round is not None:
            return {"run": self._run, "panes": [], "host": NO_HOST}
        return {
            "run": self._run,
            "panes": panes_view(self._ids, comparison.panes),
            "host": self._host_view(),
        }

    def _votable(self, run: int) -> tuple[int, ...]:
        """The order in which the answers of a blind round are shown.

        Raises:
            DataError: there is no such round, or not all have ended.
        """
        hidden = self._round
        if hidden is None or run != self._run:
            raise DataError("this round is over", hint="run again to vote")
        if not hidden.order:
            raise DataError("not all have answered yet", hint="vote when all answers are shown")
        return hidden.order

    def _require_named(self) -> None:
        if self._round is not None:
            raise DataError("vote first", hint="a saved comparison says whose each answer is")

    def _tally(self) -> dict[str, Any]:
        votes = self.votes
        return tally_view(votes.all(), self._resolved())

    def _resolved(self) -> list[Candidate]:
        """The candidates at the commits that answer, with the settings they were asked with."""
        candidates = self._candidates()
        comparison = self._comparison
        if comparison is not None and self._ids == tuple(map(id_of, candidates)):
            return [_candidate(pane) for pane in comparison.panes]
        found = []
        for one in candidates:
            try:
                found.append(replace(one, ref=self.desk.workspace.reader.page(one.ref).ref))
            except HubExplorerError:
                found.append(one)
        return found

    def _show_names(self, change: Any) -> None:
        """Without blind mode nothing is hidden: a round that waits for its vote ends."""
        if not change["new"] and self._round is not None:
            self._round = None
            self.event("panes", self._panes_data())

    if TYPE_CHECKING:  # what Compare, the one that goes on from here, has

        def _candidates(self) -> list[Candidate]: ...
        def _host_view(self) -> dict[str, int]: ...
        def _stop_current(self) -> None: ...


def _candidate(pane: Pane) -> Candidate:
    return Candidate(pane.ref, pane.settings)
