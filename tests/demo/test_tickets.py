"""The two CSVs and the samples: promised rows, balance, and nothing shared."""

from __future__ import annotations

import csv
import wave
from collections import Counter
from pathlib import Path

import pytest

from hubexplorer.demo import data_file, samples
from hubexplorer.demo.phrases import INTENTS, LANGUAGES, Split, load, messages
from hubexplorer.demo.tickets import COLUMNS, ROWS, as_csv, tickets

SPLITS: tuple[Split, ...] = ("train", "held", "tickets_train", "tickets_test")


def rows(split: Split) -> list[dict[str, str]]:
    with data_file(f"{split}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("split", ROWS)
def test_a_file_has_its_rows_evenly_and_can_be_written_again(split: Split) -> None:
    found = rows(split)
    assert tuple(found[0]) == COLUMNS
    assert len(found) == ROWS[split] == {"tickets_train": 500, "tickets_test": 600}[split]
    assert len({row["id"] for row in found}) == len(found)
    cells = Counter((row["intent"], row["language"]) for row in found)
    assert set(cells) == {(intent, lang) for intent in INTENTS for lang in LANGUAGES}
    assert max(cells.values()) - min(cells.values()) <= 1
    assert data_file(f"{split}.csv").read_text(encoding="utf-8") == as_csv(split)


def test_no_message_is_in_both_files_or_in_training() -> None:
    train, test = ({row["message"] for row in rows(split)} for split in ROWS)
    assert len(train) == 500
    assert len(test) == 600
    assert not train & test
    assert not (train | test) & {message.text for message in messages("train", 8000, seed=0)}


def test_no_template_is_in_two_splits() -> None:
    for language in LANGUAGES:
        templates = {
            split: {row[language] for intent in INTENTS for row in load("intents")[intent][split]}
            for split in SPLITS
        }
        contexts = load("frames")["context"]
        for split in SPLITS:
            templates[split] |= {row[language] for row in contexts[split]}
        together = set.union(*templates.values())
        assert len(together) == sum(len(found) for found in templates.values())
    for split in ROWS:
        own = {
            row[lang] for i in INTENTS for row in load("intents")[i][split] for lang in LANGUAGES
        }
        assert {ticket.template for ticket in tickets(split)} <= own


def test_every_intent_has_enough_templates_in_every_language() -> None:
    for intent in INTENTS:
        split = load("intents")[intent]
        assert len(split["train"]) + len(split["held"]) >= 8
        for phrases in split.values():
            assert all(set(row) == set(LANGUAGES) for row in phrases)


def test_samples_fit_their_task() -> None:
    assert len(samples("text-classification")) == 6
    assert len(samples("token-classification")) == 4
    assert len(samples("sentence-similarity")) == 6
    pictures = samples("image-classification")
    assert len(pictures) == 4
    for picture in pictures:
        assert isinstance(picture, Path)
        assert picture.read_bytes().startswith(b"\x89PNG")
    for task, most_s in (("audio-classification", 1), ("automatic-speech-recognition", 2)):
        for sound in samples(task):
            assert isinstance(sound, Path)
            with wave.open(str(sound)) as file:
                assert file.getframerate() == 16_000
                assert 0.3 < file.getnframes() / 16_000 < most_s
    assert samples("depth-estimation") == ()


def test_an_unknown_data_file_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"nothing\.csv"):
        data_file("nothing.csv")
