"""Markdown as the specifications have it, before sanitizing."""

import json
import re

import pytest

from hubexplorer.cards.markdown import make_parser
from tests.cards.payloads import DATA

SPEC = DATA / "spec"
PLAIN = make_parser(highlights=False)


def normal(markup: str) -> str:
    """Markup without the spaces and slashes that HTML does not mind."""
    closed = re.sub(r"\s*/>", ">", markup.strip())
    return re.sub(r"\s+", " ", re.sub(r">\s+<", "><", closed))


@pytest.mark.parametrize(("name", "least"), [("commonmark", 650), ("gfm", 655)])
def test_specification(name: str, least: int) -> None:
    path = SPEC / f"{name}.json"
    if not path.exists():
        pytest.skip(f"SPECIFICATION NOT CHECKED: there is no {path}")
    examples = json.loads(path.read_text(encoding="utf-8"))["examples"]
    failed = [
        example["example"]
        for example in examples
        if normal(PLAIN.render(example["markdown"])) != normal(example["html"])
    ]
    assert len(examples) - len(failed) >= least, failed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"\\(a<b\\)", '<p><span class="math inline">a&lt;b</span></p>'),
        ("$a<b$", '<p><span class="math inline">a&lt;b</span></p>'),
        ("$5 and $6", "<p>$5 and $6</p>"),
        (r"\\( open", "<p>\\( open</p>"),
        ("$$\na<b\n$$", '<div class="math block">\na&lt;b\n</div>'),
    ],
)
def test_mathematics(text: str, expected: str) -> None:
    assert normal(PLAIN.render(text)) == normal(expected)


def test_columns_are_aligned_without_styles() -> None:
    markup = PLAIN.render("| a | b |\n|:-:|---|\n| 1 | 2 |")
    assert '<th align="center">a</th>' in markup
    assert '<td align="center">1</td>' in markup
    assert "style" not in markup


def test_code_carries_classes_and_no_styles() -> None:
    markup = make_parser().render("```python\nimport os\n```")
    assert '<span class="hl-kn">import</span>' in markup
    assert "style" not in markup


def test_code_in_an_unknown_language_is_shown_as_it_is() -> None:
    assert "&lt;x&gt;" in make_parser().render("```no-such-language\n<x>\n```")


def test_a_fenced_formula() -> None:
    markup = PLAIN.render("```math\na<b\n```")
    assert normal(markup) == '<div class="math block"> a&lt;b </div>'


@pytest.mark.parametrize("kind", ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"])
def test_alerts(kind: str) -> None:
    name = kind.lower()
    assert normal(PLAIN.render(f"> [!{kind}]\n> Read *it*.\n>\n> - a\n")) == (
        f'<div class="markdown-alert markdown-alert-{name}">'
        f'<p class="markdown-alert-title">{kind.capitalize()}</p>'
        "<p>Read <em>it</em>.</p><ul><li>a</li></ul></div>"
    )


@pytest.mark.parametrize(
    "text", ["> [!OTHER]\n> a", "> a [!NOTE]\n> b", "> [!NOTE] a", "[!NOTE]\na"]
)
def test_other_quotations_stay_as_they_are(text: str) -> None:
    assert "alert" not in PLAIN.render(text)
