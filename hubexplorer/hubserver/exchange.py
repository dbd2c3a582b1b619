"""One request and its reply, as the routes see them.

Paths are split before they are percent-decoded: a revision `feat%2Fx` is one segment.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any
from urllib.parse import parse_qs, quote, unquote_to_bytes, urlencode

from hubexplorer.hubserver.refusals import BadRequest, Refusal

JSON_TYPE = "application/json; charset=utf-8"
_MAX_QUERY_FIELDS = 300
_MAX_HEADER_LENGTH = 500
_TRUE = frozenset({"true", "1"})


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked, decoded."""

    method: str
    segments: tuple[str, ...]
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]
    """By lower-case name."""
    body: bytes = b""

    @property
    def base_url(self) -> str:
        """The hub's own address, as this client wrote it."""
        return f"http://{self.headers['host']}"

    def one(self, name: str) -> str | None:
        """The first value of a parameter."""
        values = self.query.get(name)
        return values[0] if values else None

    def many(self, name: str) -> list[str]:
        """All values of a parameter: repeated, as `name[]`, or separated by commas."""
        given = [*self.query.get(name, ()), *self.query.get(f"{name}[]", ())]
        return [part for value in given for part in value.split(",") if part]

    def flag(self, name: str) -> bool:
        """Whether a parameter is switched on."""
        return (self.one(name) or "").lower() in _TRUE

    def url_with(self, **changes: str) -> str:
        """The same address with other parameters, absolute."""
        query = {**self.query, **{name: [value] for name, value in changes.items()}}
        return self.base_url + _address(self.segments, query)

    def relative_url(self, segments: tuple[str, ...]) -> str:
        """The same question asked of another path of this hub."""
        return _address(segments, self.query)


@dataclass(frozen=True, slots=True)
class FilePart:
    """A stretch of a file, to be sent without ever being whole in memory."""

    file: Path | IO[bytes]
    """A path, or an open file that is closed after sending."""
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Reply:
    """What is answered."""

    body: bytes | FilePart = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def length(self) -> int:
        return len(self.body) if isinstance(self.body, bytes) else self.body.length


def json_reply(value: Any, *, status: int = 200, headers: Mapping[str, str] | None = None) -> Reply:
    """A JSON answer."""
    body = json.dumps(value, separators=(",", ":")).encode()
    return Reply(body, status, {"Content-Type": JSON_TYPE, **(headers or {})})


def refusal_reply(refusal: Refusal) -> Reply:
    """A refusal in the words and headers that stock clients show."""
    headers = {"X-Error-Message": _header_text(str(refusal))}
    if refusal.code:
        headers["X-Error-Code"] = refusal.code
    value = {"error": refusal.message} | ({"hint": refusal.hint} if refusal.hint else {})
    return json_reply(value, status=refusal.status, headers={**headers, **refusal.headers})


def link_next(url: str) -> Mapping[str, str]:
    """The header that leads to the next page."""
    return {"Link": f'<{url}>; rel="next"'}


def parse_segments(raw_path: bytes) -> tuple[str, ...]:
    """The decoded segments of a path as it came over the wire.

    Raises:
        BadRequest: it is not an absolute path of UTF-8 text.
    """
    if not raw_path.startswith(b"/"):
        raise BadRequest("the address is not a path")
    parts = raw_path[1:].removesuffix(b"/").split(b"/")
    try:
        segments = tuple(unquote_to_bytes(part).decode("utf-8") for part in parts)
    except UnicodeDecodeError:
        raise BadRequest("the address is not UTF-8") from None
    if any("\0" in segment for segment in segments):
        raise BadRequest("the address holds a NUL")
    return segments


def parse_query(raw_query: bytes) -> Mapping[str, list[str]]:
    """The parameters of a query string or a form.

    Raises:
        BadRequest: there are too many, or they are not UTF-8 text.
    """
    try:
        return parse_qs(
            raw_query.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MAX_QUERY_FIELDS,
        )
    except ValueError:  # UnicodeDecodeError is one
        raise BadRequest("the parameters are too many, or not UTF-8") from None


def _address(segments: tuple[str, ...], query: Mapping[str, list[str]]) -> str:
    path = "/" + "/".join(quote(segment, safe="") for segment in segments)
    return f"{path}?{urlencode(query, doseq=True)}" if query else path


def _header_text(text: str) -> str:
    """The text on one line of plain ASCII: a header must not be able to start another one."""
    return "".join(c if " " <= c <= "~" else "?" for c in text)[:_MAX_HEADER_LENGTH]
