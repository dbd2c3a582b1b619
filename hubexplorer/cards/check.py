"""The second, independent look at a card's finished HTML: what in it must not be there.

It shares nothing with the sanitizer but the list of what is allowed, and it is stricter than a
browser: what it cannot read as plain, well-quoted markup is a violation.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_TAGS = (
    "a abbr b blockquote br caption center code col colgroup dd del details dfn div dl dt em "
    "figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp "
    "section small span strike strong sub summary sup table tbody td tfoot th thead tr tt u ul "
    "var"
)
TAGS = frozenset(_TAGS.split())
_EVERYWHERE = frozenset({"title", "lang", "dir", "align", "class", "id", "tabindex"})
_ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "a": frozenset({"href", "target", "rel"}),
    "img": frozenset({"src", "alt", "width", "height", "loading", "referrerpolicy"}),
    "details": frozenset({"open"}),
    "ol": frozenset({"start", "type"}),
    "li": frozenset({"value"}),
    "td": frozenset({"colspan", "rowspan", "valign"}),
    "th": frozenset({"colspan", "rowspan", "valign", "scope"}),
    "tr": frozenset({"valign"}),
    "table": frozenset({"width"}),
    "col": frozenset({"span", "width"}),
    "div": frozenset({"role", "aria-label"}),
    "span": frozenset({"role", "aria-label"}),
}
_CLASSES = (
    "math inline block footnotes footnotes-list footnotes-sep footnote-item footnote-ref "
    "footnote-backref contains-task-list task-list-item markdown-alert markdown-alert-title "
    "markdown-alert-note markdown-alert-tip markdown-alert-important markdown-alert-warning "
    "markdown-alert-caution hx-wide hx-task hx-withheld"
)
CLASSES = frozenset(_CLASSES.split())
_MATH = (
    "math mrow mi mo mn mtext mspace mfrac msqrt mroot msup msub msubsup mover munder munderover "
    "mtable mtr mtd mstyle mpadded mphantom menclose"
)
MATH_TAGS = frozenset(_MATH.split())
_MATH_ATTRIBUTES = (
    "accent columnalign columnspacing depth displaystyle fence form height linethickness lspace "
    "mathvariant maxsize minsize movablelimits notation rowspacing rspace scriptlevel separator "
    "stretchy voffset width"
)
MATH_ATTRIBUTES = frozenset(_MATH_ATTRIBUTES.split())
MATH_VALUE = re.compile(r"[A-Za-z0-9.+% -]{1,40}")
_CODE_CLASS = re.compile(r"hl-[a-z0-9]{1,4}")
OWN_ID = re.compile(r"hx-[1-9][0-9]{0,5}")
OUTWARD_LINK = re.compile(r"(?:https?://|mailto:)[^\s<>\"\\]+", re.IGNORECASE)
# A bare `#id` would lead the frame to the page around it: a srcdoc has that page's base address.
INWARD_LINK = re.compile(r"about:srcdoc#hx-[1-9][0-9]{0,5}")
PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/]+={0,2}")
REMOTE_PICTURE = re.compile(r"https://[^\s<>\"\\]+", re.IGNORECASE)

_TOKEN = re.compile(
    r"(?P<text>[^<]++)"
    r"|</(?P<end>[a-z][a-z0-9]*+)>"
    r"|<(?P<start>[a-z][a-z0-9]*+)(?P<attributes>(?: [a-z][a-z-]*+=\"[^\"]*+\")*+) ?/?>"
)
_ATTRIBUTE = re.compile(r" ([a-z][a-z-]*+)=\"([^\"]*+)\"")


@dataclass(frozen=True, slots=True)
class Text:
    """A run of text, still escaped."""

    escaped: str


@dataclass(frozen=True, slots=True)
class StartTag:
    """A start tag with its attribute values as written and unescaped."""

    name: str
    raw: tuple[tuple[str, str], ...]

    @property
    def attributes(self) -> dict[str, str]:
        return {name: html.unescape(value) for name, value in self.raw}


@dataclass(frozen=True, slots=True)
class EndTag:
    """An end tag."""

    name: str


class UnreadableMarkup(ValueError):
    """The text at `position` is neither text nor a plainly written tag."""

    def __init__(self, position: int) -> None:
        super().__init__(f"unreadable markup at character {position}")


def tokens(markup: str) -> Iterator[Text | StartTag | EndTag]:
    """The pieces of serialized HTML, in order.

    Raises:
        UnreadableMarkup: something in it is not written the one plain way.
    """
    position = 0
    while position < len(markup):
        found = _TOKEN.match(markup, position)
        if found is None:
            raise UnreadableMarkup(position)
        position = found.end()
        if found["text"] is not None:
            yield Text(found["text"])
        elif found["end"] is not None:
            yield EndTag(found["end"])
        else:
            pairs = _ATTRIBUTE.findall(found["attributes"])
            yield StartTag(found["start"], tuple(pairs))


def violations(markup: str) -> list[str]:
    """What a finished card holds that it must not; empty for a good one."""
    found: list[str] = []
    ids: set[str] = set()
    formula: list[str] = []
    try:
        for token in tokens(markup):
            if isinstance(token, Text):
                continue
            if formula or token.name == "math":
                found.extend(_bad_in_formula(token, formula))
            elif token.name not in TAGS:
                found.append(f"tag <{token.name}>")
            elif isinstance(token, StartTag):
                found.extend(_bad_attributes(token, ids))
    except UnreadableMarkup as error:
        found.append(str(error))
    return found + [f"<{name}> is not closed" for name in formula]


def _bad_in_formula(token: StartTag | EndTag, open_tags: list[str]) -> Iterator[str]:
    """What is wrong with a tag of a formula; `open_tags` is kept up to date.

    A browser leaves MathML at the first tag of HTML inside it, and reads on differently: so none
    may stand there, and each element is closed in its turn.
    """
    if isinstance(token, EndTag):
        if not open_tags or open_tags.pop() != token.name:
            yield f"</{token.name}> out of turn in a formula"
        return
    open_tags.append(token.name)
    if token.name not in MATH_TAGS or (token.name == "math" and len(open_tags) > 1):
        yield f"tag <{token.name}> in a formula"
    for name, raw in token.raw:
        is_root = token.name == "math"
        if is_root and name == "alttext" and "<" not in raw and ">" not in raw:
            continue
        if is_root and name == "display" and raw in {"block", "inline"}:
            continue
        if is_root or name not in MATH_ATTRIBUTES or not MATH_VALUE.fullmatch(raw):
            yield f"{name}={html.unescape(raw)[:60]!r} on <{token.name}>"


def _bad_attributes(tag: StartTag, ids: set[str]) -> Iterator[str]:
    allowed = _EVERYWHERE | _ATTRIBUTES.get(tag.name, frozenset())
    for name, raw in tag.raw:
        value = html.unescape(raw)
        if name not in allowed:
            yield f"attribute {name} on <{tag.name}>"
        elif "<" in raw or ">" in raw:
            yield f"unescaped bracket in {name} of <{tag.name}>"
        elif not _fits(name, value):
            yield f"{name}={value[:60]!r} on <{tag.name}>"
        elif name == "id" and value in ids:
            yield f"id {value} twice"
        if name == "id":
            ids.add(value)


def _fits(name: str, value: str) -> bool:
    if name == "id":
        return OWN_ID.fullmatch(value) is not None
    if name == "href":
        return bool(OUTWARD_LINK.fullmatch(value) or INWARD_LINK.fullmatch(value))
    if name == "src":
        return bool(PICTURE.fullmatch(value) or REMOTE_PICTURE.fullmatch(value))
    if name == "class":
        return all(word in CLASSES or _CODE_CLASS.fullmatch(word) for word in value.split())
    return True
