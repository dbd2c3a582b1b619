"""A formula as MathML, which a browser lays out without any script.

latex2mathml reads the TeX. Its own writer un-escapes what it wrote, so that a formula could hold
markup, and it passes on links and styles; its tree is written here instead, from what is allowed.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from latex2mathml import exceptions as faults
from latex2mathml.converter import Converter

from hubexplorer.cards.check import MATH_ATTRIBUTES, MATH_TAGS, MATH_VALUE

MAX_TEX = 2_000
MAX_FORMULAS = 400
_MAX_DEPTH = 60
# A macro may stand for two of the next one, and so on: 2^100 symbols in a few lines.
_MACROS = re.compile(r"\\(?:def|gdef|edef|xdef|let|newcommand|renewcommand|providecommand)\b")
_BRACE = re.compile(r"\\.|[{}]")
_CHILDREN = {
    "mfrac": 2, "mroot": 2, "msup": 2, "msub": 2, "mover": 2, "munder": 2, "msubsup": 3,
    "munderover": 3,
}  # fmt: skip
# What the converter raises on TeX that it cannot read: its own errors have no common base, and
# broken formulas also end its iterators and tables early.
_UNREADABLE = (
    faults.DenominatorNotFoundError,
    faults.DoubleSubscriptsError,
    faults.DoubleSuperscriptsError,
    faults.ExtraLeftOrMissingRightError,
    faults.InvalidAlignmentError,
    faults.InvalidStyleForGenfracError,
    faults.InvalidWidthError,
    faults.LimitsMustFollowMathOperatorError,
    faults.MissingEndError,
    faults.MissingSuperScriptOrSubscriptError,
    faults.NoAvailableTokensError,
    faults.NumeratorNotFoundError,
    AttributeError,
    LookupError,
    RecursionError,
    RuntimeError,
    StopIteration,
    TypeError,
    ValueError,
)


class _Incomplete(ValueError):
    """A fraction without its denominator, or the like."""


def mathml(tex: str, *, is_block: bool) -> str | None:
    """The formula as a `<math>` element, or None where it cannot be read: show its TeX then."""
    tex = tex.strip()
    if not tex or len(tex) > MAX_TEX or _MACROS.search(tex) or not _is_balanced(tex):
        return None
    display = "block" if is_block else "inline"
    try:
        tree = Converter(display=display).convert_to_element(tex)
        written = "".join(_written(child) for child in tree)
    except _UNREADABLE:
        return None
    if "\\" in written:  # a command that the converter does not know stands there as text
        return None
    return f'<math display="{display}" alttext="{html.escape(tex)}">{written}</math>'


def _is_balanced(tex: str) -> bool:
    """Whether every brace is closed, and none is open too deep."""
    depth = 0
    for brace in _BRACE.finditer(tex):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if not 0 <= depth <= _MAX_DEPTH:
            return False
    return depth == 0


def _written(element: Element) -> str:
    name = element.tag if element.tag in MATH_TAGS else "mrow"
    if len(element) != _CHILDREN.get(name, len(element)):
        raise _Incomplete(name)
    # The tree holds character references as text.
    text = html.escape(html.unescape(element.text or ""), quote=False)
    inner = text + "".join(_written(child) for child in element)
    return f"<{name}{''.join(_attributes(element))}>{inner}</{name}>"


def _attributes(element: Element) -> Iterator[str]:
    for name, value in element.attrib.items():
        if name in MATH_ATTRIBUTES and MATH_VALUE.fullmatch(value):
            yield f' {name}="{value}"'
