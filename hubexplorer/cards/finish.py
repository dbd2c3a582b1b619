"""The last step of a card's HTML: our own ids, and every link and picture decided."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from hubexplorer.cards.check import EndTag, StartTag, Text, tokens
from hubexplorer.cards.links import (
    is_remote_picture,
    link_target,
    picture_source,
    remote_picture,
)
from hubexplorer.cards.mathematics import MAX_FORMULAS, mathml

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NOT_IN_SLUG = re.compile(r"[^\w\- ]")
_MAX_TITLE = 200
_MAX_TOC = 2_000
# A card may show one picture of the commit a thousand times; the page may not hold it as often.
_MAX_PICTURES = 16_000_000


@dataclass(frozen=True, slots=True)
class Finished:
    """A card's HTML as it may be shown."""

    markup: str
    toc: tuple[tuple[str, int, str], ...]
    """Id, level and text of each heading, in order."""
    remote_images: int
    """How many remote pictures were left out, or let through where they were allowed."""


@dataclass(slots=True)
class _Anchors:
    """Which of our ids each heading gets, and where the card's own anchors lead."""

    ids: dict[int, str] = field(default_factory=dict)
    """Index of a start tag to its id."""
    targets: dict[str, str] = field(default_factory=dict)
    """The card's own anchor to our id."""
    toc: list[tuple[str, int, str]] = field(default_factory=list)

    def new_id(self, index: int) -> str:
        return self.ids.setdefault(index, f"hx-{len(self.ids) + 1}")


def finish(
    markup: str,
    *,
    images: Mapping[str, str],
    allow_remote_images: bool,
    base_url: str | None,
) -> Finished:
    """The sanitized markup with ids, links and pictures that are ours to answer for."""
    pieces = list(tokens(markup))
    anchors = _anchors(pieces)
    writer = _Writer(anchors, images, allow_remote_images, base_url)
    written = "".join(writer.write(index, piece) for index, piece in enumerate(pieces))
    return Finished(written, tuple(anchors.toc), writer.remote_images)


def _anchors(pieces: list[Text | StartTag | EndTag]) -> _Anchors:
    anchors = _Anchors()
    slugs: dict[str, int] = {}
    own: dict[str, int] = {}
    wanted: set[str] = set()
    heading: tuple[int, str] | None = None
    text: list[str] = []
    for index, piece in enumerate(pieces):
        if isinstance(piece, StartTag):
            attributes = piece.attributes
            for anchor in (attributes.get("id"), attributes.get("name")):
                if anchor:
                    own.setdefault(anchor, index)
            if attributes.get("href", "").startswith("#"):
                wanted.add(attributes["href"][1:])
            if piece.name in _HEADINGS:
                heading, text = (index, piece.name), []
        elif isinstance(piece, Text):
            text.append(piece.escaped)
        elif heading is not None and piece.name == heading[1]:
            _add_heading(anchors, slugs, heading, html.unescape("".join(text)))
            heading = None
    for anchor in sorted(wanted & own.keys(), key=own.__getitem__):
        anchors.targets[anchor] = anchors.new_id(own[anchor])
    return anchors


def _add_heading(
    anchors: _Anchors, slugs: dict[str, int], heading: tuple[int, str], text: str
) -> None:
    title = " ".join(text.split())
    if not title:
        return
    own_id = anchors.new_id(heading[0])
    if len(anchors.toc) < _MAX_TOC:
        anchors.toc.append((own_id, int(heading[1][1]), title[:_MAX_TITLE]))
    slug = _NOT_IN_SLUG.sub("", title.lower()).replace(" ", "-")
    before = slugs.get(slug, 0)
    slugs[slug] = before + 1
    anchors.targets.setdefault(f"{slug}-{before}" if before else slug, own_id)


@dataclass(slots=True)
class _Writer:
    """Writes each piece as it may stand in the page."""

    anchors: _Anchors
    images: Mapping[str, str]
    allow_remote_images: bool
    base_url: str | None
    remote_images: int = 0
    picture_chars: int = 0
    formula: str = ""
    """"inline" or "block" between the tags of one."""
    formulas: int = 0

    def write(self, index: int, piece: Text | StartTag | EndTag) -> str:
        if isinstance(piece, Text):
            return self._formula(piece) if self.formula else piece.escaped
        if isinstance(piece, EndTag):
            self.formula = ""
            return "</table></div>" if piece.name == "table" else f"</{piece.name}>"
        attributes = piece.attributes
        words = attributes.get("class", "").split()
        self.formula = words[1] if words[:1] == ["math"] and len(words) > 1 else ""
        attributes.pop("id", None)
        attributes.pop("name", None)
        if index in self.anchors.ids:
            attributes["id"] = self.anchors.ids[index]
        if piece.name == "input":
            return _task("checked" in attributes)
        if piece.name == "a":
            attributes = self._link(attributes)
        elif piece.name == "img":
            return self._picture(attributes)
        elif piece.name == "pre":
            # What scrolls must be reachable by keyboard.
            attributes["tabindex"] = "0"
        elif piece.name == "table":
            return _WIDE + _start(piece.name, attributes)
        return _start(piece.name, attributes)

    def _formula(self, text: Text) -> str:
        is_block, self.formula = self.formula == "block", ""
        self.formulas += 1
        if self.formulas > MAX_FORMULAS:
            return text.escaped
        return mathml(html.unescape(text.escaped), is_block=is_block) or text.escaped

    def _link(self, attributes: dict[str, str]) -> dict[str, str]:
        href = attributes.pop("href", "")
        if href.startswith("#"):
            own_id = self.anchors.targets.get(href[1:])
            return attributes | ({"href": f"about:srcdoc#{own_id}"} if own_id else {})
        target = link_target(href, base_url=self.base_url)
        if target is None:
            return attributes
        rel = "noopener noreferrer nofollow"
        return attributes | {"href": target, "target": "_blank", "rel": rel}

    def _picture(self, attributes: dict[str, str]) -> str:
        src = attributes.pop("src", "")
        attributes.setdefault("alt", "")
        known = picture_source(src, self.images, base_url=self.base_url)
        if known is not None and self.picture_chars + len(known) <= _MAX_PICTURES:
            self.picture_chars += len(known)
            return _start("img", attributes | {"src": known})
        if is_remote_picture(src):
            self.remote_images += 1
            if self.allow_remote_images:
                remote = {"src": remote_picture(src), "referrerpolicy": "no-referrer"}
                return _start("img", attributes | remote | {"loading": "lazy"})
        named = f": {html.escape(attributes['alt'])}" if attributes["alt"] else ""
        return f'<span class="hx-withheld">Picture not shown{named}</span>'


_WIDE = '<div class="hx-wide" tabindex="0" role="group" aria-label="Table">'


def _task(is_done: bool) -> str:
    mark, label = ("☑", "done") if is_done else ("☐", "not done")
    return f'<span class="hx-task" role="img" aria-label="{label}">{mark}</span>'


def _start(name: str, attributes: Mapping[str, str]) -> str:
    return f"<{name}" + "".join(_written(attributes)) + ">"


def _written(attributes: Mapping[str, str]) -> Iterator[str]:
    for name, value in attributes.items():
        yield f' {name}="{html.escape(value)}"'
