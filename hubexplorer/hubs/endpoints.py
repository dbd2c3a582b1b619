"""Endpoints that speak OpenAI's chat protocol: vLLM, transformers serve, llama.cpp's server.

The same rules as for hubs: a token goes to its own origin alone, no redirect is followed, and
every answer has a budget of time and bytes. Text comes as server-sent events while it is written.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx2

from hubexplorer.errors import (
    AccessDenied,
    BadAnswer,
    HubUnreachable,
    NotFound,
    RateLimited,
    TooLarge,
)
from hubexplorer.hubs.origins import Origin, checked_token
from hubexplorer.hubs.sockets import Deadline, GuardedSockets

_CONNECT_S = 5.0
_SILENCE_S = 120.0
"""Reading a long prompt is silent work."""
_MODELS_S = 10.0
_MAX_BYTES = 32_000_000
_MAX_LINE_BYTES = 1_000_000
_MAX_WORDS = 200
_TOKEN_CHARACTERS = 64
"""More than any token has on average; who writes more does not keep to max_tokens."""
_MAX_MODELS = 1000
_DONE = b"[DONE]"
_LAST = {"choices": [{"finish_reason": "stop"}]}
"""What stands for [DONE], after which nothing comes; a reason given before it counts."""


@dataclass(frozen=True, slots=True)
class Written:
    """What an endpoint wrote, and how fast it came."""

    text: str
    finish: str
    """stop, length, or the endpoint's own word."""
    model: str
    """Who wrote it, as the endpoint says."""
    tokens: int | None
    """As the endpoint counts them; None where it does not."""
    latency_s: float
    first_token_s: float | None
    tokens_per_s: float | None
    """After the first piece; None where it came in one piece, or nobody counted."""


class ChatEndpoint:
    """One endpoint, for calls from one thread at a time.

    Args:
        url: its address as its own clients are given it: http://127.0.0.1:8000/v1.
        token: sent to this origin and no other.
        offline: refuse any host but loopback.
        canceled: asked ten times a second; a call then ends with JobCanceled.
        total_s: the longest that one answer may take.

    Raises:
        ValueError: `url` is no address, or one beyond this machine that is not encrypted.
    """

    def __init__(
        self,
        url: str,
        *,
        token: str | None = None,
        offline: bool = False,
        canceled: Callable[[], bool],
        total_s: float,
        silence_s: float = _SILENCE_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.origin = checked_origin(url)
        self._base = url.rstrip("/")
        self._token = None if token is None else checked_token(token)
        self._canceled, self._total_s, self._clock = canceled, total_s, clock
        self._sockets = GuardedSockets(
            self.origin,
            connect_s=_CONNECT_S,
            read_s=min(silence_s, total_s),
            offline=offline,
            clock=clock,
        )

    def __repr__(self) -> str:
        return f"ChatEndpoint({str(self.origin)!r}, token={'***' if self._token else None})"

    def close(self) -> None:
        self._sockets.close()

    def models(self) -> tuple[str, ...]:
        """The names of the models that it serves.

        Raises:
            HubError: it cannot be asked, or its answer cannot be used.
        """
        deadline = self._deadline(min(_MODELS_S, self._total_s))
        with self._answer("GET", "/models", None, deadline) as response:
            listed = _json(b"".join(_within(response.iter_raw())))
        rows = listed.get("data") if isinstance(listed, dict) else None
        if not isinstance(rows, list):
            raise BadAnswer(f"{self.origin} lists no models", hint="does its address end in /v1?")
        names = (row.get("id") for row in rows[:_MAX_MODELS] if isinstance(row, dict))
        return tuple(name for name in names if isinstance(name, str) and name.isprintable())

    def write(
        self,
        model: str,
        messages: Sequence[Mapping[str, str]],
        options: Mapping[str, Any],
        on_text: Callable[[str], None] = lambda _text: None,
    ) -> Written:
        """What a model answers to a chat.

        Args:
            model: its name there.
            options: of the protocol: max_tokens (needed), temperature, seed, ...
            on_text: called with each piece as it comes.

        Raises:
            HubError: it cannot be asked, its answer cannot be used, or never ends.
            JobCanceled: `canceled` said so.
        """
        body = {"model": model, "messages": list(messages), **options, "stream": True}
        body["stream_options"] = {"include_usage": True}
        pieces: list[str] = []
        left = _TOKEN_CHARACTERS * int(options["max_tokens"])
        finish, name, tokens = "", model, None
        start_s = self._clock()
        first_s = last_s = None
        with self._answer("POST", "/chat/completions", body, self._deadline()) as response:
            for event in _events(response):
                text, ended = _piece(event)
                finish = finish or ended
                name = event["model"] if isinstance(event.get("model"), str) else name
                tokens = _completion_tokens(event) or tokens
                left -= len(text)
                if left < 0:
                    raise TooLarge(f"{self.origin} writes on and on", hint="see its settings")
                if text:
                    last_s = self._clock()
                    first_s = first_s or last_s
                    pieces.append(text)
                    on_text(text)
        if not finish:
            raise BadAnswer(
                f"{self.origin} broke off in the middle of an answer", hint="see what it logged"
            )
        later_s = last_s - first_s if first_s and last_s else 0.0
        return Written(
            "".join(pieces),
            finish,
            name[:_MAX_WORDS],
            tokens,
            self._clock() - start_s,
            first_s - start_s if first_s else None,
            (tokens - 1) / later_s if tokens and tokens > 1 and later_s > 0 else None,
        )

    @contextmanager
    def _answer(
        self, method: str, path: str, body: Mapping[str, Any] | None, deadline: Deadline
    ) -> Iterator[httpx2.Response]:
        headers = {"user-agent": "hubexplorer", "accept-encoding": "identity"}
        if self._token:
            headers["authorization"] = f"Bearer {self._token}"
        content = b""
        if body is not None:
            headers["content-type"] = "application/json"
            content = json.dumps(body).encode()
        request = httpx2.Request(method, self._base + path, headers=headers, content=content)
        with self._sockets.send(request, deadline) as response:
            if not 200 <= response.status_code < 300:
                raise self._refusal(response)
            yield response

    def _refusal(self, response: httpx2.Response) -> Exception:
        status, origin = response.status_code, self.origin
        if 300 <= status < 400:
            return BadAnswer(f"{origin} leads somewhere else; not followed", hint="ask there")
        words = self._words(response)
        told = f"{origin} answers HTTP {status}" + (f": {words}" if words else "")
        if status in (401, 403):
            return AccessDenied(told, hint=f"hubexplorer endpoint login {origin}")
        if status == 404:
            return NotFound(told, hint="see its models: hubexplorer endpoint models URL")
        if status == 429:
            return RateLimited(told, hint="wait, or ask with another token")
        return HubUnreachable(told) if status >= 500 else BadAnswer(told)

    def _words(self, response: httpx2.Response) -> str:
        """The endpoint's own words on what went wrong, without our token."""
        try:
            said = _json(b"".join(_within(response.iter_raw(), _MAX_LINE_BYTES)))
        except (BadAnswer, TooLarge):
            return ""
        for key in ("error", "message", "detail"):
            said = said.get(key, said) if isinstance(said, dict) else said
        words = said if isinstance(said, str) else ""
        words = words.replace(self._token, "***") if self._token else words
        return "".join(c if c.isprintable() else " " for c in words[:_MAX_WORDS]).strip()

    def _deadline(self, total_s: float | None = None) -> Deadline:
        total_s = self._total_s if total_s is None else total_s
        return Deadline(total_s, canceled=self._canceled, clock=self._clock)


def checked_origin(url: str) -> Origin:
    """The origin of an endpoint's address.

    Raises:
        ValueError: it is no address, or one beyond this machine that is not encrypted.
    """
    origin = Origin.of(url)
    if "?" in url or "#" in url:  # a key in it would be shown and kept wherever the address is
        raise ValueError("an endpoint's address ends with its path; a key is given apart")
    if origin.scheme != "https" and not origin.is_loopback:
        raise ValueError(f"{origin} is not on this machine and not encrypted: use https")
    return origin


def _events(response: httpx2.Response) -> Iterator[dict[str, Any]]:
    """The JSON objects of server-sent events, up to [DONE] or the end."""
    for line in _lines(_within(response.iter_raw())):
        name, _, value = line.partition(b":")
        if name.strip() != b"data":  # comments, event names, retry times, empty lines
            if name.startswith(b"{"):
                raise BadAnswer("the endpoint does not stream", hint="is it an OpenAI endpoint?")
            continue
        text = value.strip()
        if text == _DONE:
            yield _LAST
            return
        event = _json(text)
        if not isinstance(event, dict):
            raise BadAnswer("the endpoint sent an event that is no object")
        if event.get("error"):
            raise BadAnswer(f"the endpoint broke off: {str(event['error'])[:_MAX_WORDS]!a}")
        yield event


def _lines(chunks: Iterator[bytes]) -> Iterator[bytes]:
    rest = b""
    for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\n")
        yield from whole
        if len(rest) > _MAX_LINE_BYTES:
            raise TooLarge(f"the endpoint sent a line of more than {_MAX_LINE_BYTES:,} bytes")
    yield rest


def _within(chunks: Iterator[bytes], max_bytes: int = _MAX_BYTES) -> Iterator[bytes]:
    left = max_bytes
    for chunk in chunks:
        left -= len(chunk)
        if left < 0:
            raise TooLarge(f"the endpoint's answer is larger than {max_bytes:,} bytes")
        yield chunk


def _piece(event: Mapping[str, Any]) -> tuple[str, str]:
    """The text of an event's one choice, and why it ended; empty for none."""
    choices = event.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices else {}
    delta = choice.get("delta") if isinstance(choice, dict) else None
    text = delta.get("content") if isinstance(delta, dict) else None
    finish = choice.get("finish_reason") if isinstance(choice, dict) else None
    return text if isinstance(text, str) else "", finish if isinstance(finish, str) else ""


def _completion_tokens(event: Mapping[str, Any]) -> int | None:
    usage = event.get("usage")
    tokens = usage.get("completion_tokens") if isinstance(usage, dict) else None
    return tokens if type(tokens) is int and tokens > 0 else None


def _json(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        raise BadAnswer(
            "the endpoint's answer is not JSON", hint="is this the address of an OpenAI endpoint?"
        ) from None
