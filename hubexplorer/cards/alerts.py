"""GitHub's alerts: a quotation that begins with `[!NOTE]` and the like."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_MARK = re.compile(r"\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*(?:\n|$)", re.IGNORECASE)


def alerts_plugin(parser: MarkdownIt) -> None:
    """Teach a parser the five alerts."""
    parser.core.ruler.after("block", "alerts", _mark_alerts)


def _mark_alerts(state: StateCore) -> None:
    tokens = state.tokens
    for index in range(len(tokens) - 2, -1, -1):
        opening, paragraph = tokens[index], tokens[index + 1]
        if opening.type != "blockquote_open" or paragraph.type != "paragraph_open":
            continue
        inline = tokens[index + 2]
        mark = _MARK.match(inline.content)
        if mark is None:
            continue
        kind = mark[1].lower()
        closing = next(
            token
            for token in tokens[index + 1 :]
            if token.type == "blockquote_close" and token.level == opening.level
        )
        opening.tag = closing.tag = "div"
        opening.attrSet("class", f"markdown-alert markdown-alert-{kind}")
        inline.content = inline.content[mark.end() :]
        if not inline.content.strip():
            del tokens[index + 1 : index + 4]
        tokens[index + 1 : index + 1] = _title(kind, opening.level + 1)


def _title(kind: str, level: int) -> list[Token]:
    words = Token("inline", "", 0, content=kind.capitalize(), level=level + 1, children=[])
    return [
        Token(
            "paragraph_open",
            "p",
            1,
            attrs={"class": "markdown-alert-title"},
            level=level,
            block=True,
        ),
        words,
        Token("paragraph_close", "p", -1, level=level, block=True),
    ]
