"""The list of models: searched, filtered, sorted, page by page; and all tags by their type."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from hubexplorer.hubserver.access import is_listed
from hubexplorer.hubserver.documents import FULL, LISTED, described, expanded
from hubexplorer.hubserver.exchange import Reply, Request, json_reply, link_next
from hubexplorer.hubserver.facts import RepoFacts
from hubexplorer.hubserver.paging import read_cursor, read_limit, write_cursor
from hubexplorer.hubserver.refusals import BadRequest
from hubexplorer.hubserver.registry import RepoRecord
from hubexplorer.hubserver.store import HubStore
from hubexplorer.hubserver.tags import type_of

_MAX_PAGE = 1000
_UNITS = {"": 1.0, "K": 1e3, "M": 1e6, "B": 1e9, "T": 1e12}
_BOUND = re.compile(r"(min|max):([0-9]{1,15}(?:\.[0-9]{1,6})?)([KMBT]?)", re.IGNORECASE)
# Things that no model of this hub has: asking for them finds nothing.
_UNSERVED = ("apps", "inference", "inference_provider")
_FALSE = frozenset({"false", "0"})


@dataclass(frozen=True, slots=True)
class Listed:
    """A repository with the facts of its newest commit."""

    record: RepoRecord
    facts: RepoFacts


Condition = Callable[[Listed], bool]

_SORT_KEYS: Mapping[str, Callable[[Listed], float]] = {
    "createdAt": lambda item: item.record.created_s,
    "downloads": lambda item: float(item.record.downloads),
    "lastModified": lambda item: item.facts.date_s,
    "likes": lambda item: float(item.record.likes),
    "likes7d": lambda _: 0.0,
    "trendingScore": lambda _: 0.0,
}


def list_models(store: HubStore, request: Request) -> Reply:
    """GET /api/models."""
    limit = read_limit(request, most=_MAX_PAGE)
    place = _place(request)
    fields = _fields(request)
    conditions = list(_conditions(request))
    found = [item for item in _all(store) if all(holds(item) for holds in conditions)]
    found.sort(key=place)
    if (position := read_cursor(request, float, str)) is not None:
        found = [item for item in found if place(item) > (position[0], position[1])]
    page = found[:limit]
    headers: Mapping[str, str] = {}
    if len(found) > limit:
        cursor = write_cursor(list(place(page[-1])))
        headers = link_next(request.url_with(cursor=cursor))
    return json_reply(
        [described(item.record, item.facts, fields) for item in page], headers=headers
    )


def tags_by_type(store: HubStore, _request: Request) -> Reply:
    """GET /api/models-tags-by-type."""
    known: dict[str, dict[str, dict[str, str]]] = {}
    for item in _all(store):
        types = dict.fromkeys(item.facts.languages, "language")
        types |= {item.facts.library: "library", item.facts.task: "pipeline_tag"}
        for tag in item.facts.tags:
            kind, label = type_of(tag)
            kind = types.get(tag, kind)
            known.setdefault(kind, {})[tag] = {"id": tag, "label": label, "type": kind}
    return json_reply({kind: list(tags.values()) for kind, tags in known.items()})


def _all(store: HubStore) -> Iterator[Listed]:
    for record in store.registry.all():
        head = store.git(record).branch_head("main") if is_listed(record) else None
        if head is not None:
            yield Listed(record, store.facts(record, head))


def _place(request: Request) -> Callable[[Listed], tuple[float, str]]:
    """Where an item comes in the asked order; equal ones by id, so that pages never overlap."""
    name = request.one("sort") or "trendingScore"
    key = _SORT_KEYS.get(name)
    if key is None:
        raise BadRequest(f'"sort" must be one of {", ".join(_SORT_KEYS)}; not {name!r}')
    sign = 1.0 if request.one("direction") == "1" else -1.0
    return lambda item: (sign * key(item), item.record.repo_id)


def _fields(request: Request) -> list[str]:
    if names := request.many("expand"):
        return expanded(names)
    fields = [*LISTED]
    fields += FULL if request.flag("full") else ()
    fields += ["cardData"] if request.flag("cardData") else ()
    fields += ["config"] if request.flag("config") else ()
    return fields


def _conditions(request: Request) -> Iterator[Condition]:
    for word in (request.one("search") or "").lower().split():
        yield lambda item, word=word: word in item.record.repo_id.lower()  # type: ignore[misc]
    if author := request.one("author"):
        yield lambda item: item.record.owner == author
    if task := request.one("pipeline_tag"):
        yield lambda item: item.facts.task == task
    if wanted := {*request.many("filter")}:
        yield lambda item: wanted <= {*item.facts.tags, item.facts.task}
    if gated := request.one("gated"):
        yield lambda item: bool(item.record.gated) == (gated.lower() not in _FALSE)
    if text := request.one("num_parameters"):
        least, most = _bounds(text)
        yield lambda item: least <= (item.facts.total_parameters or -1) <= most
    if any(name in request.query for name in _UNSERVED):
        yield lambda _: False


def _bounds(text: str) -> tuple[float, float]:
    bounds = {"min": 0.0, "max": float("inf")}
    for part in text.split(","):
        match = _BOUND.fullmatch(part.strip())
        if match is None:
            raise BadRequest(f'"num_parameters" is written "min:6B,max:128B"; not {text!r}')
        bounds[match[1].lower()] = float(match[2]) * _UNITS[match[3].upper()]
    return bounds["min"], bounds["max"]
