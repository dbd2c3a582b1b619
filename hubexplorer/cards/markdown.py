r"""Markdown as the hub writes it, to HTML that is not safe yet.

GitHub-flavored, with task lists, footnotes, alerts, mathematics (`$`, `$$`, fenced, and the hub's
own `\\( \\)`), and code that carries the class names of Pygments.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name

from hubexplorer.cards.alerts import alerts_plugin

MAX_CODE = 20_000
_OPEN, _CLOSE = "\\\\(", "\\\\)"
# Any of Pygments' 500 lexers could be named by a card; these are the ones that cards use.
_NAMES = (
    "bash c c++ console cpp css diff docker dockerfile go html ini java javascript js json jsonl "
    "julia latex lua make markdown md php powershell py pycon python python3 r ruby rust scala "
    "sh shell sql swift tex toml ts typescript xml yaml yml"
)
_LANGUAGES = frozenset(_NAMES.split())


def make_parser(*, highlights: bool = True) -> MarkdownIt:
    """A parser whose `render(text)` gives HTML that must still be sanitized."""
    options: dict[str, Any] = {"html": True, "linkify": True}
    if highlights:
        options["highlight"] = _highlighted
    parser = MarkdownIt("gfm-like", options)
    parser.use(footnote_plugin).use(tasklists_plugin).use(alerts_plugin)
    parser.use(dollarmath_plugin, allow_space=False, allow_digits=False, renderer=_formula)
    parser.add_render_rule("fence", _fence)
    parser.add_render_rule("th_open", _aligned_cell)
    parser.add_render_rule("td_open", _aligned_cell)
    parser.inline.ruler.before("escape", "hub_math", _hub_math)
    return parser


def _highlighted(code: str, language: str, _attributes: str) -> str:
    if language.lower() not in _LANGUAGES or len(code) > MAX_CODE:
        return ""
    formatter = HtmlFormatter(nowrap=True, classprefix="hl-")
    return str(highlight(code, get_lexer_by_name(language.lower()), formatter))


def _fence(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    if tokens[index].info.strip() == "math":
        return f'<div class="math block">\n{html.escape(tokens[index].content)}</div>\n'
    return renderer.fence(tokens, index, options, env)


def _aligned_cell(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    # The parser aligns by style, which no card may carry.
    style = tokens[index].attrs.pop("style", None)
    if style is not None:
        tokens[index].attrSet("align", str(style).removeprefix("text-align:"))
    return renderer.renderToken(tokens, index, options, env)


def _formula(tex: str, _options: dict[str, Any]) -> str:
    return html.escape(tex)


def _hub_math(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith(_OPEN, state.pos):
        return False
    start = state.pos + len(_OPEN)
    end = state.src.find(_CLOSE, start, state.posMax)
    if end < 0 or not state.src[start:end].strip():
        return False
    if not silent:
        token = state.push("math_inline", "math", 0)
        token.content = state.src[start:end].strip()
        token.markup = _OPEN
    state.pos = end + len(_CLOSE)
    return True
