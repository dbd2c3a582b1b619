"""A sample of the estimates' soak: `python -m tests.soak --only runtime` has all of it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from hubexplorer.runtime.client import ModelHost
from hubexplorer.runtime.fit import WORKER_FLOOR_BYTES
from tests.runtime.events import Events
from tests.runtime.models import request
from tests.runtime.zoo import SPECIMENS, call_of, save

SMALL = {"bert-tiny", "bert-mask", "bert-ner", "electra", "mpnet", "albert", "vit-tiny"}
SAMPLE = random.Random(5).sample([one for one in SPECIMENS if one.name in SMALL], 3)


@pytest.mark.parametrize("specimen", SAMPLE, ids=lambda specimen: specimen.name)
def test_an_estimate_is_near_what_the_largest_call_takes(
    client: ModelHost, tmp_path: Path, specimen
) -> None:
    inputs, settings = call_of(specimen)
    asked = request(save(specimen, tmp_path / specimen.name), settings=settings, **inputs)
    answer = client.run(asked, Events()).wait(60)
    assert answer.peak_bytes <= answer.estimate_bytes + WORKER_FLOOR_BYTES
    assert answer.estimate_bytes <= 1.5 * answer.peak_bytes
