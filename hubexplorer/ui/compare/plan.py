"""What can be compared: the candidates as the screen shows them, and the input they share."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from hubexplorer.cards import judged_class
from hubexplorer.errors import HubExplorerError
from hubexplorer.records import ModelRef
from hubexplorer.runtime.task import TaskInfo
from hubexplorer.runtime.tasks.offered import Setting, check_values, offered
from hubexplorer.runtime.tasks.text_generation import TASK as CHAT
from hubexplorer.ui.compare.inputs import MAX_FILE_BYTES
from hubexplorer.ui.compare.panes import snippet_of
from hubexplorer.ui.desk import key_of, ref_of
from hubexplorer.ui.findings import gravest_view
from hubexplorer.workspace import Workspace
from hubexplorer.workspace.compare.candidate import Candidate
from hubexplorer.workspace.run.inputs import Inputs, samples
from hubexplorer.workspace.run.served import is_served

_SAMPLES = 8
_TAKES = {"labels": ("text", "chat"), "text": ("chat",), "image-text": ("image",)}
"""Kind of input -> the other kinds of task that it serves too."""
_ELSEWHERE = frozenset({"system"})
"""Settings with a place of their own on the screen."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The candidates and what they can be asked."""

    data: dict[str, Any]
    """As the browser is sent it."""
    names: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Candidate's id -> the settings that its task has."""


def key_of_candidate(one: Candidate) -> dict[str, Any]:
    """A candidate as the trait `candidates` holds it."""
    return {**key_of(one.ref), "settings": dict(one.settings)}


def candidate_of(key: Mapping[str, Any]) -> Candidate:
    """A candidate from an item of the trait `candidates`; without settings it has none.

    Raises:
        TypeError: it is none.
        ValueError: its names are no model's.
    """
    settings = key.get("settings") or {}
    parts = (key.get("hub"), key.get("repo"), key.get("commit") or "")
    if not all(isinstance(one, str) for one in parts) or not isinstance(settings, Mapping):
        raise TypeError("a candidate is {hub, repo, commit} and may have settings")
    return Candidate(ref_of({"commit": None, **key}), dict(settings))


def id_of(one: Candidate) -> str:
    """What tells candidates apart: one model with other settings is another one."""
    whole = json.dumps(key_of_candidate(one), sort_keys=True, default=str)
    return hashlib.sha256(whole.encode()).hexdigest()[:12]


def plan_of(workspace: Workspace, candidates: Sequence[Candidate]) -> Plan:
    """Every candidate with its facts, and the kind of input that serves most of them."""
    read = [_read(workspace, one) for one in candidates]
    infos = [info for _view, info in read if info is not None]
    kind = _kind([str(info.input_kind) for info in infos])
    serving = [info for info in infos if str(info.input_kind) == kind]
    for view, info in read:
        if info is not None and not _serves(kind, str(info.input_kind)):
            view["problem"] = f"takes another kind of input ({info.input_kind})"
            view["hint"] = "compare it with models of its own kind"
    task = serving[0].name if serving else ""
    names = dict.fromkeys(name for info in infos for name in info.settings)
    shared = [one for one in offered(list(names)) if one.name not in _ELSEWHERE]
    data = {
        "kind": kind,
        "task": task,
        "candidates": [view for view, _info in read],
        "samples": [sample_view(item) for item in samples(task)[:_SAMPLES]],
        "begin": 0,
        "settings": [setting_view(one) for one in shared],
        "upload": {"max_bytes": MAX_FILE_BYTES, "endings": []},
    }
    return Plan(
        data,
        {
            view["id"]: frozenset({*info.settings, *(one.name for one in offered(()))})
            for view, info in read
            if info is not None
        },
    )


def choices_of(workspace: Workspace, one: Candidate) -> dict[str, Any]:
    """What another candidate of the same model can differ in: its commit and its settings.

    Raises:
        HubExplorerError: its hub does not answer, or nothing runs it here.
    """
    tags: dict[str, list[str]] = {}
    page = None if is_served(one.ref) else workspace.reader.page(one.ref)
    for tag, commit in page.tags.items() if page else ():
        tags.setdefault(commit, []).append(tag)
    return {
        "commits": [
            {"commit": entry.commit, "title": entry.title, "tags": tags.get(entry.commit, [])}
            for entry in (page.commits if page else ())
        ],
        "settings": [setting_view(setting) for setting in _offered(workspace, one.ref)],
    }


def changed(
    workspace: Workspace, before: Candidate, commit: str | None, settings: Mapping[str, Any]
) -> Candidate:
    """The same model at a commit with these settings; those that no form offers stay.

    Raises:
        DataError: it has no such setting, or a value is beyond its limits; it is named.
        HubExplorerError: there is no such commit, or nothing runs it here.
    """
    ref = replace(before.ref, commit=commit)
    known = [one.name for one in _offered(workspace, ref)]
    check_values(settings, known, before.ref.repo)
    kept = {name: value for name, value in before.settings.items() if name not in known}
    return Candidate(ref, {**kept, **settings})


def _offered(workspace: Workspace, ref: ModelRef) -> list[Setting]:
    """The settings that a form offers; an endpoint chooses its dtype itself."""
    if is_served(ref):
        return [one for one in offered(CHAT.settings) if one.name not in {"dtype", "device"}]
    return list(offered(workspace.runner.task(workspace.reader.page(ref)).settings))


def setting_view(one: Setting) -> dict[str, Any]:
    """A setting as a form shows it."""
    return asdict(one) | {"choices": list(one.choices)}


def sample_view(item: Inputs) -> dict[str, Any]:
    """A sample as the browser begins with it."""
    view: dict[str, Any] = {
        "text": "",
        "question": "",
        "context": "",
        "labels": [],
        "messages": [],
        "media": "",
        "name": "",
    }
    if isinstance(item, Mapping):
        view |= {name: value for name, value in item.items() if name in view}
        view |= {"text": "\n".join(item["texts"])} if "texts" in item else {}
        item = next((item[name] for name in ("image", "audio") if name in item), "")
    if isinstance(item, Path):
        return view | {"media": base64.b64encode(item.read_bytes()).decode(), "name": item.name}
    if isinstance(item, bytes):
        return view | {"media": base64.b64encode(item).decode(), "name": "sample"}
    if isinstance(item, str):
        return view | ({"text": item} if item else {})
    return view | {"text": "\n".join(item)}


def _read(workspace: Workspace, one: Candidate) -> tuple[dict[str, Any], TaskInfo | None]:
    """A candidate's view, and what runs it; None, and the view says why, if nothing does."""
    view: dict[str, Any] = {
        "id": id_of(one),
        "key": key_of(one.ref),
        "settings": dict(one.settings),
        "task": "",
        "is_served": is_served(one.ref),
        "license_class": "unknown",
        "gravest": None,
        "memory_bytes": None,
        "problem": "",
        "hint": "",
        "snippet": "",
    }
    if is_served(one.ref):  # nobody can read the card of what an endpoint serves
        return view | {"task": CHAT.name}, CHAT
    try:
        page = workspace.reader.page(one.ref)
        seen = workspace.shortlist.seen.get(str(page.ref), ())
        view |= {
            "task": page.model.task,
            "license_class": str(judged_class(page.license_sources)),
            "gravest": gravest_view(page, seen),
            "memory_bytes": page.memory_bytes,
        }
        return view, workspace.runner.task(page)
    except HubExplorerError as error:
        view |= {"problem": error.message, "hint": error.hint, "snippet": snippet_of(error)}
        return view, None


def _kind(kinds: Sequence[str]) -> str:
    """The kind of input that most can take; of several, the one that most are made for."""
    if not kinds:
        return "text"
    return max(
        dict.fromkeys(kinds),
        key=lambda kind: (sum(_serves(kind, one) for one in kinds), kinds.count(kind)),
    )


def _serves(kind: str, other: str) -> bool:
    return kind == other or other in _TAKES.get(kind, ())
