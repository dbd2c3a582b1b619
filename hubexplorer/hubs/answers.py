"""From a hub's status and headers to the error that says what happened."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import unquote, urlsplit

import httpx2

from hubexplorer.errors import AccessDenied, BadAnswer, HubUnreachable, NotFound, RateLimited
from hubexplorer.records import is_repo_id

_MAX_ERROR_BYTES = 64_000
_MAX_WORDS = 200
_DEFAULT_RETRY_S = 5.0
_WINDOW_LEFT = re.compile(r";\s*r=(\d{1,9})")
_SIGN_IN = "sign in with a token: hubexplorer hub login, or Hubs on the Pins screen"
_MODEL = re.compile(r"/(?:api/models/)?([\w.-]+/[\w.-]+)/(?:resolve|revision|tree|commits|refs)\b")
_WINDOW_RESET = re.compile(r";\s*t=(\d{1,9})")


def raise_for_status(
    response: httpx2.Response, url: str, origin: str, *, secret: str | None
) -> None:
    """Return for a 2xx answer, else raise the HubError that it means.

    Args:
        response: its body not read yet.
        url: what was asked for.
        origin: who answered.
        secret: a token that must not come back in the error's text.
    """
    status = response.status_code
    if 200 <= status < 300:
        return
    words = _words_of(response, secret)
    said = f": {words}" if words else ""
    code = response.headers.get("x-error-code", "")
    if status == 429:
        wait_s = _retry_after_s(response.headers)
        raise RateLimited(
            f"{origin} asks to wait {wait_s:.0f} s",
            hint="a token raises the limit on most hubs",
            retry_after_s=wait_s,
        )
    page = _page_of(url, origin)
    if code == "GatedRepo":
        raise AccessDenied(
            f"{origin} gives this model only to people it has granted access{said}",
            hint=f"ask for access at {page}"
            + (" with the account that you signed in with" if secret else f", then {_SIGN_IN}"),
        )
    if code in {"RepoNotFound", "RevisionNotFound", "EntryNotFound"} or status in {404, 410}:
        raise NotFound(
            f"{origin} does not have it (HTTP {status}){said}",
            hint="check the name"
            + ("" if secret else f"; a private model is shown only to those who {_SIGN_IN}"),
        )
    if status == 401:
        raise AccessDenied(
            f"{origin} {'does not accept the token' if secret else 'wants a token'}"
            f" (HTTP 401){said}",
            hint=f"the token may be revoked or mistyped: {_SIGN_IN}" if secret else _SIGN_IN,
        )
    if status == 403:
        raise AccessDenied(
            f"{origin} knows who asks and denies access (HTTP 403){said}"
            if secret
            else f"{origin} denies access (HTTP 403){said}",
            hint=f"use a token that may read this model, or ask for access at {page}",
        )
    if status >= 500 or status == 408:
        raise HubUnreachable(f"{origin} has a problem of its own (HTTP {status}){said}")
    raise BadAnswer(f"{origin} answers HTTP {status}{said}")


def _page_of(url: str, origin: str) -> str:
    """Where people see the model that was asked for; the hub itself for other questions."""
    path = unquote(urlsplit(url).path)
    found = _MODEL.match(path)
    return f"{origin}/{found[1]}" if found and is_repo_id(found[1]) else origin


def requests_left(headers: httpx2.Headers) -> int | None:
    """How many more requests the hub allows in this window, where it says so."""
    left = _WINDOW_LEFT.search(headers.get("ratelimit", ""))
    return int(left[1]) if left else None


def _words_of(response: httpx2.Response, secret: str | None) -> str:
    """The hub's own words on what went wrong, in one short printable line."""
    words = response.headers.get("x-error-message", "")
    if not words:
        body = bytearray()
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > _MAX_ERROR_BYTES:
                break
        try:
            value = json.loads(bytes(body))
        except (ValueError, RecursionError):
            return ""
        said = value.get("error") if isinstance(value, dict) else ""
        words = said if isinstance(said, str) else ""
    if secret:
        words = words.replace(secret, "***")
    return "".join(c if c.isprintable() else " " for c in words[:_MAX_WORDS]).strip()


def _retry_after_s(headers: httpx2.Headers) -> float:
    """Seconds to wait, from Retry-After (seconds or a date) or RateLimit (`;t=seconds`)."""
    text = headers.get("retry-after", "").strip()
    if text.isdecimal():
        return float(text[:12])
    try:
        date = parsedate_to_datetime(text)
    except ValueError:
        window = _WINDOW_RESET.search(headers.get("ratelimit", ""))
        return float(window[1]) + 1 if window else _DEFAULT_RETRY_S
    if date.tzinfo is None:
        date = date.replace(tzinfo=UTC)
    return max(0.0, (date - datetime.now(UTC)).total_seconds())
