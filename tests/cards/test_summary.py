"""A card in one line."""

import pytest

from hubexplorer.cards import one_line_summary, parse_card


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        (
            "# A\n\nSorts **short** [messages](https://e.test) by topic. More.",
            "Sorts short messages by topic.",
        ),
        (
            "# A\n\n[![b](https://e.test/b.svg)](https://e.test)\n\nA model of leaves and rust",
            "A model of leaves and rust",
        ),
        (
            "<p align=center>x</p>\n\n- a list\n\nIt reads notes, e.g. old ones, in ink. Yes.",
            "It reads notes, e.g. old ones, in ink.",
        ),
        ("# A\n\n[More Information Needed]\n\n## Limitations\n\nIt is often wrong about rust.", ""),
        ("# A\n\nThis model card has been generated automatically by nobody.", ""),
        ("", ""),
    ],
)
def test_first_sentence(text: str, summary: str) -> None:
    assert one_line_summary(parse_card(text)) == summary


def test_long_sentences_are_cut_between_words() -> None:
    summary = one_line_summary(parse_card("word " * 100))
    assert len(summary) <= 200
    assert summary.endswith("word…")
