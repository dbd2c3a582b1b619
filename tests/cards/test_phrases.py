"""The table of how cards in other languages say it."""

import csv
import re
from importlib.resources import files

from hubexplorer.cards.phrases import phrases
from hubexplorer.cards.topics import TOPICS

ROWS = list(
    csv.DictReader(
        files("hubexplorer.cards").joinpath("phrases.csv").read_text("utf-8").split("\n")
    )
)


def test_rows_are_of_known_topics_in_small_letters_and_once() -> None:
    assert {row["topic"] for row in ROWS} <= {topic.kind for topic in TOPICS}
    assert {row["where"] for row in ROWS} == {"heading", "sentence", "column"}
    assert all(row["words"] == row["words"].lower() for row in ROWS)
    keys = [tuple(row.values()) for row in ROWS]
    assert len(set(keys)) == len(keys)


def test_words_are_whole_and_marks_stand_for_more() -> None:
    said = re.compile("none" + phrases("training_data", "sentence"))
    assert said.search("es wurde trainiert auf rund 3.000 briefen")
    assert not said.search("es wurde trainiert auf briefen")
    titles = re.compile("none" + phrases("limitations", "heading"))
    assert titles.search("einschränkungen")
    assert titles.search("模型的局限性")
    assert not titles.search("unlimiti")


def test_a_topic_without_phrases_adds_nothing() -> None:
    assert phrases("license", "column") == ""
