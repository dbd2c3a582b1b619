"""GET requests to one hub within a budget of time, bytes and pages, and a token that stays home.

A token belongs to one origin. Answers about models must come from that origin to the end: a
redirect or a next-page link that leaves it is refused. The bytes of a file may come from
elsewhere (hubs keep them on content servers), and are then asked for without the token.
"""

from __future__ import annotations

import itertools
import json
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import httpx2

from hubexplorer.errors import BadAnswer, BudgetExceeded, HubUnreachable, RateLimited, TooLarge
from hubexplorer.hubs.answers import raise_for_status, requests_left
from hubexplorer.hubs.origins import Origin, checked_token
from hubexplorer.hubs.sockets import Deadline, GuardedSockets

Params = Sequence[tuple[str, str]]

_MAX_REDIRECTS = 5
_MAX_JSON_VALUES = 1_000_000
_DENIED = frozenset({401, 403})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CONTENT_RANGE = re.compile(r"bytes (\d+)-\d+/(?:\d+|\*)")


@dataclass(frozen=True, slots=True)
class Budget:
    """What one call to a hub may cost at most; the defaults suit a person who waits."""

    connect_s: float = 5.0
    read_s: float = 10.0
    """Longest silence."""
    total_s: float = 27.0
    """Of a call, or of a whole listing, without the time its reader takes between pages.

    A little less than the 30 s within which every use by a person is to end: first it may be
    asked for 2 s whether the hub is there, and in the end what came is put into the catalog.
    """
    max_bytes: int = 16_000_000
    """Of one answer, after decompression; in memory it may become ten times as large."""
    max_pages: int = 100
    max_wait_s: float = 10.0
    """Longest wait that a hub may ask for (Retry-After)."""
    max_retries: int = 2
    """After broken connections and server errors."""


INTERACTIVE = Budget()
PATIENT = Budget(read_s=20.0, max_wait_s=0.0, max_retries=4)
"""For one page of a job that lists a whole hub. When the hub asks to wait, the job is told at
once: it waits in sight of everybody, and can be canceled."""


@dataclass(frozen=True, slots=True)
class JsonPage:
    """One page of a listing, and the URL of the next one."""

    value: Any
    next_url: str | None
    problem: BadAnswer | None = None
    """Why the next page cannot be asked for, though the hub names one."""
    requests_left: int | None = None
    """How many more requests the hub allows for now, where it says so."""


@dataclass(frozen=True, slots=True)
class FileBody:
    """The bytes of a file from `start` on, to be read once."""

    start: int
    chunks: Iterator[bytes]


@dataclass(frozen=True, slots=True)
class _Answer:
    body: bytes | bytearray
    headers: httpx2.Headers
    url: str


def never_canceled() -> bool:
    """The `canceled` of calls that nobody can cancel."""
    return False


class Transport:
    """GET requests to one origin.

    Args:
        origin: the hub's address; a path in it prefixes every request's path.
        token: sent to this origin and no other.
        offline: refuse any host but loopback before a socket is opened.
        canceled: asked ten times a second; a call then ends with JobCanceled.
            An Event's `is_set` fits.
        find_token: looks up this origin's token again, when the origin denied the one at hand.

    Every method raises a HubError when the hub cannot be asked or its answer cannot be used.
    """

    def __init__(
        self,
        origin: str,
        *,
        token: str | None = None,
        budget: Budget = INTERACTIVE,
        offline: bool = False,
        canceled: Callable[[], bool] = never_canceled,
        clock: Callable[[], float] = time.monotonic,
        find_token: Callable[[], str | None] | None = None,
    ) -> None:
        self.origin = Origin.of(origin)
        self.budget = budget
        self._base = origin.rstrip("/")
        self._find_token = find_token
        self._token = None if token is None else checked_token(token)
        self._offline = offline
        self._canceled = canceled
        self._clock = clock
        self._sockets = GuardedSockets(
            self.origin,
            connect_s=budget.connect_s,
            read_s=budget.read_s,
            offline=offline,
            clock=clock,
        )

    def __repr__(self) -> str:
        return f"Transport({self._base!r}, token={'***' if self._token else None})"

    @property
    def may_connect(self) -> bool:
        """Whether its origin may be asked at all: offline, only this machine may."""
        return not self._offline or self.origin.is_loopback

    def with_budget(self, budget: Budget) -> Transport:
        """Another transport to the same origin, with the same token."""
        return Transport(
            self._base,
            token=self._token,
            budget=budget,
            offline=self._offline,
            canceled=self._canceled,
            clock=self._clock,
            find_token=self._find_token,
        )

    def close(self) -> None:
        self._sockets.close()

    def get_json(self, path: str, params: Params = ()) -> Any:
        """The parsed answer of one request."""
        return _parse(self._get(self._url(path, params), self.deadline()))

    def get_bytes(self, path: str, *, max_bytes: int) -> bytes:
        """A small file's bytes; they may come from another origin."""
        deadline = self.deadline()
        return bytes(self._get(self._url(path), deadline, may_leave=True, max_bytes=max_bytes).body)

    def pages(self, path: str, params: Params = ()) -> Iterator[JsonPage]:
        """A listing page by page, following its next links.

        Raises:
            BudgetExceeded: the whole listing took too long or has too many pages.
            BadAnswer: a next link leaves the origin, or leads to a page seen before.
        """
        url: str | None = self._url(path, params)
        left_s = self.budget.total_s
        seen: set[str] = set()
        while url is not None:
            if url in seen:
                raise BadAnswer(f"{self.origin} leads from page to page in a circle")
            if len(seen) >= self.budget.max_pages:
                raise BudgetExceeded(f"{self.origin} lists more than {self.budget.max_pages} pages")
            seen.add(url)
            began = self._clock()
            page = self._page(url, left_s)
            left_s -= self._clock() - began
            url = page.next_url
            yield page
            if page.problem is not None:
                raise page.problem

    def page(self, path: str, params: Params = ()) -> JsonPage:
        """One page of a listing, for who asks for the next one by itself."""
        return self._page(self._url(path, params), self.budget.total_s)

    def _page(self, url: str, left_s: float) -> JsonPage:
        answer = self._get(url, self.deadline(left_s))
        value, left = _parse(answer), requests_left(answer.headers)
        try:
            return JsonPage(value, self._next_url(answer), requests_left=left)
        except BadAnswer as problem:  # this page is good all the same
            return JsonPage(value, None, problem, left)

    @contextmanager
    def open_file(self, path: str, *, offset: int, deadline: Deadline) -> Iterator[FileBody]:
        """The bytes of a file from `offset` on, or from 0 where the hub will not resume.

        They may come from another origin, which is not sent the token. Nothing is tried again:
        the reader knows how far it came. The block ends in the thread that it began in.
        """
        headers = {"accept-encoding": "identity"}
        if offset:
            headers["range"] = f"bytes={offset}-"
        with self._response(self._url(path), deadline, headers, may_leave=True) as response:
            yield FileBody(_start_of(response, offset), response.iter_raw())

    def deadline(self, total_s: float | None = None) -> Deadline:
        """A deadline that starts now, of `total_s` or of the budget's own total."""
        total_s = self.budget.total_s if total_s is None else total_s
        return Deadline(total_s, canceled=self._canceled, clock=self._clock)

    def _url(self, path: str, params: Params = ()) -> str:
        return f"{self._base}{path}" + (f"?{urlencode(params)}" if params else "")

    def _get(
        self,
        url: str,
        deadline: Deadline,
        *,
        may_leave: bool = False,
        max_bytes: int | None = None,
    ) -> _Answer:
        """A whole answer, after as many tries and waits as the budget has room for."""
        max_bytes = self.budget.max_bytes if max_bytes is None else max_bytes
        headers = {"accept-encoding": "gzip"}
        for attempt in itertools.count():
            try:
                with self._response(url, deadline, headers, may_leave=may_leave) as response:
                    body = _read(response, max_bytes)
                    return _Answer(body, response.headers, url)
            except HubUnreachable:
                if attempt >= self.budget.max_retries or not self.may_connect:
                    raise
                wait_s = 0.25 * 2**attempt
            except RateLimited as error:
                wait_s = max(error.retry_after_s, 0.1)
                is_too_long = wait_s > min(self.budget.max_wait_s, deadline.left_s())
                if is_too_long or attempt >= self.budget.max_retries:
                    raise
            deadline.sleep(wait_s)
        raise AssertionError("unreachable")

    @contextmanager
    def _response(
        self, url: str, deadline: Deadline, headers: Mapping[str, str], *, may_leave: bool
    ) -> Iterator[httpx2.Response]:
        """The successful answer at the end of the redirects."""
        for _ in range(_MAX_REDIRECTS + 1):
            origin = self._checked_origin(url, may_leave=may_leave)
            own = {"user-agent": "hubexplorer", **headers}
            if self._token and origin == self.origin:
                own["authorization"] = f"Bearer {self._token}"
            with self._sockets.send(httpx2.Request("GET", url, headers=own), deadline) as response:
                if response.status_code in _DENIED and self._has_found_another_token(origin):
                    continue
                if response.status_code not in _REDIRECTS or "location" not in response.headers:
                    raise_for_status(response, url, str(origin), secret=self._token)
                    yield response
                    return
                url = _joined(url, response.headers["location"])
        raise BadAnswer(f"{self.origin} redirects more than {_MAX_REDIRECTS} times")

    def _has_found_another_token(self, origin: Origin) -> bool:
        """Whether somebody changed the token since it was looked up; it is then the one used."""
        if self._find_token is None or origin != self.origin:
            return False
        before, found = self._token, self._find_token()
        self._token = None if found is None else checked_token(found)
        return self._token != before

    def _checked_origin(self, url: str, *, may_leave: bool) -> Origin:
        try:
            origin = Origin.of(url)
        except ValueError as error:
            raise BadAnswer(f"{self.origin} leads to an unusable address: {error}") from None
        if origin == self.origin:
            return origin
        if not may_leave:
            raise BadAnswer(
                f"{self.origin} leads to another origin, {origin}; not followed",
                hint="a token belongs to one origin; add the other hub by itself if you trust it",
            )
        if origin.is_loopback and not self.origin.is_loopback:
            raise BadAnswer(f"{self.origin} leads to this machine ({origin}); not followed")
        if self.origin.scheme == "https" and origin.scheme != "https":
            raise BadAnswer(f"{self.origin} leads to the unencrypted {origin}; not followed")
        return origin

    def _next_url(self, answer: _Answer) -> str | None:
        links = httpx2.Response(200, headers=answer.headers).links
        link = links.get("next", {}).get("url")
        if not link:
            return None
        url = _joined(answer.url, link)
        self._checked_origin(url, may_leave=False)
        return url


def _joined(url: str, link: str) -> str:
    try:
        return str(httpx2.URL(url).join(link))
    except httpx2.InvalidURL as error:
        raise BadAnswer(f"the hub leads to an unusable address: {error}") from None


def _read(response: httpx2.Response, max_bytes: int) -> bytearray:
    body = bytearray()
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) > max_bytes:
            raise TooLarge(f"the hub's answer is larger than {max_bytes:,} bytes")
    return body


def _parse(answer: _Answer) -> Any:
    # A megabyte of "[],[],..." becomes thirty in memory: count before building.
    if sum(answer.body.count(mark) for mark in (b",", b"[", b"{")) > _MAX_JSON_VALUES:
        raise TooLarge(f"the hub's answer has more than {_MAX_JSON_VALUES:,} values")
    try:
        return json.loads(answer.body)
    except (ValueError, RecursionError):
        raise BadAnswer(
            "the hub's answer is not JSON", hint="is this the address of a model hub?"
        ) from None


def _start_of(response: httpx2.Response, offset: int) -> int:
    if response.headers.get("content-encoding", "identity") != "identity":
        raise BadAnswer("the hub compressed a file that was asked for as it is")
    if response.status_code != 206:
        return 0
    match = _CONTENT_RANGE.fullmatch(response.headers.get("content-range", ""))
    if match is None or int(match[1]) != offset:
        raise BadAnswer("the hub sent another part of the file than was asked for")
    return offset
