"""What trackers are told: names and values that all of them take, whatever strangers wrote."""

from __future__ import annotations

import json
import re
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from hubexplorer.jobs import Event
from hubexplorer.tuning.trackers.base import clean_name, clean_value
from hubexplorer.tuning.trackers.telling import parameters, points

HOSTILE = Path(__file__).parents[4] / "shared" / "data" / "hostile_metadata.json"
STRINGS = ["", "\x00", "\ud800", "a\nb", "../../x", "/", ".", "a//b", "x" * 9_000, "\u202etxt"]


def strings() -> list[str]:
    if not HOSTILE.exists():
        pytest.skip(f"{HOSTILE} is not there: the hostile strings were not tried")
    return STRINGS + [entry["value"] for entry in json.loads(HOSTILE.read_text())["strings"]]


def test_names_and_values_are_such_as_every_tracker_takes() -> None:
    for text in strings():
        name, value = clean_name(text), clean_value(text)
        assert re.fullmatch(r"[A-Za-z0-9_./ -]{1,200}", name), name
        assert str(PurePosixPath(name)) == name, name  # MLflow refuses what is no plain path
        assert not name.startswith(("/", ".."))
        assert clean_name(name) == name
        value.encode()
        assert value.isprintable()
        assert len(value) <= 2_000
    assert clean_name("chrF (1 to 6)") == "chrF _1 to 6_"
    assert clean_value("Où est\nmon colis ?") == "Où est mon colis ?"


def test_parameters_are_one_line_each_and_tell_no_path() -> None:
    asked = {"family": "f", "repo": "a/b", "commit": "0", "hub": "h", "seed": 0}
    places = {"data": "/home/ana/secret/mine.csv", "output": "/home/ana/tuned/b-1/model"}
    data = {"sha256": "d", "test_sha256": "", "train": 1, "validation": 1, "test": 1}
    for text in strings():
        found = parameters(
            {**asked, **places, "settings": {text: text}}, {**data, "labels": {text: 3}}
        )
        assert found["data"] == "mine.csv"
        assert "ana" not in "".join(found.values()).replace(clean_value(text), "")
        assert all(value.isprintable() for value in found.values())


def event(kind: str, **data: Any) -> Event:
    return Event(1, 5.0, kind, data)


def test_what_an_edited_script_says_wrongly_is_left_out() -> None:
    row = {"accuracy": 0.5, "macro_f1": "much"}
    result = dict.fromkeys(("before", "after", "difference", "low", "high"), row)
    found = points(
        [
            event("loss", step=3, loss="low"),
            event("loss", step="3", loss=1.0),
            event("loss", loss=1.0),
            event("note", text="a line"),
            event("loss", step=4, loss=0.5, learning_rate=None),
            event("eval", step=2, loss=True),
            event("result", **result),
        ],
        last_step=1,
    )
    assert [(point.kind, point.step) for point in found] == [("train", 4), ("result", 4)]
    assert found[0].values == {"train/loss": 0.5}
    assert found[1].values.keys() == {
        *("before/accuracy", "after/accuracy", "change/accuracy"),
        *("change_low/accuracy", "change_high/accuracy"),
    }


def test_each_language_has_figures_of_its_own_under_a_name_that_trackers_take() -> None:
    def slices(value: float) -> dict[str, dict[str, float]]:
        ends = ("before", "after", "difference", "low", "high")
        return {end: {"accuracy": value} for end in ends}

    languages = {"de": slices(0.1), "../x": slices(0.2), "\u65e5": slices(0.3)}
    languages |= {f"x{number:02}": slices(0.4) for number in range(30)}
    (found,) = points([event("result", **slices(0.5), languages=languages)])
    named = {name for name in found.values if name.startswith("after/")}
    assert found.values["after/accuracy"] == 0.5
    assert found.values["after/accuracy/de"] == 0.1
    assert found.values["after/accuracy/x"] == 0.2
    assert len(named) == 21
    assert all(".." not in name and name.isascii() for name in named)
