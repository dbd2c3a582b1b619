"""One model several times in a comparison: at other commits, in other dtypes."""

from __future__ import annotations

import hashlib

import pytest

from hubexplorer.hubserver.store import HubStore
from hubexplorer.records import ModelRef
from hubexplorer.workspace.compare.candidate import Candidate
from tests.runtime.models import save_bert
from tests.runtime.writers import save_llama
from tests.workspace.tiny_hub import add, tiny_hub

TEXT = "my card was lost"
LABELS = ["card", "refund", "other"]


@pytest.fixture(scope="module")
def made(shared_settings, tmp_path_factory):
    """A workspace, a classifier's three commits and the sha256 of the weights at each."""
    base = tmp_path_factory.mktemp("made")
    folders = [
        save_bert(base / f"intent{seed}", "BertForSequenceClassification", LABELS, seed)
        for seed in range(3)
    ]
    hub = base / "hub"
    hub.mkdir()
    with HubStore(hub / "store") as store:
        commits = []
        for folder in folders:
            add(store, "intent", folder, "text-classification")
            commits.append(store.head("tiny/intent"))
    digests = [
        hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
        for folder in folders
    ]
    writer = save_llama(base / "writer", hidden_size=256, num_hidden_layers=8)
    models = {"writer": (writer, "text-generation")}
    with tiny_hub(hub, shared_settings, models) as workspace:
        yield workspace, commits, digests


def test_each_pane_is_answered_by_its_own_commit(made):
    workspace, commits, digests = made
    hub = workspace.hubs.names[1]
    refs = [ModelRef(hub, "tiny/intent", commit) for commit in commits]
    comparison = workspace.compare([*refs, *reversed(refs)], TEXT)
    assert [one.ref.commit for one in comparison.answers] == [*commits, *reversed(commits)]
    assert [one.weights_sha256 for one in comparison.answers] == [*digests, *reversed(digests)]
    outputs = [str(one.output) for one in comparison.answers]
    assert len(set(outputs)) == 3
    assert outputs[:3] == outputs[:2:-1]  # the same commit says the same
    frame = comparison.to_pandas()
    assert list(frame["commit"]) == [*commits, *reversed(commits)]


def test_one_model_in_three_dtypes(made):
    workspace, _commits, _digests = made
    ref = workspace.finder.ref("tiny/writer")
    dtypes = ["auto", "bfloat16", "float16"]
    comparison = workspace.compare(
        [Candidate(ref, {"dtype": dtype}) for dtype in dtypes], TEXT, settings={"max_new_tokens": 4}
    )
    answers = comparison.answers
    assert [one.dtype for one in answers] == ["float32", "bfloat16", "float16"]
    assert len({one.weights_sha256 for one in answers}) == 1
    assert answers[1].estimate_bytes < 0.8 * answers[0].estimate_bytes
    assert all(one.load_s > 0 for one in answers)  # each is loaded for itself
    assert workspace.run(Candidate(ref, {"dtype": "bfloat16"}), TEXT).load_s == 0.0
