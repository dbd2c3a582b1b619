"""From a hub's JSON to records, whatever the JSON is; see `values`.

A row without a usable repository id is no row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from hubexplorer.hubs.paths import is_safe_path
from hubexplorer.hubs.scores import scores_from
from hubexplorer.hubs.values import (
    MAX_COUNT,
    MAX_ITEMS,
    commit_of,
    count,
    mapping,
    seconds,
    text,
    texts,
)
from hubexplorer.records import CommitEntry, FileEntry, HubModel, HubScan, is_repo_id

_MAX_TITLE = 500
_MAX_PARAMETERS = 10**14
_MAX_CONFIG_DEPTH = 4
_RELATIONS = frozenset({"finetune", "adapter", "quantized", "merge"})
_FORMATS = {
    ".safetensors": "safetensors", ".gguf": "gguf", ".onnx": "onnx", ".bin": "pickle",
    ".pt": "pickle", ".pth": "pickle", ".ckpt": "pickle", ".pkl": "pickle",
    ".pickle": "pickle", ".joblib": "pickle", ".h5": "keras", ".keras": "keras",
    ".msgpack": "flax", ".tflite": "tflite", ".mlmodel": "coreml",
}  # fmt: skip
_QUANTIZATION = re.compile(
    r"(?<![A-Za-z0-9])(I?Q[1-8](?:_[A-Z0-9]{1,3}){0,2}|BF16|F16|F32)(?![A-Za-z0-9])", re.IGNORECASE
)
_NOT_WEIGHTS = ("training_args.", "optimizer.", "scheduler.", "rng_state", "scaler.")


def model_from(hub: str, raw: Any) -> HubModel | None:
    """One row of `GET /api/models`, or None where it names no usable repository."""
    row = mapping(raw)
    repo = row.get("id", row.get("modelId"))
    if not isinstance(repo, str) or not is_repo_id(repo):
        return None
    card = mapping(row.get("cardData"))
    tags = texts(row.get("tags"))
    base_models, relation = _bases(card, tags)
    gated = row.get("gated")
    return HubModel(
        hub=hub,
        repo=repo,
        commit=commit_of(row.get("sha")),
        task=text(row.get("pipeline_tag")),
        library=text(row.get("library_name")),
        license_id=_license(card, tags),
        license_name=text(card.get("license_name")),
        license_link=text(card.get("license_link"), _MAX_TITLE),
        languages=_languages(card),
        tags=tags,
        datasets=texts(card.get("datasets")) or _after(tags, "dataset:"),
        base_models=tuple(base for base in base_models if base != repo),
        base_relation=relation,
        parameters_by_dtype=_parameters(row),
        config=_config(row),
        formats=_formats(row, tags),
        gguf_parameters=_gguf_parameters(row),
        quantizations=_quantizations(row),
        scores=scores_from(row, card),
        downloads=count(row.get("downloads")),
        likes=count(row.get("likes")),
        created_s=seconds(row.get("createdAt")),
        updated_s=seconds(row.get("lastModified")),
        gated="" if not gated else "auto" if gated in ("auto", True) else "manual",
        is_private=bool(row.get("private")),
    )


def file_from(raw: Any) -> FileEntry | None:
    """One row of a tree listing, or None for folders and names that cannot be kept."""
    row = mapping(raw)
    path = row.get("path")
    if row.get("type") != "file" or not isinstance(path, str) or not is_safe_path(path):
        return None
    lfs = mapping(row.get("lfs"))
    return FileEntry(
        path=path,
        size_bytes=count(row.get("size")),
        git_oid=_hex(row.get("oid"), 40),
        sha256=_hex(lfs.get("oid", lfs.get("sha256")), 64),
    )


def scan_from(raw: Any) -> HubScan:
    """What a model's document says of the hub's scans; nothing where it does not speak of them."""
    status = mapping(mapping(raw).get("securityRepoStatus"))
    rows = status.get("filesWithIssues")
    issues = [mapping(row) for row in rows[:MAX_ITEMS]] if isinstance(rows, list) else []
    named = ((text(row.get("path"), _MAX_TITLE), text(row.get("level"))) for row in issues)
    return HubScan(status.get("scansDone") is True, {path: level for path, level in named if path})


def commit_from(raw: Any) -> CommitEntry | None:
    """One row of a history, or None where it names no commit."""
    row = mapping(raw)
    commit = commit_of(row.get("id"))
    if commit is None:
        return None
    authors = row.get("authors")
    people = authors[:MAX_ITEMS] if isinstance(authors, list) else []
    names = texts([mapping(person).get("user") for person in people])
    return CommitEntry(commit, text(row.get("title"), _MAX_TITLE), seconds(row.get("date")), names)


def refs_from(raw: Any) -> dict[str, str]:
    """A list of refs as name to commit; unusable ones are left out."""
    rows = [mapping(row) for row in raw] if isinstance(raw, list) else []
    pairs = ((text(row.get("name")), commit_of(row.get("targetCommit"))) for row in rows)
    return {name: commit for name, commit in pairs if name and commit}


def _license(card: Mapping[str, Any], tags: Iterable[str]) -> str:
    """The license id; several are joined, so that none of them is taken for the whole."""
    ids = texts(card.get("license")) or _after(tags, "license:")
    return ", ".join(sorted({license_id.lower() for license_id in ids}))


def _languages(card: Mapping[str, Any]) -> tuple[str, ...]:
    value = card.get("language", card.get("languages"))
    items = value if isinstance(value, list) else [value]
    # YAML 1.1 reads Norwegian's code, no, as False.
    return texts(["no" if item is False else item for item in items[:MAX_ITEMS]])


def _bases(card: Mapping[str, Any], tags: Iterable[str]) -> tuple[tuple[str, ...], str]:
    relation = text(card.get("base_model_relation")).lower()
    bases = list(texts(card.get("base_model")))
    for tag in _after(tags, "base_model:"):
        head, colon, rest = tag.partition(":")
        if colon and head in _RELATIONS:
            relation = relation or head
        bases.append(rest if colon else head)
    usable = tuple(dict.fromkeys(base for base in bases if is_repo_id(base)))
    return usable, relation if relation in _RELATIONS else ""


def _after(tags: Iterable[str], prefix: str) -> tuple[str, ...]:
    return tuple(tag.removeprefix(prefix) for tag in tags if tag.startswith(prefix))


def _parameters(row: Mapping[str, Any]) -> dict[str, int]:
    by_dtype = mapping(mapping(row.get("safetensors")).get("parameters"))
    pairs = ((text(dtype, 20), count(n)) for dtype, n in list(by_dtype.items())[:MAX_ITEMS])
    return {dtype: n for dtype, n in pairs if dtype and n}


def _config(row: Mapping[str, Any]) -> dict[str, Any]:
    config = dict(mapping(row.get("config")))
    config.pop("tokenizer_config", None)  # chat templates: long, and of no use in a listing
    bounded: dict[str, Any] = _bounded(config, _MAX_CONFIG_DEPTH)
    return bounded


def _bounded(value: Any, depth: int) -> Any:
    """`value` with short strings, short lists, and nothing deeper than `depth`."""
    if isinstance(value, str):
        return text(value)
    if isinstance(value, dict) and depth:
        pairs = list(value.items())[:MAX_ITEMS]
        return {text(key): _bounded(item, depth - 1) for key, item in pairs}
    if isinstance(value, list) and depth:
        return [_bounded(item, depth - 1) for item in value[:MAX_ITEMS]]
    is_number = isinstance(value, bool | int | float) and -MAX_COUNT <= value <= MAX_COUNT
    return value if is_number else None


def _gguf_parameters(row: Mapping[str, Any]) -> int:
    """The number that the hub read from a GGUF file; files may say anything."""
    total = count(mapping(row.get("gguf")).get("total"))
    return total if total < _MAX_PARAMETERS else 0


def _quantizations(row: Mapping[str, Any]) -> tuple[str, ...]:
    """What the names of GGUF files say of their numbers: Q4_K_M, Q8_0, ..."""
    found = (_QUANTIZATION.search(name) for name in _file_names(row) if name.endswith(".gguf"))
    names = {match[1].upper() for match in found if match}
    return tuple(sorted(names)[:MAX_ITEMS])


def _file_names(row: Mapping[str, Any]) -> Iterator[str]:
    siblings = row.get("siblings")
    for sibling in siblings if isinstance(siblings, list) else ():
        yield text(mapping(sibling).get("rfilename"), _MAX_TITLE)


def _formats(row: Mapping[str, Any], tags: Iterable[str]) -> tuple[str, ...]:
    if not isinstance(row.get("siblings"), list):
        return tuple(sorted(set(tags) & set(_FORMATS.values())))
    found = set()
    for path in map(PurePosixPath, _file_names(row)):
        if not path.name.startswith(_NOT_WEIGHTS):
            found.add(_FORMATS.get(path.suffix.lower(), ""))
    return tuple(sorted(found - {""}))


def _hex(value: Any, length: int) -> str:
    digits = value.removeprefix("sha256:").lower() if isinstance(value, str) else ""
    return digits if len(digits) == length and set(digits) <= set("0123456789abcdef") else ""
