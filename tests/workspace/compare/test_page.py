from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from hubexplorer.workspace.compare.answer_html import AnswerPage, picture_address
from hubexplorer.workspace.compare.page import comparison_html
from tests.workspace.pages import COMMIT, FACTS, HOSTILE, PANES, RECORD, VOTES

TAGS = set(
    re.findall(
        r"\w+",
        "html head meta title style body main section article footer h1 h2 h3 p ol li dl dt dd"
        " b br i span small mark code pre div table thead tbody tr th td details summary img audio"
        " svg rect image mask",
    )
)


class Seen(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.attributes, self.text = set(), [], []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.text.append(data)


@pytest.fixture(scope="module")
def page():
    return comparison_html([RECORD, RECORD], facts=FACTS, votes=VOTES)


@pytest.fixture(scope="module")
def seen(page):
    found = Seen()
    found.feed(page)
    return found


def test_nothing_in_it_acts_or_loads(page, seen):
    assert seen.tags <= TAGS
    assert not [name for name, _ in seen.attributes if name.startswith("on")]
    addresses = [value for name, value in seen.attributes if name in ("src", "href")]
    assert addresses
    assert all(value.startswith(("data:image/", "data:audio/wav;base64,")) for value in addresses)
    styles = [value for name, value in seen.attributes if name == "style"]
    assert all(re.fullmatch(r"--heat:\d+%", value) for value in styles)
    assert page.encode().decode() == page


def test_it_says_who_answered_what(seen):
    text = "".join(seen.text)
    assert HOSTILE.replace("\ud800", "\ufffd") in text
    for said in (COMMIT, "9be14c07" * 8, "cpu float32", "6 ms", "120 tokens/s", "peak 41 MB"):
        assert said in text
    assert "2 of 3" in text
    assert "What is published was not measured here." in text
    assert "Input 2" in text


@pytest.mark.parametrize("place", range(len(PANES) - 1))
def test_each_kind_of_answer_is_drawn(place):
    output = PANES[place].answer.output
    drawn = AnswerPage().answer(output, RECORD.inputs)
    drawings = {
        "scores": "<svg", "entities": "<mark>", "similarity": "--heat", "boxes": "<rect",
        "masks": "mask=", "depth": "<img", "audio": "<audio", "batch": "<ol>",
    }  # fmt: skip
    assert drawings.get(output["kind"], 'class="text"') in drawn


def test_many_answers_are_cut_and_counted():
    scores = [{"label": str(number), "score": number / 100} for number in range(60)]
    drawn = AnswerPage().answer({"kind": "scores", "scores": scores}, {})
    assert drawn.index(">59<") < drawn.index(">40<")
    assert "and 40 more labels" in drawn
    long = AnswerPage().answer({"kind": "text", "text": "x" * 30_000}, {})
    assert "and 10,000 more characters" in long


def test_a_picture_that_is_none_stays_a_picture():
    assert picture_address(b"<svg onload=alert(1)>").startswith("data:image/png;base64,")
