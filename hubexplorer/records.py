"""Frozen values that cross rooms: models, rows, files, findings, answers, pins.

They carry facts and no behaviour beyond showing and parsing themselves. Names carry units;
times are seconds since the epoch (UTC), sizes are bytes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

COMMIT = re.compile(r"[0-9a-f]{40}")
_REPO = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)?")
_MAX_REPO_LENGTH = 96


class LicenseClass(StrEnum):
    """What a license says about commercial use; unknown is never shown as allowed."""

    COMMERCIAL = "commercial"
    CONDITIONAL = "conditional"
    NONCOMMERCIAL = "noncommercial"
    UNKNOWN = "unknown"


class FitClass(StrEnum):
    """Whether a model's memory need fits a machine, after the user's reserve."""

    FITS = "fits"
    TIGHT = "tight"
    OFFLOAD = "offload"
    NO = "no"
    UNKNOWN = "unknown"


class Gravity(StrEnum):
    """How much a finding weighs, gravest first."""

    GRAVE = "grave"
    WARNING = "warning"
    NOTE = "note"
    GOOD = "good"


def is_repo_id(text: str) -> bool:
    """Whether `text` is a repository id that every hub of ours accepts."""
    return (
        len(text) <= _MAX_REPO_LENGTH
        and _REPO.fullmatch(text) is not None
        and "--" not in text
        and ".." not in text
        and not text.endswith((".git", ".", "-"))
    )


@dataclass(frozen=True, slots=True)
class ModelRef:
    """Which model, on which hub, at which commit (None: the head of its main branch)."""

    hub: str
    repo: str
    commit: str | None = None

    def __post_init__(self) -> None:
        if not is_repo_id(self.repo):
            raise ValueError(f"not a repository id: {self.repo!r}")
        if self.commit is not None and not COMMIT.fullmatch(self.commit):
            raise ValueError(f"not a commit (40 hex digits): {self.commit!r}")

    def __str__(self) -> str:
        return f"{self.hub}:{self.repo}" + (f"@{self.commit}" if self.commit else "")

    @classmethod
    def parse(cls, text: str, *, default_hub: str = "embedded") -> ModelRef:
        """Read `[HUB:]NAMESPACE/NAME[@COMMIT]`, as `str(ref)` writes it.

        Raises:
            ValueError: the text is none.
        """
        head, at, commit = text.partition("@")
        hub, colon, repo = head.rpartition(":")
        return cls(hub if colon else default_hub, repo, commit if at else None)

    @property
    def name(self) -> str:
        """The repository's name without its owner."""
        return self.repo.rpartition("/")[2]

    @property
    def owner(self) -> str:
        return self.repo.rpartition("/")[0]


@dataclass(frozen=True, slots=True)
class Score:
    """One number that a model publishes about itself, as it was published."""

    dataset: str
    metric: str
    value: float


@dataclass(frozen=True, slots=True)
class HubModel:
    """What a hub says of one model in a listing or on its page."""

    hub: str
    repo: str
    commit: str | None = None
    task: str = ""
    library: str = ""
    license_id: str = ""
    license_name: str = ""
    license_link: str = ""
    languages: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    datasets: tuple[str, ...] = ()
    base_models: tuple[str, ...] = ()
    base_relation: str = ""
    """One of finetune, adapter, quantized, merge, or empty."""
    parameters_by_dtype: Mapping[str, int] = field(default_factory=dict)
    """Safetensors dtype name (F32, BF16, I8, ...) to number of parameters."""
    config: Mapping[str, Any] = field(default_factory=dict)
    """The hub's excerpt of config.json: architectures, model_type, where given."""
    formats: tuple[str, ...] = ()
    """Weight formats found among the files: safetensors, gguf, onnx, pickle, ..."""
    gguf_parameters: int = 0
    """Their number as a GGUF file states it; 0 for unknown."""
    quantizations: tuple[str, ...] = ()
    """What GGUF files are called by: Q4_K_M, Q8_0, F16, ..."""
    scores: tuple[Score, ...] = ()
    """Published, of each data set and metric once; of many, the first ones of every data set."""
    downloads: int = 0
    likes: int = 0
    created_s: float = 0.0
    updated_s: float = 0.0
    gated: str = ""
    """Empty, auto or manual."""
    is_private: bool = False


@dataclass(frozen=True, slots=True)
class CatalogRow:
    """One model as the catalog keeps it."""

    hub: str
    repo: str
    commit: str | None = None
    task: str = ""
    library: str = ""
    license_id: str = ""
    languages: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    datasets: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    base_models: tuple[str, ...] = ()
    """Repositories of the same hub that it was made from."""
    base_relation: str = ""
    """One of finetune, adapter, quantized, merge, or empty."""
    parameters: int | None = None
    parameters_source: str = ""
    """How the number is known: stated, config (worked out from it), name, or empty."""
    memory_bytes: int | None = None
    """Estimated need at load in the stored dtype, without the worker's own floor."""
    downloads: int = 0
    likes: int = 0
    updated_s: float = 0.0
    is_gated: bool = False
    scores: tuple[Score, ...] = ()
    """Published, of each data set and metric once."""
    summary: str = ""
    is_live: bool = False
    """Asked of its hub just now; the catalog does not list it."""

    @property
    def ref(self) -> ModelRef:
        return ModelRef(self.hub, self.repo, self.commit)

    @property
    def author(self) -> str:
        return self.repo.partition("/")[0] if "/" in self.repo else ""


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One file of a repository at a commit."""

    path: str
    size_bytes: int
    git_oid: str = ""
    """Git blob sha1 of the stored blob (of the pointer, for large files)."""
    sha256: str = ""
    """Of the content, where the hub knows it (large files)."""


@dataclass(frozen=True, slots=True)
class HubScan:
    """What a hub's own scanners found in a repository: information, never a permission."""

    is_done: bool
    issues: Mapping[str, str]
    """Path to how bad the hub calls it, of the files that it warns of."""


@dataclass(frozen=True, slots=True)
class CommitEntry:
    """One commit of a repository's history."""

    commit: str
    title: str
    date_s: float
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the reader of a card should know before using the model."""

    kind: str
    """license, limitations, intended_use, training_data, evaluation, bias, front_matter, ..."""
    gravity: Gravity
    title: str
    """A short claim: "License: not stated"."""
    detail: str = ""
    quote: str = ""
    """The card's own words, when the finding rests on them."""
    line: int | None = None
    """1-based line of the quote in README.md."""

    @property
    def is_open(self) -> bool:
        """Whether it is something to acknowledge before pinning."""
        return self.gravity in (Gravity.GRAVE, Gravity.WARNING)


@dataclass(frozen=True, slots=True)
class EvalResult:
    """One published score, from model-index or .eval_results."""

    task: str
    dataset: str
    metric: str
    value: float
    source: str = ""
    """Where it was published: "model-index" or the file's path."""
    language: str = ""


@dataclass(frozen=True, slots=True)
class LicenseSource:
    """What one place says about a model's license."""

    where: str
    """hub, metadata, text, file or base."""
    name: str
    """The file's path or the base model's id, where there may be several."""
    says: str
    """License id, or the words that stand there; empty where it says nothing."""
    license_class: LicenseClass
    quote: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class ModelPage:
    """One model opened at one commit: everything the card viewer shows."""

    ref: ModelRef
    """With its commit."""
    model: HubModel
    files: tuple[FileEntry, ...]
    commits: tuple[CommitEntry, ...]
    tags: Mapping[str, str]
    """Tag name to commit."""
    card_text: str
    findings: tuple[Finding, ...]
    results: tuple[EvalResult, ...]
    license_class: LicenseClass
    memory_bytes: int | None
    fit: FitClass
    license_sources: tuple[LicenseSource, ...] = ()
    """Side by side: hub, metadata, text, LICENSE file, base models."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one candidate answered to one input, and which model exactly it was."""

    ref: ModelRef
    output: Mapping[str, Any]
    """{"kind": "scores" | "entities" | "similarity" | "text", ...}: see runtime/tasks."""
    device: str
    dtype: str
    latency_s: float
    """Of this call in the worker, loading excluded."""
    load_s: float
    """0.0 when the model was loaded already."""
    peak_bytes: int
    """Growth of the worker's resident memory through load and call."""
    weights_sha256: str
    """Of the weight file(s), checked before the first load; of an adapter, its own."""
    estimate_bytes: int = 0
    """What it was expected to take before it was loaded; `peak_bytes` is what it took."""
    settings: Mapping[str, Any] = field(default_factory=dict)
    """With which it was asked."""
    tokens: int | None = None
    """How many it wrote; None where a task writes none."""
    first_token_s: float | None = None
    """From the start of the call to its first token."""
    tokens_per_s: float | None = None
    """After the first one."""
    base: str = ""
    """Of an adapter: the model and commit that it changed, as a `ModelRef` is written."""
    engine: str = "torch"
    """What computed it: torch, or onnx for ONNX Runtime."""
    speedup: float | None = None
    """Of ONNX Runtime: times as fast as torch, measured on one short text as it was exported."""
