"""The browser's filters: as a catalog query, as query text, and as the Python that repeats them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hubexplorer.catalog import Query

NO_FILTERS: Mapping[str, Any] = {
    "text": "",
    "any": {},
    "none": {},
    "ranges": {},
    "scores": {},
    "fold": False,
    "sort": "downloads",
    "collection": "",
    "machine": "",
}


def whole(filters: Mapping[str, Any]) -> dict[str, Any]:
    """The filters with everything that they leave out."""
    return {**NO_FILTERS, **filters}


def query_of(filters: Mapping[str, Any], *, offset: int = 0, limit: int = 50) -> Query:
    """The filters as a catalog query, without those of its text that cannot be read.

    Raises:
        ValueError: they name a facet, range or order that does not exist.
    """
    used = whole(filters)
    parsed, _ = parsed_text(used["text"])
    any_of = {name: tuple(values) for name, values in used["any"].items()}
    none_of = {name: tuple(values) for name, values in used["none"].items()}
    ranges = _bounds(used["ranges"])
    return Query(
        parsed.text,
        _joined(parsed.any_of, any_of),
        _joined(parsed.none_of, none_of),
        {**parsed.ranges, **ranges},
        {**parsed.scores, **_bounds(used["scores"])},
        fold=used["fold"],
        sort=used["sort"],
        descending=used["sort"] != "name",
        offset=offset,
        limit=limit,
    )


def parsed_text(text: str) -> tuple[Query, str]:
    """A query text read, and which of its filters were left out and why, else an empty text."""
    faults: dict[str, str] = {}
    parsed = Query.parse(text, faults)
    return parsed, "; ".join(f"{chunk} ({why})" for chunk, why in faults.items())


def read_text(text: str, filters: Mapping[str, Any]) -> dict[str, Any]:
    """The filters with those that a text names taken out of it; the words stay its text.

    Values add up; a bound takes the place of the one there was. What cannot be read stays too.
    """
    faults: dict[str, str] = {}
    used, parsed = whole(filters), Query.parse(text, faults)
    words = replace(parsed, any_of={}, none_of={}, ranges={}, scores={})
    return {
        **used,
        "text": " ".join([*filter(None, [str(words)]), *faults]),
        "any": _lists(_joined(_tuples(used["any"]), parsed.any_of)),
        "none": _lists(_joined(_tuples(used["none"]), parsed.none_of)),
        "ranges": {**used["ranges"], **_lists(parsed.ranges)},
        "scores": {**used["scores"], **_lists(parsed.scores)},
    }


def search_code(filters: Mapping[str, Any]) -> str:
    """The filters as the Python that gives the same rows."""
    used = whole(filters)
    parsed, problem = parsed_text(used["text"])
    text = str(parsed) if problem else used["text"]
    parts = [ascii(text)] if text else []
    parts += [f"{name}={_literal(values)}" for name, values in used["any"].items() if values]
    parts += [f"{name}=({low!r}, {high!r})" for name, (low, high) in used["ranges"].items()]
    none_of = {name: values for name, values in used["none"].items() if values}
    if none_of:
        inside = ", ".join(f"{name!a}: {_literal(values)}" for name, values in none_of.items())
        parts.append(f"exclude={{{inside}}}")
    if used["scores"]:
        inside = ", ".join(f"{name!a}: {tuple(pair)!r}" for name, pair in used["scores"].items())
        parts.append(f"scores={{{inside}}}")
    if used["sort"] != "downloads":
        parts.append(f"sort={used['sort']!a}")
    if used["fold"]:
        parts.append("fold=True")
    parts += [f"{name}={used[name]!a}" for name in ("collection", "machine") if used[name]]
    call = ", ".join(parts)
    return (
        "import hubexplorer as hx\n\n"
        f"ws = hx.Workspace.open()\nhits = ws.search({call})\nhits.to_pandas()\n"
    )


def _joined(
    one: Mapping[str, tuple[str, ...]], other: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    return {
        name: tuple(dict.fromkeys((*one.get(name, ()), *other.get(name, ()))))
        for name in (*one, *(name for name in other if name not in one))
    }


def _tuples(lists: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(values) for name, values in lists.items()}


def _bounds(given: Mapping[str, Any]) -> dict[str, tuple[float | None, float | None]]:
    return {name: (low, high) for name, (low, high) in given.items()}


def _lists(tuples: Mapping[str, tuple[Any, ...]]) -> dict[str, list[Any]]:
    return {name: list(values) for name, values in tuples.items()}


def _literal(values: Any) -> str:
    return ascii(values[0]) if len(values) == 1 else ascii(list(values))
