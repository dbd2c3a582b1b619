"""A comparison larger than the memory it may have: candidates take turns, nobody is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hubexplorer import services
from hubexplorer.errors import OutOfMemory
from hubexplorer.runtime.checked import parameters_by_dtype
from hubexplorer.runtime.needs import memory_bytes
from hubexplorer.runtime.policy import check_folder
from tests.runtime.models import files_of, save_bert
from tests.runtime.test_pool import need_bytes
from tests.workspace.tiny_hub import tiny_hub

FIVE = ("one", "two", "three", "four", "five")
LABELS = ["card", "refund", "other"]
TEXT = "my card was lost"


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    base = tmp_path_factory.mktemp("tiny")
    made = {
        name: save_bert(base / name, "BertForSequenceClassification", LABELS, seed)
        for seed, name in enumerate(FIVE)
    }
    made["large"] = save_bert(
        base / "large", "BertForSequenceClassification", LABELS, hidden_size=768, vocab_size=40_000
    )
    return made


@pytest.fixture(scope="module")
def tiny(folders, shared_settings, tmp_path_factory):
    """A workspace whose models may take two and a half of the small ones together."""
    base = tmp_path_factory.mktemp("queue")
    budget = int(2.5 * need_bytes(folders["one"]))
    settings = replace(shared_settings, home=base / "home", budget_bytes=budget)
    models = {name: (folder, "text-classification") for name, folder in folders.items()}
    with tiny_hub(base, settings, models) as workspace:
        yield workspace
    for name in ("embedded", "model-host"):
        services.stop(settings.home, name)


def test_five_answer_where_two_fit_and_a_sixth_that_never_fits_fails_alone(tiny, folders):
    names = [f"tiny/{name}" for name in (*FIVE, "large")]
    comparison = tiny.compare(names, TEXT)
    assert [pane.state for pane in comparison.panes] == [*["done"] * 5, "failed"]
    assert isinstance(comparison.panes[5].error, OutOfMemory)
    assert comparison.panes[5].error.hint
    status = tiny.runner.status()
    assert status.workers <= 2
    assert status.used_bytes <= status.budget_bytes
    checked = check_folder(folders["one"], files_of(folders["one"]))
    estimate = memory_bytes(parameters_by_dtype(checked), checked.config)
    for answer, name in zip(comparison.answers, FIVE, strict=True):
        assert answer.ref.name == name
        assert answer.estimate_bytes == estimate
        assert answer.peak_bytes > 0
    frame = comparison.to_pandas()
    assert list(frame["estimate_bytes"][:5]) == [estimate] * 5


def test_those_of_the_last_turn_are_still_loaded(tiny):
    tiny.compare([f"tiny/{name}" for name in FIVE], TEXT)
    loaded = [model.ref for model in tiny.runner.status().loaded]
    assert tiny.run(loaded[-1], TEXT).load_s == 0.0
