from __future__ import annotations

import json
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from hubexplorer.hubs.huggingface import HuggingFaceHub
from hubexplorer.hubserver.app import hub_app
from hubexplorer.hubserver.serve import serve_app
from hubexplorer.hubserver.store import HubStore
from hubexplorer.records import HubModel
from tests.contracts.hub_contract import HubContract, Place

REPO = "demo/intent-nano"
START_S = 1_767_225_600.0
CARD = b"""---
license: apache-2.0
language: [en, no]
library_name: transformers
pipeline_tag: text-classification
datasets: [demo/tickets]
base_model: demo/base
base_model_relation: finetune
---
# Intent
"""


def weights(fill: int) -> bytes:
    tensor = {"dtype": "F32", "shape": [10, 4], "data_offsets": [0, 160]}
    header = json.dumps({"head": tensor}).encode()
    header += b" " * (-len(header) % 8)
    return struct.pack("<Q", len(header)) + header + bytes([fill]) * 160


def fill(store: HubStore) -> tuple[str, str]:
    """Two commits of the expected model with a tag on the first, and four others."""
    store.create(REPO, created_s=START_S)
    config = json.dumps({"architectures": ["BertForSequenceClassification"]}).encode()
    files = {"config.json": config, "model.safetensors": weights(0), "README.md": CARD}
    first = store.commit(REPO, files, title="First", date_s=START_S, author=("Ada", "a@b.c"))
    store.tag(REPO, "v0.1", first)
    changed = {"model.safetensors": weights(1), "sub/notes \u00fc%2f.json": b"{}"}
    second = store.commit(REPO, changed, title="Better", date_s=START_S + 60)
    store.set_numbers(REPO, downloads=7, likes=2)
    for number in range(4):
        repo = f"other/model-{number}"
        store.create(repo, created_s=START_S)
        store.commit(repo, {"README.md": b"# Other"}, title="Add", date_s=START_S)
        store.set_numbers(repo, downloads=3 * number)
    return first, second


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    root: Path = tmp_path_factory.mktemp("hub")
    stopping, ready = threading.Event(), threading.Event()
    urls: list[str] = []

    def on_ready(url: str) -> None:
        urls.append(url)
        ready.set()

    with HubStore(root / "store") as store:
        first, second = fill(store)
        app = hub_app(store, allowed_hosts=frozenset({"127.0.0.1"}))

        def serve() -> None:
            serve_app(
                app,
                on_ready=on_ready,
                stopping=stopping,
                idle_s=600,
                last_request=app.last_request,
            )

        thread = threading.Thread(target=serve)
        thread.start()
        assert ready.wait(10)
        hub = HuggingFaceHub("demo", urls[0], cache=root / "cache", title="Demo", offline=True)
        yield Place(
            hub=hub,
            repos=frozenset({REPO, *(f"other/model-{n}" for n in range(4))}),
            expected=described(second, tags=hub.model(REPO).tags),
            files={
                "config.json": store_bytes(store, first, "config.json"),
                ".gitattributes": store_bytes(store, first, ".gitattributes"),
                "README.md": CARD,
                "model.safetensors": weights(1),
                "sub/notes \u00fc%2f.json": b"{}",
            },
            history=(second, first),
            tags={"v0.1": first},
        )
        hub.close()
        stopping.set()
        thread.join(10)
        assert not thread.is_alive()


def store_bytes(store: HubStore, commit: str, path: str) -> bytes:
    record = store.record(REPO)
    entry = next(entry for entry in store.facts(record, commit).files if entry.path == path)
    content = store.content(record, entry)
    return content.read_bytes() if isinstance(content, Path) else content.read()


def described(commit: str, tags: tuple[str, ...]) -> HubModel:
    assert {"text-classification", "transformers", "license:apache-2.0"} <= set(tags)
    return HubModel(
        hub="demo",
        repo=REPO,
        commit=commit,
        task="text-classification",
        library="transformers",
        license_id="apache-2.0",
        languages=("en", "no"),
        tags=tags,
        datasets=("demo/tickets",),
        base_models=("demo/base",),
        base_relation="finetune",
        parameters_by_dtype={"F32": 40},
        config={"architectures": ["BertForSequenceClassification"]},
        formats=("safetensors",),
        downloads=7,
        likes=2,
        created_s=START_S,
        updated_s=START_S + 60,
    )


class TestEmbeddedHub(HubContract):
    """The embedded hub through the Hugging Face adapter."""
