"""A silent mismatch of labels ruins a benchmark: every way they meet is named."""

from __future__ import annotations

import pytest

from hubexplorer.bench.labels import match_labels
from hubexplorer.errors import DataError


def test_by_name_whatever_the_case_and_punctuation():
    found = match_labels(["change_address", "refund"], ["Refund", "CHANGE ADDRESS"])
    assert found.to_data == {"Refund": "refund", "CHANGE ADDRESS": "change_address"}
    assert found.how == "by name"
    assert found.is_whole


def test_what_only_one_side_has_is_named():
    found = match_labels(["refund", "other"], ["refund", "spam"])
    assert (found.only_data, found.only_model) == (("other",), ("spam",))
    assert not found.is_whole
    assert str(found) == "1 labels by name; never answered by it: other; not in the data: spam"


def test_numbers_meet_numbers_and_names_only_as_a_guess():
    model = ["LABEL_1", "LABEL_0"]
    assert match_labels(["0", "1"], model).to_data == {"LABEL_0": "0", "LABEL_1": "1"}
    guessed = match_labels(["neg", "pos"], model)
    assert guessed.to_data == {"LABEL_0": "neg", "LABEL_1": "pos"}
    assert "guess" in str(guessed)


def test_by_hand_goes_first_and_names_what_is_not_in_the_data():
    found = match_labels(["good", "bad"], ["pos", "neg"], {"pos": "good", "neg": "bad"})
    assert found.how == "by hand"
    with pytest.raises(DataError, match="no label 'fine'"):
        match_labels(["good", "bad"], ["pos", "neg"], {"pos": "fine"})


@pytest.mark.parametrize("model", [["joy", "anger"], ["LABEL_0", "LABEL_1", "LABEL_2"]])
def test_labels_that_do_not_meet_are_refused(model):
    with pytest.raises(DataError, match="no label of the data") as caught:
        match_labels(["neg", "pos"], model)
    assert "labels=" in caught.value.hint
