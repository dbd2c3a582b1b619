"""One model by torch and by ONNX Runtime, beside each other: a real export, checked and timed."""

from __future__ import annotations

import pytest

from hubexplorer.errors import DataError
from hubexplorer.runtime import exports
from hubexplorer.workspace.compare.candidate import Candidate

pytest.importorskip("onnxruntime", reason="ONNX Runtime is not installed: engine not tested")

NANO = "demo/support-intent-en-nano"
TEXTS = [
    "Where is my order?",
    "I was charged twice and nobody answers, please help me",
    "no, " * 40,
]


def test_the_same_model_by_both_engines_answers_alike(workspace, shared_home):
    ref = workspace.finder.ref(NANO)
    candidates = [Candidate(ref), Candidate(ref, {"engine": "onnx"})]
    comparison = workspace.compare(candidates, TEXTS)
    slow = comparison.panes[1].error
    if slow is not None and "not offered below" in slow.message:
        pytest.skip(f"this machine is too busy to show the gain: {slow.message}")
    assert [pane.error for pane in comparison.panes] == [None, None]
    by_torch, by_onnx = (pane.answer for pane in comparison.panes)
    assert (by_torch.engine, by_torch.speedup) == ("torch", None)
    assert by_onnx.engine == "onnx"
    assert by_onnx.speedup >= exports.LEAST_SPEEDUP
    assert by_onnx.weights_sha256 == by_torch.weights_sha256
    for one, other in zip(by_torch.output["items"], by_onnx.output["items"], strict=True):
        expected = {entry["label"]: entry["score"] for entry in one["scores"]}
        found = {entry["label"]: entry["score"] for entry in other["scores"]}
        assert found == pytest.approx(expected, abs=1e-4)
    (folder,) = (shared_home / "exports").iterdir()
    assert exports.read(folder).sha256.keys() >= {exports.GRAPH}
    # Again, in a process of its own: the copy is taken as it is kept.
    made_s = folder.stat().st_mtime_ns
    again = workspace.run(ref, TEXTS[0], settings={"engine": "onnx", "dtype": "float32"})
    assert again.speedup == by_onnx.speedup
    assert folder.stat().st_mtime_ns == made_s


def test_another_engine_is_refused_before_anything_runs(workspace):
    with pytest.raises(DataError, match="engine"):
        workspace.run(NANO, TEXTS[0], settings={"engine": "tensorrt"})
