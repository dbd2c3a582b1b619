"""The YAML block at the top of a card, read with limits.

The events of the YAML parser are built into plain values here rather than by a YAML loader: a
loader expands aliases without end, runs tags, turns `no` into False and keeps the last of two
equal keys. Scalars follow the YAML 1.2 core schema, as the hub's own reader does.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

MAX_BYTES = 128_000
MAX_DEPTH = 32
MAX_NODES = 20_000
MAX_ALIASES = 16
MAX_PROBLEMS = 20

_OPENING = re.compile(r"\ufeff?\s*?^---[ \t]*\r?\n", re.MULTILINE)
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
_ENTRY = re.compile(r"\s*[\w-]{1,60}:(?:\s|$)")
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]{1,40}|[0-9]{1,40}(?:\.[0-9]{0,40})?)(?:[eE][-+]?[0-9]{1,3})?")
_PLAIN_TAGS = frozenset(
    "tag:yaml.org,2002:" + name for name in ("str", "int", "float", "bool", "null", "seq", "map")
)
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE = frozenset({"true", "True", "TRUE"})
_FALSE = frozenset({"false", "False", "FALSE"})
_Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A card's text split into its YAML block and its body."""

    yaml_text: str
    yaml_line: int
    """1-based line of README.md on which the block's first entry stands."""
    body: str
    body_line: int
    """1-based line of README.md on which the body starts."""
    problems: tuple[str, ...] = ()


class _TooMuch(Exception):
    """The block goes beyond one of the limits."""


def split_front_matter(text: str) -> FrontMatter:
    """The YAML block of a card, empty where it has none, and its body."""
    opening = _OPENING.match(text)
    if opening is None:
        return FrontMatter("", 1, text.removeprefix("\ufeff"), 1)
    yaml_line = text.count("\n", 0, opening.end()) + 1
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        # A rule of dashes may also just open the prose.
        is_metadata = _ENTRY.match(text, opening.end()) is not None
        problems = ("The metadata block is opened by --- and never closed.",) if is_metadata else ()
        return FrontMatter("", yaml_line, text.removeprefix("\ufeff"), 1, problems)
    body_line = text.count("\n", 0, closing.end()) + 1
    yaml_text = text[opening.end() : closing.start()]
    return FrontMatter(yaml_text, yaml_line, text[closing.end() :], body_line)


def read_yaml(text: str, *, first_line: int = 1) -> tuple[Any, tuple[str, ...]]:
    """The value of a YAML text and what is wrong with it; (None, problems) where unreadable.

    Args:
        text: one YAML document.
        first_line: the line of the file on which `text` starts, for the problems' line numbers.
    """
    encoded = text.encode("utf-8", "replace")
    if len(encoded) > MAX_BYTES:
        return None, (f"The YAML is larger than {MAX_BYTES // 1000} kB and was not read.",)
    builder = _Builder(first_line)
    try:
        # Decoded again: half of a surrogate pair cannot reach the parser, which wants UTF-8.
        value = builder.build(yaml.parse(encoded.decode("utf-8"), Loader=_Loader))
    except _TooMuch as error:
        return None, (*builder.problems, str(error))
    except yaml.MarkedYAMLError as error:
        return None, (*builder.problems, _broken(error, first_line))
    except yaml.YAMLError as error:
        reason = str(error).splitlines()[0]
        return None, (*builder.problems, f"The YAML cannot be read: {reason}.")
    return value, tuple(builder.problems)


def read_metadata(parts: FrontMatter) -> tuple[Mapping[str, Any], tuple[str, ...]]:
    """The mapping that a front matter block holds, empty where unreadable, and its problems."""
    value, problems = read_yaml(parts.yaml_text, first_line=parts.yaml_line)
    if value is None:
        return {}, problems
    if not isinstance(value, dict):
        return {}, (*problems, "The metadata is not a mapping of names to values.")
    return value, problems


def _broken(error: yaml.MarkedYAMLError, first_line: int) -> str:
    mark = error.problem_mark
    where = f" at line {mark.line + first_line}" if mark is not None else ""
    return f"The YAML is broken{where}: {error.problem or error.context}."


@dataclass(slots=True)
class _Open:
    """A mapping or sequence whose end has not come yet."""

    value: dict[str, Any] | list[Any]
    anchor: str | None
    nodes_before: int
    key: str | None = None
    is_key_next: bool = True
    is_skipped: bool = False
    """Of a mapping: the value that comes now belongs to an unusable key."""


@dataclass(slots=True)
class _Builder:
    """Plain values from YAML events, without recursion."""

    first_line: int
    problems: list[str] = field(default_factory=list)
    _stack: list[_Open] = field(default_factory=list)
    _anchors: dict[str, tuple[Any, int]] = field(default_factory=dict)
    _nodes: int = 0
    _aliases: int = 0
    _root: Any = None

    def build(self, events: Iterator[yaml.Event]) -> Any:
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.problems.append("Only the first of several YAML documents was read.")
                    break
            elif isinstance(event, yaml.ScalarEvent):
                self._count(1)
                self._tag(event.tag, event)
                self._add(_scalar(event), event, event.anchor, 1)
            elif isinstance(event, yaml.AliasEvent):
                self._alias(event)
            elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
                self._start(event)
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                ended = self._stack.pop()
                self._add(ended.value, event, ended.anchor, self._nodes - ended.nodes_before)
        return self._root

    def _count(self, nodes: int) -> None:
        self._nodes += nodes
        if self._nodes > MAX_NODES:
            raise _TooMuch(f"The YAML has more than {MAX_NODES:,} values and was not read.")

    def _start(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        if len(self._stack) >= MAX_DEPTH:
            raise _TooMuch(f"The YAML is nested deeper than {MAX_DEPTH} levels and was not read.")
        self._tag(event.tag, event)
        value: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        self._stack.append(_Open(value, event.anchor, self._nodes))
        self._count(1)

    def _alias(self, event: yaml.AliasEvent) -> None:
        self._aliases += 1
        if self._aliases > MAX_ALIASES:
            raise _TooMuch(f"The YAML uses more than {MAX_ALIASES} aliases and was not read.")
        if event.anchor not in self._anchors:
            raise _TooMuch(f"The YAML refers to *{event.anchor}, which is not complete there.")
        value, nodes = self._anchors[event.anchor]
        # An alias costs what it stands for: whoever walks the result meets it again.
        self._count(nodes)
        self._add(value, event, None, nodes)

    def _add(self, value: Any, event: yaml.Event, anchor: str | None, nodes: int) -> None:
        if anchor is not None:
            self._anchors[anchor] = (value, nodes)
        if not self._stack:
            self._root = value
            return
        parent = self._stack[-1]
        if isinstance(parent.value, list):
            parent.value.append(value)
        elif parent.is_key_next:
            self._key(parent, value, event)
        else:
            if not parent.is_skipped and parent.key is not None:
                parent.value[parent.key] = value
            parent.is_key_next = True

    def _key(self, parent: _Open, value: Any, event: yaml.Event) -> None:
        parent.is_key_next = False
        parent.is_skipped = isinstance(value, (dict, list))
        parent.key = None if parent.is_skipped else _name(value)
        if parent.is_skipped:
            self._problem("A list or mapping stands where a name should, and was left out", event)
        elif parent.key in parent.value:
            parent.is_skipped = True
            self._problem(f"{parent.key!r} is given twice; the first one counts", event)

    def _tag(self, tag: str | None, event: yaml.Event) -> None:
        if tag is not None and tag not in _PLAIN_TAGS:
            self._problem(f"The YAML tag {tag[:60]!r} was ignored", event)

    def _problem(self, text: str, event: yaml.Event) -> None:
        if len(self.problems) < MAX_PROBLEMS:
            mark = event.start_mark
            where = f" (line {mark.line + self.first_line})" if mark is not None else ""
            self.problems.append(f"{text}{where}.")


def _name(value: Any) -> str:
    if value is None:
        return "null"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _scalar(event: yaml.ScalarEvent) -> str | int | float | bool | None:
    text = str(event.value)
    is_plain = bool(event.implicit[0])
    if not is_plain:
        return text
    if text in _NULLS:
        return None
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        number = float(text)
        return number if math.isfinite(number) else text
    return text
