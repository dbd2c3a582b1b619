"""What browser and kernel may say to each other, and the check of what arrives.

A request is `{v, id, seq, op, args}`, its reply `{v, id, seq, ok, data | error}`; an event is
`{v, event, data}`. The browser drops replies whose `seq` is older than the newest it has shown.
Everything that arrives is checked against its shape before a screen sees it, because it may
come from a stranger: unknown ops, unknown or missing fields, wrong types and oversized values
are refused.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from typing import Any, Literal, NotRequired, Union, get_args, get_origin

from hubexplorer.ui.shapes import SCREENS

VERSION = 1
MAX_TEXT = 20_000
"""Characters in one string from the browser, unless the field says otherwise."""
MAX_PIECE = 1_400_000
"""Characters of a piece of an uploaded file as base64 (about 1 MB)."""
MAX_ITEMS = 1_000
_PIECES = frozenset({"base64"})

OPS: Mapping[str, Mapping[str, tuple[type, type]]] = {
    stem: screen.OPS for stem, screen in SCREENS.items()
}
"""Screen stem -> op -> (shape of its args, shape of its reply's data)."""

EVENTS: Mapping[str, tuple[str, type]] = {
    name: (stem, shape) for stem, screen in SCREENS.items() for name, shape in screen.EVENTS.items()
}
"""Event name -> (the screen that sends it, the shape of its data)."""


class Refused(ValueError):
    """A message from the browser that is not of the agreed shape."""


def check_request(stem: str, content: object) -> tuple[int, int, str, dict[str, Any]]:
    """A request's (id, seq, op, args), once it has the agreed shape.

    Raises:
        Refused: it has not; the text says where, without repeating the value.
    """
    if not isinstance(content, dict) or content.get("v") != VERSION:
        raise Refused("not a message of this version")
    number, seq, op = content.get("id"), content.get("seq"), content.get("op")
    if not _is_int(number) or not _is_int(seq):
        raise Refused("a message needs whole numbers as id and seq")
    if not isinstance(op, str) or op not in OPS[stem]:
        raise Refused(f"{stem} has no such operation")
    args = content.get("args")
    _check(args, OPS[stem][op][0], "args")
    assert isinstance(number, int) and isinstance(seq, int) and isinstance(args, dict)
    return number, seq, op, args


def _check(value: object, shape: Any, where: str) -> None:
    origin = get_origin(shape)
    if typing.is_typeddict(shape):
        _check_fields(value, shape, where)
    elif origin in (types.UnionType, Union):
        if not any(_fits(value, option, where) for option in get_args(shape)):
            raise Refused(f"{where} has the wrong type")
    elif origin is NotRequired:
        _check(value, get_args(shape)[0], where)
    elif origin is list:
        if not isinstance(value, list) or len(value) > MAX_ITEMS:
            raise Refused(f"{where} is not a list of at most {MAX_ITEMS} items")
        for item in value:
            _check(item, get_args(shape)[0], f"{where}[]")
    elif origin is dict:
        if not isinstance(value, dict) or len(value) > MAX_ITEMS:
            raise Refused(f"{where} is not a mapping of at most {MAX_ITEMS} entries")
        for key, item in value.items():
            _check(key, str, f"{where} key")
            _check(item, get_args(shape)[1], f"{where}[]")
    elif origin is Literal:
        if value not in get_args(shape):
            raise Refused(f"{where} is none of the allowed words")
    else:
        _check_plain(value, shape, where)


def _check_fields(value: object, shape: Any, where: str) -> None:
    if not isinstance(value, dict):
        raise Refused(f"{where} is not an object")
    hints = typing.get_type_hints(shape, include_extras=True)
    # __required_keys__ does not see NotRequired in a module with postponed annotations.
    required = {name for name, hint in hints.items() if get_origin(hint) is not NotRequired}
    unknown = set(value) - set(hints)
    missing = required - set(value)
    if unknown or missing:
        raise Refused(f"{where} has unknown or missing fields")
    for name, item in value.items():
        _check(item, hints[name], f"{where}.{name}")


def _check_plain(value: object, shape: Any, where: str) -> None:
    field = where.rpartition(".")[2]
    limit = MAX_PIECE if field in _PIECES else MAX_TEXT
    if shape is str:
        if not isinstance(value, str) or len(value) > limit:
            raise Refused(f"{where} is not a text of at most {limit} characters")
    elif shape is int:
        if not _is_int(value):
            raise Refused(f"{where} is not a whole number")
    elif shape is float:
        if not _is_int(value) and not isinstance(value, float):
            raise Refused(f"{where} is not a number")
    elif shape is bool:
        if not isinstance(value, bool):
            raise Refused(f"{where} is neither true nor false")
    elif shape is type(None):
        if value is not None:
            raise Refused(f"{where} is not null")
    else:
        raise TypeError(f"no rule for {shape!r}")


def _fits(value: object, shape: Any, where: str) -> bool:
    try:
        _check(value, shape, where)
    except Refused:
        return False
    return True


def _is_int(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**53
