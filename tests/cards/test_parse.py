"""Sections of a card, with the line each starts on."""

import random
import time

import pytest

from hubexplorer.cards import eval_results, one_line_summary, parse_card, review
from hubexplorer.records import HubModel
from tests.cards.payloads import DATA

TEXT = """---
license: mit
---
Before.

# One #

<!-- a comment
# not a heading
-->
Text.

```python
# not a heading either
```

Two
---

<h3 align="center">Th<b>re</b>e</h3>

#hashtag and ##

1. item
---
"""


def test_sections() -> None:
    card = parse_card(TEXT)
    found = [(section.title, section.level, section.line) for section in card.sections]
    assert found == [("", 0, 3), ("One", 1, 6), ("Two", 2, 17), ("Three", 3, 20)]


def test_a_line_of_a_sections_text_is_counted_from_its_heading() -> None:
    section = parse_card(TEXT).sections[1]
    lines = section.text.split("\n")
    assert TEXT.split("\n")[section.line + lines.index("Text.")] == "Text."
    assert "comment" not in section.text
    assert "either" not in section.text


def test_line_ends_of_every_kind() -> None:
    for end in ("\n", "\r\n", "\r"):
        card = parse_card(TEXT.replace("\n", end))
        assert card.metadata == {"license": "mit"}
        assert [section.line for section in card.sections] == [3, 6, 17, 20]


def test_emphasis_and_links_leave_titles() -> None:
    card = parse_card("## **A** [b](https://e.test) `c_d`\n")
    assert card.sections[1].title == "A b cd"


def test_no_text_raises() -> None:
    pieces = ["---\n", "# ", "\n", "a: ", "- ", "```", "<!--", "-->", "| ", "[", "](", "**", "\0"]
    pieces += ["\ud800", "&a ", "*a", "{", "}", '"', "license", "\ufeff", "\r", "é", "1.5", "%"]
    draw = random.Random(7)
    model = HubModel("demo", "a/b")
    for _ in range(400):
        text = "".join(draw.choices(pieces, k=draw.randrange(60)))
        card = parse_card(text)
        review(card, model=model)
        eval_results(card, {".eval_results/a.yaml": text})
        one_line_summary(card)


def test_real_cards() -> None:
    paths = sorted((DATA / "cards").glob("*.md"))
    if not paths:
        pytest.skip(f"REAL CARDS NOT CHECKED: there is no {DATA / 'cards'}")
    for path in paths:
        card = parse_card(path.read_text(encoding="utf-8"))
        lines = path.read_text(encoding="utf-8").split("\n")
        for finding in review(card, model=HubModel("demo", "a/b")):
            if finding.line is not None:
                assert finding.quote[:12] in " ".join(lines[finding.line - 1 :][:3])
        eval_results(card)
        assert len(one_line_summary(card)) <= 200


@pytest.mark.parametrize(
    "text",
    ["The model did not work.\n" * 20_000, "# Limitations\n" * 30_000, "licensed under " * 30_000],
)
def test_hostile_bodies_are_reviewed_soon(text: str) -> None:
    started_s = time.process_time()
    card = parse_card(text)
    review(card, model=HubModel("demo", "a/b"))
    one_line_summary(card)
    assert time.process_time() - started_s < 3


def test_what_is_too_long_to_review_is_said() -> None:
    card = parse_card("word\n" * 200_000)
    assert card.problems == ("The card is longer than 512 kB; the rest of it was not reviewed.",)
    assert len(card.body) == 1_000_000
