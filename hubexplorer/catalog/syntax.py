r"""The text form of filters: `bert license_class:commercial params:<1B -task:fill-mask`.

    word            a word of the text search (the last one also finds longer words)
    "exact words"   these words, whole and in this order
    facet:a,b       one of these values; -facet:a,b none of them
    range:<1B       also >=, >, <=, one value, and low..high (high itself excluded)
    score:DATASET/METRIC:>0.8   a published score; models that publish none of it stay
    \word            a word that would otherwise read as a filter

A value with a space, comma or quote is written in quotes, a quote in it twice; so are a data
set and a metric: `score:"my set"/accuracy:>=0.8`. Without bounds a score is just chosen.
"""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from hubexplorer.catalog.schema import FACETS, RANGES, Unit
from hubexplorer.catalog.score_names import read_score

Bounds = tuple[float | None, float | None]

_CHUNK = re.compile(r'(?:"[^"]*"|\S)+')
_FILTER = re.compile(r"(-?)([a-z_]+):(.+)", re.IGNORECASE | re.DOTALL)
_VALUE = re.compile(r'"((?:[^"]|"")*)"|([^,]+)')
_PLAIN_VALUE = re.compile(r"[^\s,\"]+")
_COMPARISON = re.compile(r"(<=|>=|<|>)?(.+)", re.DOTALL)
_NUMBER = re.compile(r"(-?[0-9.]+(?:e[+-]?[0-9]+)?)([a-z]*)", re.IGNORECASE)
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{1,2}))?(?:-([0-9]{1,2}))?")
_UNITS: Mapping[Unit, Mapping[str, float]] = {
    Unit.COUNT: {"": 1, "K": 1e3, "M": 1e6, "B": 1e9, "T": 1e12},
    Unit.BYTES: {"": 1, "KB": 1e3, "MB": 1e6, "GB": 1e9, "TB": 1e12},
    Unit.SECONDS: {"": 1},
    Unit.SCORE: {"": 1},
}
_ALSO_READ: Mapping[Unit, Mapping[str, float]] = {
    Unit.COUNT: {"G": 1e9},
    Unit.BYTES: {"B": 1, "K": 1e3, "M": 1e6, "G": 1e9, "T": 1e12}
    | {"KIB": 2.0**10, "MIB": 2.0**20, "GIB": 2.0**30, "TIB": 2.0**40},
    Unit.SECONDS: {},
    Unit.SCORE: {},
}
_EXAMPLES = {Unit.COUNT: "7B", Unit.BYTES: "8GB", Unit.SECONDS: "2026-01-31", Unit.SCORE: "0.8"}
_SCORE = "score"
_NAMES = (*FACETS, *RANGES, _SCORE)
_DAY_S = 86_400
_LAST_DATE_S = 253_000_000_000.0


@dataclass(slots=True)
class Parts:
    """What a query text says, part by part."""

    words: list[str] = field(default_factory=list)
    any_of: dict[str, tuple[str, ...]] = field(default_factory=dict)
    none_of: dict[str, tuple[str, ...]] = field(default_factory=dict)
    ranges: dict[str, Bounds] = field(default_factory=dict)
    scores: dict[str, Bounds] = field(default_factory=dict)


def chunks(text: str) -> list[str]:
    """The parts of `text` between spaces; spaces inside quotes do not part."""
    if text.count('"') % 2:
        head, _, tail = text.rpartition('"')
        text = head + tail
    return _CHUNK.findall(text)


def read(text: str, faults: dict[str, str] | None = None) -> Parts:
    """The words and filters of a query text.

    Args:
        faults: takes each filter that cannot be read, as it is written, and why; it is left out.

    Raises:
        ValueError: it names an unknown facet, or bounds that cannot be read, and there is no
            `faults` to take it.
    """
    parts = Parts()
    for chunk in chunks(text):
        match = _FILTER.fullmatch(chunk)
        if match is None:
            parts.words.append(chunk.removeprefix("\\"))
        else:
            try:
                _read_filter(parts, match[2].lower(), match[3], is_negated=bool(match[1]))
            except ValueError as error:
                if faults is None:
                    raise
                faults[chunk] = str(error)
    return parts


def write(parts: Parts) -> str:
    """The text that `read` takes apart again into the same parts."""
    written = [_write_word(word) for word in parts.words]
    for sign, filters in (("", parts.any_of), ("-", parts.none_of)):
        written.extend(
            f"{sign}{name}:" + ",".join(map(_write_value, filters[name]))
            for name in FACETS
            if name in filters
        )
    for name, bound in RANGES.items():
        if name in parts.ranges:
            written.append(f"{bound.alias or name}:{_write_bounds(parts.ranges[name], bound.unit)}")
    written.extend(_write_score(name, bounds) for name, bounds in parts.scores.items())
    return " ".join(written)


def _read_filter(parts: Parts, name: str, text: str, *, is_negated: bool) -> None:
    name = next((bound.name for bound in RANGES.values() if bound.alias == name), name)
    if name in RANGES:
        if is_negated:
            raise ValueError(f"a range cannot be excluded: -{name}:{text}; bound it instead")
        earlier = parts.ranges.get(name, (None, None))
        parts.ranges[name] = _both(earlier, _read_bounds(text, RANGES[name].unit))
    elif name == _SCORE:
        if is_negated:
            raise ValueError(f"a score cannot be excluded: -{name}:{text}; bound it instead")
        name, bounds = read_score(text)
        earlier = parts.scores.get(name, (None, None))
        parts.scores[name] = _both(earlier, _read_bounds(bounds, Unit.SCORE) if bounds else earlier)
    elif name in FACETS:
        filters = parts.none_of if is_negated else parts.any_of
        filters[name] = filters.get(name, ()) + tuple(_read_values(text))
    else:
        known = [*FACETS, *RANGES, *(bound.alias for bound in RANGES.values() if bound.alias)]
        near = difflib.get_close_matches(name, [*known, _SCORE], n=1)
        offered = f"did you mean {near[0]}?" if near else f"there are {', '.join(_NAMES)}"
        raise ValueError(f"no facet is called {name!r}; {offered}")


def _read_values(text: str) -> Iterator[str]:
    for match in _VALUE.finditer(text):
        quoted, plain = match.groups()
        yield plain if quoted is None else quoted.replace('""', '"')


def _write_value(value: str) -> str:
    if _PLAIN_VALUE.fullmatch(value):
        return value
    return '"' + value.replace('"', '""') + '"'


def _write_word(word: str) -> str:
    return "\\" + word if word.startswith("\\") or _FILTER.fullmatch(word) else word


def _both(one: Bounds, other: Bounds) -> Bounds:
    lows = [low for low in (one[0], other[0]) if low is not None]
    highs = [high for high in (one[1], other[1]) if high is not None]
    return max(lows, default=None), min(highs, default=None)


def _read_bounds(text: str, unit: Unit) -> Bounds:
    low, dots, high = text.partition("..")
    if dots:
        return (
            _read_point(low, unit)[0] if low else None,
            _read_point(high, unit)[0] if high else None,
        )
    match = _COMPARISON.fullmatch(text)
    if match is None:
        raise ValueError(f"not a bound: {text!r}")
    start, after = _read_point(match[2], unit)
    match match[1]:
        case "<":
            return None, start
        case "<=":
            return None, after
        case ">":
            return after, None
        case ">=":
            return start, None
        case _:
            return start, after


def _write_bounds(bounds: Bounds, unit: Unit) -> str:
    low, high = bounds
    if low is None and high is not None:
        return _shorter(("<", high), ("<=", math.nextafter(high, -math.inf)), unit)
    if high is None and low is not None:
        return _shorter((">=", low), (">", math.nextafter(low, -math.inf)), unit)
    return "..".join("" if end is None else _write_point(end, unit) for end in (low, high))


def _shorter(exact: tuple[str, float], nearly: tuple[str, float], unit: Unit) -> str:
    """A bound as it was written: that of a score may be just beyond a short number."""
    texts = [sign + _write_point(value, unit) for sign, value in (exact, nearly)]
    return min(texts, key=len) if unit is Unit.SCORE else texts[0]


def _write_score(name: str, bounds: Bounds) -> str:
    chosen = f"{_SCORE}:{name}"
    return chosen if bounds == (None, None) else f"{chosen}:{_write_bounds(bounds, Unit.SCORE)}"


def _read_point(text: str, unit: Unit) -> tuple[float, float]:
    """Where the written value starts, and where the next one does."""
    if unit is Unit.SECONDS and (date := _DATE.fullmatch(text)):
        return _read_date(text, date)
    number = _NUMBER.fullmatch(text)
    scale = {**_UNITS[unit], **_ALSO_READ[unit]}.get(number[2].upper()) if number else None
    if number is None or scale is None:
        raise ValueError(f"not a bound: {text!r}; write for example {_EXAMPLES[unit]}")
    try:
        start = float(number[1]) * scale
    except ValueError:
        raise ValueError(f"not a number: {text!r}") from None
    if not math.isfinite(start):
        raise ValueError(f"too large to compare: {text!r}")
    after = math.nextafter(start, math.inf)
    return start, after if unit is Unit.SCORE else max(math.floor(start) + 1.0, after)


def _read_date(text: str, date: re.Match[str]) -> tuple[float, float]:
    year, month, day = (int(part) if part else None for part in date.groups())
    try:
        start = datetime(year or 0, month or 1, day or 1, tzinfo=UTC)
        if day:
            after = start + timedelta(days=1)
        elif month:
            after = (start + timedelta(days=31)).replace(day=1)
        else:
            after = (start + timedelta(days=366)).replace(month=1, day=1)
    except (ValueError, OverflowError):
        raise ValueError(f"not a date: {text!r}; write for example 2026-01-31") from None
    return start.timestamp(), after.timestamp()


def _write_point(value: float, unit: Unit) -> str:
    if unit is Unit.SECONDS:
        if value % _DAY_S == 0 and 0 <= value < _LAST_DATE_S:
            return datetime.fromtimestamp(value, UTC).strftime("%Y-%m-%d")
        return repr(float(value))
    if unit is Unit.SCORE:
        return short if float(short := f"{value:g}") == value else repr(float(value))
    for name, scale in reversed([*_UNITS[unit].items()]):
        number = f"{value / scale:g}"
        if value >= scale and float(number) * scale == value:
            return number + name
    whole = f"{value:.0f}"
    return whole if float(whole) == value else repr(float(value))
