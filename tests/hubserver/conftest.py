"""A hub with known content, served over real HTTP."""

from __future__ import annotations

import json
import struct
import threading
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from hubexplorer.hubserver.app import hub_app
from hubexplorer.hubserver.serve import serve_app
from hubexplorer.hubserver.store import HubStore

AUTHOR = ("Ada", "ada@example.org")
START_S = 1_767_225_600.0  # 2026-01-01
CARD = """\
---
license: apache-2.0
language: [en, no]
library_name: transformers
pipeline_tag: text-classification
tags: [support]
datasets: [acme/tickets]
base_model: acme/base
base_model_relation: finetune
---
# Nano

See https://arxiv.org/abs/1810.04805.
"""
CONFIG = {"architectures": ["BertForSequenceClassification"], "model_type": "bert"}


def weights(tensors: dict[str, tuple[str, list[int]]], *, fill: int = 0) -> bytes:
    """A safetensors file; every tensor is 4 bytes an element here."""
    header: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    offset = 0
    for name, (dtype, shape) in tensors.items():
        size = 4
        for n in shape:
            size *= n
        header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [offset, offset + size]}
        offset += size
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + bytes([fill]) * offset


@dataclass
class Hub:
    """The served store, and what was asked of it."""

    store: HubStore
    url: str
    requests: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class NanoCommits:
    first: str
    better: str
    card: str
    branch: str


Serve = Callable[[HubStore], Hub]


@pytest.fixture(scope="session")
def make_weights() -> Callable[..., bytes]:
    return weights


@pytest.fixture(scope="session")
def serve() -> Iterator[Serve]:
    """Serves stores in threads of this process until the session ends."""
    stopping = threading.Event()
    threads: list[threading.Thread] = []

    def start(store: HubStore) -> Hub:
        app = hub_app(store, allowed_hosts=frozenset({"127.0.0.1", "localhost"}))
        hub = Hub(store, "")
        ready = threading.Event()

        async def noted(
            scope: Any,
            receive: Callable[[], Awaitable[Any]],
            send: Callable[[Any], Awaitable[None]],
        ) -> None:
            hub.requests.append((scope["method"], scope["raw_path"].decode("latin-1")))
            await app(scope, receive, send)

        def on_ready(url: str) -> None:
            hub.url = url
            ready.set()

        def run() -> None:
            serve_app(
                noted,
                on_ready=on_ready,
                stopping=stopping,
                idle_s=600,
                last_request=app.last_request,
            )

        thread = threading.Thread(target=run)
        thread.start()
        threads.append(thread)
        assert ready.wait(10)
        return hub

    yield start
    stopping.set()
    for thread in threads:
        thread.join(10)
        assert not thread.is_alive()


def fill_nano(store: HubStore) -> NanoCommits:
    """Four commits, a tag, and a branch with a slash in its name."""
    repo = "demo/intent-nano"
    store.create(repo, created_s=START_S)
    shapes = {"embed": ("F32", [10, 4]), "head": ("F16", [4, 2])}
    config = json.dumps(CONFIG).encode()
    first = store.commit(
        repo,
        {"config.json": config, "model.safetensors": weights(shapes), "README.md": b"# Early\n"},
        title="First checkpoint",
        author=AUTHOR,
        date_s=START_S,
    )
    store.tag(repo, "v0.1", first)
    result = "- dataset: {id: acme/tickets, task_id: intent}\n  value: 0.9\n"
    better = store.commit(
        repo,
        {
            "model.safetensors": weights(shapes, fill=1),
            ".eval_results/tickets.yaml": result.encode(),
            "onnx/notes ü.txt": b"notes",
        },
        title="Better checkpoint",
        description="Trained for longer.",
        author=AUTHOR,
        date_s=START_S + 60,
    )
    card = store.commit(
        repo, {"README.md": CARD.encode()}, title="Card", author=AUTHOR, date_s=START_S + 120
    )
    branch = store.commit(
        repo,
        {"only-here.txt": b"branch"},
        title="Try something",
        branch="feat/x",
        author=AUTHOR,
        date_s=START_S + 180,
    )
    store.set_numbers(repo, downloads=3, likes=1)
    return NanoCommits(first, better, card, branch)


@pytest.fixture(scope="session")
def fill() -> Callable[[HubStore], NanoCommits]:
    return fill_nano


@pytest.fixture(scope="session")
def hub_and_commits(
    tmp_path_factory: pytest.TempPathFactory, serve: Serve
) -> Iterator[tuple[Hub, NanoCommits]]:
    root: Path = tmp_path_factory.mktemp("hub")
    store = HubStore(root)
    commits = fill_nano(store)
    for n in range(12):
        repo = f"bulk/model-{n:02}"
        store.create(repo, created_s=START_S + n)
        card = f"---\nlicense: mit\npipeline_tag: fill-mask\n---\n# {n}\n"
        store.commit(repo, {"README.md": card.encode()}, title="Add", date_s=START_S + n)
        store.set_numbers(repo, likes=n // 2)
    for repo, options in {
        "acme/gated": {"gated": "manual"},
        "acme/secret": {"is_private": True},
    }.items():
        store.create(repo, created_s=START_S, **options)  # type: ignore[arg-type]
        store.commit(repo, {"README.md": b"hidden", "model.safetensors": weights({})}, title="Add")
    store.create("acme/empty")
    store.create("acme/old-name", created_s=START_S)
    store.commit("acme/old-name", {"README.md": b"moved"}, title="Add", date_s=START_S)
    store.move("acme/old-name", "acme/new-name")
    yield serve(store), commits
    # The session's server stops after this; open requests there are none.
    store.close()


@pytest.fixture
def hub(hub_and_commits: tuple[Hub, NanoCommits]) -> Hub:
    return hub_and_commits[0]


@pytest.fixture
def nano(hub_and_commits: tuple[Hub, NanoCommits]) -> NanoCommits:
    return hub_and_commits[1]
