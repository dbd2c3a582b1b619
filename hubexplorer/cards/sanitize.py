"""A card's HTML without anything that acts: the first of the two looks at it."""

from __future__ import annotations

import re

import nh3
from pygments.token import STANDARD_TYPES

from hubexplorer.cards.check import CLASSES, TAGS

_DROPPED = (
    "script style template noscript iframe object embed svg math xmp plaintext noembed noframes "
    "title textarea select frameset"
)
_DROPPED_WITH_CONTENT = frozenset(_DROPPED.split())
# `id` and `name` pass here only so that links inside the card can be led to ids of our own;
# none of them leaves the next step (see finish.py).
_ATTRIBUTES: dict[str, set[str]] = {
    "*": {"title", "lang", "dir", "id"},
    "a": {"href", "name"},
    "img": {"src", "alt", "width", "height", "align"},
    "input": {"type", "checked"},
    "details": {"open"},
    "ol": {"start", "type"},
    "li": {"value"},
    "td": {"align", "colspan", "rowspan", "valign"},
    "th": {"align", "colspan", "rowspan", "valign", "scope"},
    "tr": {"align", "valign"},
    "table": {"align", "width"},
    "col": {"span", "width"},
    **{tag: {"align"} for tag in ("p", "div", "hr", "h1", "h2", "h3", "h4", "h5", "h6")},
}
_SIZE = re.compile(r"[0-9]{1,4}(?:px|%)?")
_NUMBERS = frozenset({"width", "height", "start", "value", "colspan", "rowspan", "span"})
_MAX_VALUE = 2_000
_CODE_CLASSES = frozenset(f"hl-{name}" for name in STANDARD_TYPES.values() if name)
_OWN_CLASSES = frozenset(name for name in CLASSES if not name.startswith("hx-"))
_CLASSED = ("div", "section", "p", "ol", "ul", "li", "a", "sup", "hr")
_CLASSES: dict[str, set[str]] = {
    **{tag: set(_OWN_CLASSES) for tag in _CLASSED},
    "span": set(_OWN_CLASSES | _CODE_CLASSES),
}


def _kept_value(_tag: str, name: str, value: str) -> str | None:
    if len(value) > _MAX_VALUE and name != "src":
        return None
    if name in _NUMBERS and not _SIZE.fullmatch(value.strip()):
        return None
    return value.strip()


def sanitize(markup: str) -> str:
    """The markup with allowed tags and attributes only, serialized the one plain way.

    Links and pictures may still lead anywhere; `finish` decides on each of them.
    """
    return nh3.clean(
        markup,
        tags=set(TAGS | {"input"}),
        clean_content_tags=set(_DROPPED_WITH_CONTENT),
        attributes=_ATTRIBUTES,
        attribute_filter=_kept_value,
        allowed_classes=_CLASSES,
        url_schemes={"http", "https", "mailto", "data"},
        link_rel=None,
        strip_comments=True,
    )
