"""Every task's rows become calls that its runner takes, and answers in the order of the rows."""

from __future__ import annotations

import pytest

from hubexplorer.bench.tasks import task_of
from hubexplorer.records import Answer, ModelRef
from hubexplorer.runtime.tasks import registry
from hubexplorer.workspace.measure.asking import ASKED, calls, reply

ROWS = [{"text": "a", "context": "c", "other": "b"}, {"text": " ", "context": "d", "other": ""}]


def answered(*outputs):
    return [
        Answer(ModelRef("h", "a/b"), output, "cpu", "float32", 0.5, 0.0, 10, "")
        for output in outputs
    ]


def scores(label):
    return {"kind": "scores", "scores": [{"label": label, "score": 0.9}]}


@pytest.mark.parametrize(
    ("task", "sent", "outputs", "answers"),
    [
        (
            "text-classification",
            [{"texts": ["a", "."]}],
            [{"items": [scores("x"), scores("y")]}],
            [{"label": label, "scores": [[label, 0.9]]} for label in "xy"],
        ),
        (
            "zero-shot-classification",
            [{"texts": ["a", "."], "labels": ["x", "y"]}],
            [{"items": [scores("x"), scores("y")]}],
            [{"label": label, "scores": [[label, 0.9]]} for label in "xy"],
        ),
        (
            "token-classification",
            [{"text": "a"}, {"text": "."}],
            [{"entities": [{"start": 0, "end": 1, "label": "PER"}]}, {"entities": []}],
            [[[0, 1, "PER"]], []],
        ),
        (
            "question-answering",
            [{"question": "a", "context": "c"}, {"question": ".", "context": "d"}],
            [{"answer": "c"}, {"answer": "d"}],
            ["c", "d"],
        ),
        (
            "sentence-similarity",
            [{"texts": ["a", "b", ".", "."]}],
            [{"matrix": [[1, 0.5, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0.7], [0, 0, 0, 1]]}],
            [0.5, 0.7],
        ),
        (
            "text-generation",
            [{"texts": ["a", "."]}],
            [{"items": [{"text": "A"}, {"text": "B"}]}],
            ["A", "B"],
        ),
        (
            "text2text-generation",
            [{"texts": ["a", "."]}],
            [{"items": [{"text": "A"}, {"text": "B"}]}],
            ["A", "B"],
        ),
    ],
)
def test_rows_become_calls_and_answers(task, sent, outputs, answers):
    assert calls(task, ROWS, ["x", "y"]) == sent
    found = reply(task, answered(*outputs))
    assert list(found.answers) == answers
    assert found.latency_s == 0.5 * len(outputs)


def test_what_is_asked_has_a_runner_and_a_benchmark():
    for name in ASKED:
        assert name in registry.all_tasks()
        assert task_of(name).metrics
