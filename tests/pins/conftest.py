"""A model's files on disk, and the pin that agrees with them."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from hubexplorer.pins import Pin

COMMIT = "89abcdef0123456789abcdef0123456789abcdef"
CONTENTS = {
    "config.json": b'{"model_type": "bert"}',
    "model.safetensors": bytes(range(256)) * 8,
    "onnx/tokenizer.json": b"{}",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "model"
    for path, content in CONTENTS.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    (root / "README.md").write_text("Not pinned, and nothing loads it.")
    return root


@pytest.fixture
def pin() -> Pin:
    return Pin(
        hub="huggingface",
        endpoint="https://huggingface.co",
        repo="team/support-intent",
        commit=COMMIT,
        pinned_s=1_790_000_000.0,
        files={
            path: (len(content), hashlib.sha256(content).hexdigest())
            for path, content in CONTENTS.items()
        },
        license_id="cc-by-nc-4.0",
        license_class="noncommercial",
        card_sha256="c" * 64,
        findings_seen=("license", "limitations"),
        exceptions=(),
    )
