"""Stock transformers loads a model at a commit, and once more without asking the hub."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from hubexplorer.hubserver.store import HubStore

pytest.importorskip("transformers", reason="the run extra is not installed")

HIDDEN, LABELS, WORDS, POSITIONS, INNER = 8, 3, 12, 16, 16
CONFIG = {
    "architectures": ["BertForSequenceClassification"],
    "model_type": "bert",
    "vocab_size": WORDS,
    "hidden_size": HIDDEN,
    "num_hidden_layers": 1,
    "num_attention_heads": 2,
    "intermediate_size": INNER,
    "max_position_embeddings": POSITIONS,
    "num_labels": LABELS,
    "id2label": {str(n): f"L{n}" for n in range(LABELS)},
    "label2id": {f"L{n}": n for n in range(LABELS)},
}
PROGRAM = """
import json, sys
from transformers import AutoModelForSequenceClassification as Auto

model, info = Auto.from_pretrained(
    "demo/tiny-bert", revision=sys.argv[1], token=False, output_loading_info=True
)
missing = sorted(info["missing_keys"]) + sorted(info["unexpected_keys"])
total = float(sum(p.detach().sum() for p in model.parameters()))
print(json.dumps([missing, total]))
"""


def shapes() -> dict[str, list[int]]:
    layer = "bert.encoder.layer.0."
    squares = ("attention.self.query", "attention.self.key", "attention.self.value")
    linear = {layer + name: (HIDDEN, HIDDEN) for name in (*squares, "attention.output.dense")}
    linear |= {
        layer + "intermediate.dense": (INNER, HIDDEN),
        layer + "output.dense": (HIDDEN, INNER),
    }
    linear |= {"bert.pooler.dense": (HIDDEN, HIDDEN), "classifier": (LABELS, HIDDEN)}
    norms = ("bert.embeddings.", layer + "attention.output.", layer + "output.")
    sizes = {"word": WORDS, "position": POSITIONS, "token_type": 2}
    found = {f"bert.embeddings.{n}_embeddings.weight": [rows, HIDDEN] for n, rows in sizes.items()}
    for name, (rows, columns) in linear.items():
        found |= {f"{name}.weight": [rows, columns], f"{name}.bias": [rows]}
    for name in norms:
        found |= {f"{name}LayerNorm.{part}": [HIDDEN] for part in ("weight", "bias")}
    return found


def tiny_bert(value: float) -> tuple[bytes, int]:
    """Weights of one value throughout, and how many there are."""
    header: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    end = 0
    for name, shape in shapes().items():
        start, end = end, end + 4 * shape[0] * (shape[1] if len(shape) > 1 else 1)
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [start, end]}
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    count = end // 4
    return struct.pack("<Q", len(text)) + text + struct.pack(f"<{count}f", *[value] * count), count


def load(url: str, commit: str, home: Path, **env: str) -> Any:
    """What transformers in a process of its own says of the model at the commit."""
    quiet = {"HF_HUB_DISABLE_TELEMETRY": "1", "DO_NOT_TRACK": "1", "OMP_NUM_THREADS": "1"}
    env = {**quiet, "HF_ENDPOINT": url, "HF_HOME": str(home), **env}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, commit],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": os.environ["PATH"], **env},
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_from_pretrained_at_a_commit_then_offline(tmp_path: Path, serve: Any) -> None:
    commits: list[str] = []
    with HubStore(tmp_path / "hub") as store:
        store.create("demo/tiny-bert")
        for value in (0.5, 2.0):
            data, count = tiny_bert(value)
            files: dict[str, bytes | Path] = {
                "config.json": json.dumps(CONFIG).encode(),
                "model.safetensors": data,
            }
            commits.append(store.commit("demo/tiny-bert", files, title=f"All {value}"))
        hub = serve(store)
        expected = [[], 0.5 * count]
        assert load(hub.url, commits[0], tmp_path / "home") == expected
        assert hub.requests
        hub.requests.clear()
        again = load(hub.url, commits[0], tmp_path / "home", HF_HUB_OFFLINE="1")
        assert again == expected
        assert hub.requests == []
