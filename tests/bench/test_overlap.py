"""Test rows that were in the training data, found even when they were touched up."""

from __future__ import annotations

import random

from hubexplorer import demo
from hubexplorer.bench.data import read
from hubexplorer.bench.overlap import overlaps

MESSAGES = read(demo.data_file("tickets_train.csv")).column("message")


def test_the_same_text_is_found_whatever_its_case_and_spacing():
    (found,) = overlaps(["  WHERE is   my order? "], ["hello", "Where is my order?"])
    assert (found.train, found.similarity) == (1, 1.0)
    assert overlaps([], ["a"]) == overlaps(["a"], []) == []


def test_rows_with_a_few_changed_letters_are_found_and_others_are_not():
    rng = random.Random(5)
    long = [message for message in MESSAGES if len(message) > 60][:100]
    touched = [message.replace(rng.choice(message), "x", 1) + "!" for message in long]
    found = overlaps(touched, MESSAGES, at_least=0.6)
    assert len({o.test for o in found}) >= 95
    assert overlaps(["Completely unrelated words about whales and chess"], MESSAGES) == []
