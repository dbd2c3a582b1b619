from __future__ import annotations

import json
from pathlib import Path

import pytest

from hubexplorer.records import CatalogRow, ModelRef, is_repo_id

SHA = "3f9c2ab" + "0" * 33
HOSTILE = Path(__file__).parents[2] / "shared" / "data" / "hostile_metadata.json"


@pytest.mark.parametrize(
    "ref", [ModelRef("embedded", "demo/a"), ModelRef("hub", "b"), ModelRef("h", "a/b.c", SHA)]
)
def test_a_reference_round_trips_through_text(ref):
    assert ModelRef.parse(str(ref)) == ref


def test_a_reference_without_a_hub_gets_the_default():
    assert ModelRef.parse(f"demo/a@{SHA}", default_hub="x") == ModelRef("x", "demo/a", SHA)


@pytest.mark.parametrize(
    "text", ["", "a b", "../x", "a/../b", "a--b/c", "a/b@main", "a/b@" + "g" * 40]
)
def test_what_is_no_reference_is_refused(text):
    with pytest.raises(ValueError, match="not a"):
        ModelRef.parse(text)


@pytest.mark.skipif(not HOSTILE.exists(), reason="NO hostile strings beside the project: not run")
def test_hostile_ids_are_refused_or_harmless():
    for entry in json.loads(HOSTILE.read_text("utf-8"))["strings"]:
        value = entry["value"]
        if isinstance(value, str) and is_repo_id(value):
            assert value.isascii()
            assert not set(value) & set(" '\"\\\n\r\t;$`<>|&*?(){}[]#!~")


def test_a_row_knows_its_author_and_reference():
    row = CatalogRow("hub", "acme/model", SHA)
    assert row.author == "acme"
    assert row.ref == ModelRef("hub", "acme/model", SHA)
