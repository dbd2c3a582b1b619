"""A card as a document that is safe to show, made in a child process with hard limits.

The kernel never parses a card's Markdown: a thread cannot be ended from outside, a process can.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from types import MappingProxyType, TracebackType
from typing import Any, Self

from hubexplorer.cards.page import card_page, check_theme, plain_markup

MAX_BYTES = 512_000
_NO_IMAGES: Mapping[str, str] = MappingProxyType({})
# The child ends itself 2 s after it has read the card; this only covers a machine so busy that
# the child has not even started by then.
_PATIENCE_S = 12.0
_PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "SYSTEMROOT", "VIRTUAL_ENV", "LD_LIBRARY_PATH")
_PACKAGES = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class TocEntry:
    """A heading of the card, with the id that leads to it in the document."""

    id: str
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class RenderedCard:
    """A card as a whole HTML document, to be shown in an iframe that may not run scripts."""

    srcdoc: str
    toc: tuple[TocEntry, ...]
    is_plain: bool
    """Whether the card is shown as escaped text because it could not be laid out safely."""
    remote_images: int
    """Pictures from elsewhere that were withheld; 0 once the reader agreed to them."""
    reason: str = ""
    """Of `is_plain`, in words."""


@dataclass(frozen=True, slots=True)
class _Options:
    """How a card is to be rendered."""

    images: Mapping[str, str]
    allow_remote_images: bool
    theme_css: str | None
    base_url: str | None

    def __post_init__(self) -> None:
        check_theme(self.theme_css)


class CardRenderer:
    """Renders cards, with one child process kept ready so that a reader does not wait for it.

    Safe to use from several threads. Close it, or use it in a `with` block.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._spare: subprocess.Popen[bytes] | None = None
        self._is_closed = False

    def render(
        self,
        text: str,
        *,
        images: Mapping[str, str] = _NO_IMAGES,
        allow_remote_images: bool = False,
        theme_css: str | None = None,
        base_url: str | None = None,
    ) -> RenderedCard:
        """What `render_card` gives, sooner."""
        options = _Options(images, allow_remote_images, theme_css, base_url)
        child = self._take()
        try:
            return _render(child, text, options)
        finally:
            self._keep_spare()

    def warm_up(self) -> None:
        """Start the spare child now rather than after the first card."""
        self._keep_spare()

    def close(self) -> None:
        """End the spare child."""
        with self._lock:
            self._is_closed = True
            spare, self._spare = self._spare, None
        if spare is not None:
            _end(spare)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _take(self) -> subprocess.Popen[bytes]:
        with self._lock:
            spare, self._spare = self._spare, None
        if spare is not None and spare.poll() is None:
            return spare
        if spare is not None:
            _end(spare)
        return _start()

    def _keep_spare(self) -> None:
        with self._lock:
            if self._spare is None and not self._is_closed:
                self._spare = _start()


def render_card(
    text: str,
    *,
    images: Mapping[str, str] = _NO_IMAGES,
    allow_remote_images: bool = False,
    theme_css: str | None = None,
    base_url: str | None = None,
) -> RenderedCard:
    """A document for `<iframe sandbox="allow-same-origin ..." srcdoc>`, never `allow-scripts`.

    Whatever the card holds, this returns: a card beyond 512 kB, 2 s or 300 MB, or one whose HTML
    does not pass the final check, comes back as escaped plain text, with the reason.

    Args:
        text: README.md as it stands in the repository.
        images: path in the repository to `data:` address (PNG, JPEG, GIF or WebP).
        allow_remote_images: whether the reader agreed to fetch pictures from elsewhere.
        theme_css: the host's values for the page's `--hx-*` variables.
        base_url: folder of the repository's files at the commit, ending in `/`; relative links
            lead nowhere without it.

    Raises:
        ValueError: `theme_css` could end its style element.
    """
    options = _Options(images, allow_remote_images, theme_css, base_url)
    return _render(_start(), text, options)


def _render(child: subprocess.Popen[bytes], text: str, options: _Options) -> RenderedCard:
    # Half of a surrogate pair cannot be sent, shown or saved.
    text = text.encode("utf-8", "replace").decode("utf-8")
    reply = _ask(child, text, options)
    reason = reply.get("refused", "")
    markup = plain_markup(text[:MAX_BYTES], reason) if reason else reply["markup"]
    allowed = options.allow_remote_images
    return RenderedCard(
        srcdoc=card_page(markup, allow_remote_images=allowed, theme_css=options.theme_css),
        toc=tuple(TocEntry(*entry) for entry in reply.get("toc", ())),
        is_plain=bool(reason),
        remote_images=0 if reason or allowed else reply["remote_images"],
        reason=reason,
    )


def _ask(child: subprocess.Popen[bytes], text: str, options: _Options) -> Mapping[str, Any]:
    if len(text.encode()) > MAX_BYTES:
        _end(child)
        return {"refused": f"it is larger than {MAX_BYTES // 1000} kB."}
    request = {
        "text": text,
        "images": dict(options.images),
        "allow_remote_images": options.allow_remote_images,
        "base_url": options.base_url,
    }
    try:
        answer, _ = child.communicate(json.dumps(request).encode(), timeout=_PATIENCE_S)
    except subprocess.TimeoutExpired:
        _end(child)
        return {"refused": "this machine is too busy to lay it out."}
    if child.returncode == 0 and answer:
        reply: dict[str, Any] = json.loads(answer)
        return reply
    if child.returncode < 0:
        return {"refused": "laying it out takes more than 2 s or 300 MB."}
    return {"refused": f"laying it out failed (exit status {child.returncode})."}


def _start() -> subprocess.Popen[bytes]:
    # No tokens and none of the user's Python settings reach a process that reads hostile text.
    env = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    inherited = os.environ.get("PYTHONPATH", "")
    env["PYTHONPATH"] = os.pathsep.join(filter(None, (str(_PACKAGES), inherited)))
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "hubexplorer.cards.render_child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=env,
        start_new_session=True,
    )


def _end(child: subprocess.Popen[bytes]) -> None:
    child.kill()
    child.communicate()
