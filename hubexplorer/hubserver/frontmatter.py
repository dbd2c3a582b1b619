"""YAML from strangers, read with limits, as plain JSON values.

Only the core schema of YAML 1.2 is resolved, as the real hub does: `language: no` is Norwegian,
dates stay text. Aliases are followed, but every visit counts, so that a small file cannot grow
into a huge value.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

_MAX_CHARACTERS = 256 * 1024
_MAX_DEPTH = 40
_MAX_NODES = 50_000
_CHARACTERS_PER_NODE = 64

_FENCED = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)^---[ \t]*\r?$", re.DOTALL | re.MULTILINE)
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?")
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_LOADER = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader


class YamlRefused(ValueError):
    """The text is not YAML, or more of it than a card needs."""


def front_matter(text: str) -> dict[str, Any]:
    """The metadata at the head of a card; empty where there is none that can be used."""
    fenced = _FENCED.match(text)
    if fenced is None:
        return {}
    try:
        value = read_yaml(fenced[1])
    except YamlRefused:
        return {}
    return value if isinstance(value, dict) else {}


def read_yaml(text: str) -> Any:
    """The one document in `text`, as dicts, lists, strings, numbers, booleans and None.

    Raises:
        YamlRefused: it is broken, too long, too deep or too large.
    """
    if len(text) > _MAX_CHARACTERS:
        raise YamlRefused(f"longer than {_MAX_CHARACTERS} characters")
    try:
        _check_depth(text)
        root = yaml.compose(text, _LOADER)
    except (yaml.YAMLError, ValueError) as error:
        raise YamlRefused(str(error)) from None
    return None if root is None else _Reader().plain(root, ())


def _check_depth(text: str) -> None:
    depth = 0
    for event in yaml.parse(text, _LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _MAX_DEPTH:
                raise YamlRefused(f"nested deeper than {_MAX_DEPTH} levels")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


class _Reader:
    """Turns nodes into values; what an alias repeats is paid for again."""

    def __init__(self) -> None:
        self._left = _MAX_NODES

    def plain(self, node: yaml.Node, above: tuple[int, ...]) -> Any:
        self._pay(1)
        if isinstance(node, yaml.ScalarNode):
            self._pay(len(node.value) // _CHARACTERS_PER_NODE)
            return str(node.value) if node.style else _scalar(node.value)
        if id(node) in above or len(above) > _MAX_DEPTH:
            raise YamlRefused("an alias contains itself, or nests too deep")
        inside = (*above, id(node))
        if isinstance(node, yaml.SequenceNode):
            return [self.plain(child, inside) for child in node.value]
        return {_key(key): self.plain(value, inside) for key, value in node.value}

    def _pay(self, nodes: int) -> None:
        self._left -= nodes
        if self._left < 0:
            raise YamlRefused(f"more than {_MAX_NODES} values")


def _key(node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise YamlRefused("a key that is not a word")
    return str(node.value)


def _scalar(text: str) -> str | int | float | bool | None:
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        number = float(text)
        return number if abs(number) != float("inf") else text
    return text
