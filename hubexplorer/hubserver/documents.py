"""A model as the hub's API describes it: the one place where facts become its JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from hubexplorer.hubserver.facts import RepoFacts
from hubexplorer.hubserver.gitstore import GitCommit, TreeEntry
from hubexplorer.hubserver.refusals import BadRequest
from hubexplorer.hubserver.registry import RepoRecord

Field = Callable[[RepoRecord, RepoFacts], Any]

_ALWAYS = ("_id", "id")
LISTED = (
    *("_id", "id", "modelId", "likes", "private", "downloads", "tags", "pipeline_tag"),
    *("library_name", "createdAt", "trendingScore"),
)
FULL = ("author", "gated", "sha", "lastModified", "siblings")

# What each expandable field is; None leaves it out of the answer.
_FIELDS: Mapping[str, Field] = {
    "_id": lambda record, _: record.uuid[:24],
    "id": lambda record, _: record.repo_id,
    "modelId": lambda record, _: record.repo_id,
    "author": lambda record, _: record.owner,
    "baseModels": lambda _, facts: _base_models(facts),
    "cardData": lambda _, facts: facts.card,
    "config": lambda _, facts: facts.config,
    "createdAt": lambda record, _: iso_time(record.created_s),
    "disabled": lambda *_: False,
    "downloads": lambda record, _: record.downloads,
    "downloadsAllTime": lambda record, _: record.downloads,
    "evalResults": lambda _, facts: facts.eval_results or None,
    "gated": lambda record, _: record.gated or False,
    "lastModified": lambda _, facts: iso_time(facts.date_s),
    "library_name": lambda _, facts: facts.library or None,
    "likes": lambda record, _: record.likes,
    "model-index": lambda _, facts: facts.card.get("model-index"),
    "pipeline_tag": lambda _, facts: facts.task or None,
    "private": lambda record, _: record.is_private,
    "safetensors": lambda _, facts: _safetensors(facts),
    "sha": lambda _, facts: facts.commit,
    "siblings": lambda _, facts: [{"rfilename": entry.path} for entry in facts.files],
    "spaces": lambda *_: [],
    "tags": lambda _, facts: facts.tags,
    "transformersInfo": lambda _, facts: facts.transformers_info or None,
    "trendingScore": lambda *_: 0,
    "usedStorage": lambda _, facts: sum(entry.size_bytes for entry in facts.files),
    "widgetData": lambda _, facts: facts.card.get("widget"),
}
# Fields of the real hub that say nothing here: no inference, no groups, no GGUF reading.
_EMPTY_FIELDS = frozenset(
    {
        "childrenModelCount",
        "gguf",
        "inference",
        "inferenceProviderMapping",
        "mask_token",
        "resourceGroup",
    }
)
_ONLY_BY_EXPAND = frozenset({"baseModels", "downloadsAllTime", "evalResults"})


def described(
    record: RepoRecord, facts: RepoFacts, fields: Iterable[str] | None = None
) -> dict[str, Any]:
    """The model with these fields; None: with all that an info answer has by itself."""
    names = (name for name in _FIELDS if name not in _ONLY_BY_EXPAND) if fields is None else fields
    values = ((name, _FIELDS[name](record, facts)) for name in names)
    return {name: value for name, value in values if value is not None}


def expanded(names: Iterable[str]) -> list[str]:
    """The fields of an answer that was asked to `expand` these names.

    Raises:
        BadRequest: one of them is not a field of the API.
    """
    wanted = list(dict.fromkeys((*_ALWAYS, *names)))
    unknown = [name for name in wanted if name not in _FIELDS and name not in _EMPTY_FIELDS]
    if unknown:
        known = ", ".join(sorted({*_FIELDS, *_EMPTY_FIELDS} - {"_id", "id", "modelId"}))
        raise BadRequest(f'"expand" must be one of {known}; not {unknown[0]!r}')
    return [name for name in wanted if name in _FIELDS]


def siblings_with_blobs(facts: RepoFacts) -> list[dict[str, Any]]:
    """Every file with its size and hashes."""
    return [
        {
            "rfilename": entry.path,
            "size": entry.size_bytes,
            "blobId": entry.oid,
            **({"lfs": lfs_fields(entry, "sha256")} if entry.sha256 else {}),
        }
        for entry in facts.files
    ]


def lfs_fields(entry: TreeEntry, hash_name: str) -> dict[str, Any]:
    """What the API says of a large file; it names the hash differently in two places."""
    return {
        hash_name: entry.sha256,
        "size": entry.size_bytes,
        "pointerSize": entry.pointer_bytes,
    }


def short_commit(commit: GitCommit) -> dict[str, str]:
    """A commit as file listings mention it."""
    return {"id": commit.commit, "title": commit.title, "date": iso_time(commit.date_s)}


def iso_time(time_s: float) -> str:
    """Seconds since the epoch as the API writes time: UTC, in milliseconds."""
    text = datetime.fromtimestamp(time_s, UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")


def _safetensors(facts: RepoFacts) -> dict[str, Any] | None:
    if not facts.parameters:
        return None
    return {"parameters": facts.parameters, "total": facts.total_parameters}


def _base_models(facts: RepoFacts) -> dict[str, Any] | None:
    if not facts.base_models:
        return None
    models = [{"id": name} for name in facts.base_models]
    return {"relation": facts.base_relation, "models": models}
