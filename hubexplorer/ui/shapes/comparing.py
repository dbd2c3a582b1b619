"""Compare around its runs: facts, votes, the history, saving."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypedDict

from hubexplorer.ui.shapes.shared import Done, ErrorView


class FactView(TypedDict):
    text: str
    tone: str
    detail: str


class FactRowView(TypedDict):
    label: str
    facts: list[FactView]
    best: list[int]
    why: str
    is_published: bool


class FactsData(TypedDict):
    ids: list[str]
    """The candidate of each column."""
    rows: list[FactRowView]


class StandingView(TypedDict):
    name: str
    rounds: int
    best: int
    ties: int
    share: float
    low: float
    high: float


class PairView(TypedDict):
    first: str
    second: str
    rounds: int
    wins: float
    low: float
    high: float
    is_decided: bool


class TallyData(TypedDict):
    votes: int
    """On these candidates."""
    kept: int
    """On any."""
    counting: str
    standings: list[StandingView]
    pairs: list[PairView]


class PastView(TypedDict):
    key: str
    made_s: float
    title: str
    candidates: list[str]
    answered: int


class HistoryData(TypedDict):
    is_on: bool
    path: str
    """Where they lie; empty, where they are kept for this session only."""
    most: int
    past: list[PastView]


class PastArgs(TypedDict):
    key: str
    """Of one comparison; empty, where all are meant."""


class ExportArgs(TypedDict):
    what: Literal["html", "toml"]


class ExportData(TypedDict):
    name: str
    text: str


class VoteArgs(TypedDict):
    run: int
    choice: Literal["best", "tie", "bad"]
    place: int | None
    """Of the answer found best, as they are shown; null for the other choices."""


class EndpointArgs(TypedDict):
    url: str


class EndpointKeyArgs(TypedDict):
    url: str
    token: str
    """Goes to where tokens are kept, and nowhere else."""


class EndpointModelArgs(TypedDict):
    url: str
    model: str


class EndpointData(TypedDict):
    models: list[str]
    wants_key: bool
    place: str
    """Where a key is kept."""
    problem: ErrorView | None


class EndpointKeptData(TypedDict):
    origin: str
    """That a key is kept for; empty where none is. Never the key."""
    hub: str
    """Whose sign-in it is, if it is a hub's."""


OPS: Mapping[str, tuple[type, type]] = {
    "facts": (Done, FactsData),
    "tally": (Done, TallyData),
    "undo": (Done, TallyData),
    "reset": (Done, TallyData),
    "history": (Done, HistoryData),
    "forget": (PastArgs, HistoryData),
    "reopen": (PastArgs, Done),
    "export": (ExportArgs, ExportData),
    "endpoint": (EndpointArgs, EndpointData),
    "endpoint_key": (EndpointKeyArgs, EndpointData),
    "endpoint_kept": (EndpointArgs, EndpointKeptData),
    "endpoint_forget": (EndpointArgs, EndpointKeptData),
    "endpoint_add": (EndpointModelArgs, EndpointData),
}
"""Op -> (shape of its args, shape of its reply's data), as far as no answer is in it."""
