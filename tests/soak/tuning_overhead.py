"""What our callbacks add to the bare Trainer loop: the same training with and without them."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from hubexplorer import jobs
from hubexplorer.tuning import ENTRY, write_starter
from tests.benchmarks.report import Figure
from tests.tuning.learnable import TASKS
from tests.tuning.learnable.task import save_bert
from tests.tuning.watched import spec_of

_TURNS = 3
_LIMIT_S = 900.0
_CALLBACK = "    trainer.add_callback(watch)\n"
_LOOP = "    trainer.train(resume_from_checkpoint=None if start is None else str(start))\n"
_TIMED_LOOP = f"""\
    import time
    begun = time.perf_counter(), time.process_time()
{_LOOP}\
    ended = time.perf_counter(), time.process_time()
    emit("loop", wall_s=ended[0] - begun[0], processor_s=ended[1] - begun[1])
"""


def measured(folder: Path) -> dict[str, Any]:
    """Seconds of each loop, by turns, so that a machine that slows down slows both."""
    from transformers import BertForSequenceClassification

    task = TASKS["text_classification"](folder / "task", 1)
    with task.train.open(encoding="utf-8", newline="") as file:
        words = sorted({word for row in csv.DictReader(file) for word in row["text"].split()})
    sizes = {"hidden_size": 192, "num_hidden_layers": 4, "intermediate_size": 768}
    save_bert(task.model_folder, BertForSequenceClassification, words, num_labels=3, **sizes)
    found: dict[str, Any] = {"ours": [], "bare": []}
    for turn in range(_TURNS):
        for kind, seconds in found.items():
            output = folder / f"{kind}-{turn}"
            spec = spec_of(task, "text_classification", output, epochs=40, learning_rate=1e-4)
            starter = write_starter(spec, folder / f"starter-{kind}-{turn}")
            module = starter.script.with_name("training.py")
            code = module.read_text("utf-8")
            assert _CALLBACK in code
            assert _LOOP in code
            code = code.replace(_LOOP, _TIMED_LOOP)
            module.write_text(code.replace(_CALLBACK, "" if kind == "bare" else _CALLBACK))
            job = jobs.start(folder / "home", ENTRY, starter.arguments, title="Fine-tune")
            job.wait(_LIMIT_S)
            seconds.append(next(event.data for event in job.events() if event.kind == "loop"))
    return found


def figures(found: Mapping[str, Any]) -> Iterator[Figure]:
    """The shortest of each, and by how much ours is longer."""
    for clock, name in (("processor_s", "processor time"), ("wall_s", "wall clock")):
        ours, bare = (min(one[clock] for one in found[kind]) for kind in ("ours", "bare"))
        yield Figure(f"the bare loop, {name}", bare, "s")
        yield Figure(f"overhead of our callbacks, {name}", 100 * (ours / bare - 1), "%", 3)
