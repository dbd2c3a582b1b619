"""A fine-tuned adapter that is kept beside its base: found with it again, on whatever hub."""

from __future__ import annotations

import json

import pytest

from hubexplorer.errors import CannotRunHere
from hubexplorer.workspace.tune.keep import keep
from hubexplorer.workspace.tune.tuner import Tuner
from tests.tuning.learnable import TASKS
from tests.workspace.tiny_hub import tiny_hub

pytestmark = pytest.mark.filterwarnings("ignore:.*is_gradient_checkpointing:FutureWarning")


def test_it_runs_on_the_commit_of_the_base_that_it_was_trained_from(
    shared_settings, tmp_path, monkeypatch
):
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    task = TASKS["causal_lora"](tmp_path / "task", 1)
    with tiny_hub(
        tmp_path, shared_settings, {"writer": (task.model_folder, "text-generation")}
    ) as workspace:
        tuner = Tuner(workspace)
        base = workspace.card("tiny/writer").ref
        plan = tuner.plan(base, tuner.data(task.train))
        assert "of an adapter" in plan.estimate.basis
        starter = tuner.starter(
            base,
            tuner.data(task.train, task.test),
            adapter="kept",
            epochs=2,
            learning_rate=1e-2,
            max_new_tokens=4,
        )
        job = tuner.start(starter)
        result = job.wait(150)
        config = json.loads((starter.script.parent / "model" / "adapter_config.json").read_text())
        assert (config["base_model_name_or_path"], config["revision"]) == (base.repo, base.commit)
        assert str(tmp_path) not in json.dumps(config)

        kept = keep(workspace, job)
        page = workspace.card(kept)
        assert page.model.base_models == (base.repo,)
        assert page.model.base_relation == "adapter"
        answer = workspace.run(kept, "what says the cat", settings={"max_new_tokens": 4})
        assert answer.base == str(base)
        assert result["rows"] == 60
        with pytest.raises(CannotRunHere, match="is an adapter"):
            tuner.plan(kept, tuner.data(task.train))
