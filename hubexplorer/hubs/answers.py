"""From a hub's status and headers to the error that says what happened."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx2

from hubexplorer.errors import AccessDenied, BadAnswer, HubUnreachable, NotFound, RateLimited

_MAX_ERROR_BYTES = 64_000
_MAX_WORDS = 200
_DEFAULT_RETRY_S = 5.0
_WINDOW_LEFT = re.compile(r";\s*r=(\d{1,9})")
_WINDOW_RESET = re.compile(r";\s*t=(\d{1,9})")


def raise_for_status(response: httpx2.Response, origin: str, *, secret: str | None) -> None:
    """Return for a 2xx answer, else raise the HubError that it means.

    Args:
        response: its body not read yet.
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
    if code == "GatedRepo":
        raise AccessDenied(
            f"{origin} gives this model only to people it has granted access{said}",
            hint="ask for access on the model's page, then use a token of that account",
        )
    if code in {"RepoNotFound", "RevisionNotFound", "EntryNotFound"} or status in {404, 410}:
        raise NotFound(
            f"{origin} does not have it{said}",
            hint="check the name; a private model needs a token" if status == 401 else "",
        )
    if status in {401, 403}:
        hint = "check the token for this hub" if secret else "this hub wants a token"
        raise AccessDenied(f"{origin} denies access (HTTP {status}){said}", hint=hint)
    if status >= 500 or status == 408:
        raise HubUnreachable(f"{origin} has a problem of its own (HTTP {status}){said}")
    raise BadAnswer(f"{origin} answers HTTP {status}{said}")


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
