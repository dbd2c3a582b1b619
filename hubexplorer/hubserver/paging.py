"""Cursors: opaque to clients, checked when they come back."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any

from hubexplorer.hubserver.exchange import Request
from hubexplorer.hubserver.refusals import BadRequest

_MAX_CURSOR_LENGTH = 4_000


def write_cursor(position: list[Any]) -> str:
    """The cursor of a position."""
    return base64.urlsafe_b64encode(json.dumps(position).encode()).decode()


def read_cursor(request: Request, *kinds: type) -> list[Any] | None:
    """The position that a request goes on from; None for a first page.

    Raises:
        BadRequest: the cursor is none of ours.
    """
    text = request.one("cursor")
    if text is None:
        return None
    try:
        if len(text) > _MAX_CURSOR_LENGTH:
            raise BadRequest("Invalid cursor")
        position = json.loads(base64.b64decode(text, altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError):
        raise BadRequest("Invalid cursor") from None
    if not isinstance(position, list) or [type(value) for value in position] != list(kinds):
        raise BadRequest("Invalid cursor")
    return position


def read_limit(request: Request, *, most: int) -> int:
    """How many items a page has: as asked, but `most` at the most.

    Raises:
        BadRequest: the limit is not a positive number.
    """
    text = request.one("limit")
    if text is None:
        return most
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) > 0):
        raise BadRequest('"limit" must be a positive number')
    return min(int(text), most)
