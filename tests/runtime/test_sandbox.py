"""What a model's process can see and reach."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from hubexplorer.errors import RunError
from hubexplorer.runtime.client import ModelHost
from hubexplorer.runtime.sandbox import clean_environment
from tests.runtime.conftest import Hosts
from tests.runtime.events import Events
from tests.runtime.models import request

SECRETS = {
    "HF_TOKEN": "hf_abcdefghijkl",
    "HUGGING_FACE_HUB_TOKEN": "hf_abcdefghijkl",
    "KAGGLE_KEY": "marker-secret",
    "AWS_SECRET_ACCESS_KEY": "marker-secret",
    "MY_PASSWORD": "marker-secret",
    "OPENAI_API_KEY": "marker-secret",
    "PIP_INDEX_URL": "https://user:marker-secret@example.org/simple",
    "HARMLESS_NAME": "hf_abcdefghijkl",
}


def probe(folders: dict[str, Path], text: str):
    return request(folders["embeddings"], "probe", text=text)


@pytest.fixture(scope="module")
def amid_secrets(plugin_path: None) -> Iterator[tuple[ModelHost, Path]]:
    """A client of a host whose starter had secrets in its environment, and the host's home."""
    with tempfile.TemporaryDirectory(prefix="hx-") as base, pytest.MonkeyPatch.context() as patch:
        for name, value in SECRETS.items():
            patch.setenv(name, value)
        hosts = Hosts(Path(base))
        make = hosts.start()
        yield make(), make.home
        hosts.close()


def test_no_secret_reaches_a_worker(
    amid_secrets: tuple[ModelHost, Path], folders: dict[str, Path]
) -> None:
    client, home = amid_secrets
    seen = client.run(probe(folders, "environment:"), Events()).wait(60).output["value"]
    status = client.status()
    raw = [
        Path(f"/proc/{pid}/environ").read_text("utf-8", "replace")
        for pid in [status.nursery_pid, *(model.pid for model in status.loaded)]
    ]
    for text in [*raw, repr(seen)]:
        assert "hf_abcdefghijkl" not in text
        assert "marker-secret" not in text
    assert not SECRETS.keys() & seen.keys()
    assert seen["HF_HUB_OFFLINE"] == seen["TRANSFORMERS_OFFLINE"] == "1"
    assert seen["HF_HUB_DISABLE_IMPLICIT_TOKEN"] == "1"
    assert seen["HF_HOME"] == seen["HOME"] != os.environ["HOME"]
    assert Path(seen["HOME"]).is_relative_to(home)


def test_what_is_needed_is_kept() -> None:
    env = {"PATH": "/bin", "LANG": "C.UTF-8", "LD_LIBRARY_PATH": "/x", "CUDA_VISIBLE_DEVICES": "1"}
    assert env.items() <= clean_environment(env, Path("/empty")).items()


def test_a_worker_reaches_this_machine_only(client: ModelHost, folders: dict[str, Path]) -> None:
    with pytest.raises(RunError, match="may not reach"):
        client.run(probe(folders, "connect:203.0.113.7:80"), Events()).wait(60)
    with pytest.raises(RunError, match="may not reach"):
        client.run(probe(folders, "connect:hub.example.org:443"), Events()).wait(60)
    assert {"203.0.113.7", "hub.example.org"} <= set(client.status().refused)
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        answer = client.run(probe(folders, f"connect:127.0.0.1:{port}"), Events()).wait(60)
    assert answer.output["value"] == "connected"


def test_ordinary_models_try_to_reach_nothing(
    amid_secrets: tuple[ModelHost, Path], folders: dict[str, Path]
) -> None:
    client, _home = amid_secrets
    client.run(request(folders["intent"], text="my card"), Events()).wait(60)
    client.run(request(folders["embeddings"], texts=["a", "b"], task=""), Events())
    assert client.status().refused == ()


def printed(code: str) -> str:
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def test_the_kernels_side_is_light() -> None:
    """Importing the client loads no torch, no transformers, no image library."""
    code = (
        "import sys\n"
        "from hubexplorer.runtime import client, fit, tasks\n"
        "print([n for n in ('torch', 'transformers', 'PIL', 'huggingface_hub', 'pandas')"
        " if n in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "[]"


def test_without_torch_the_client_says_what_to_install() -> None:
    code = (
        "import sys\n"
        "sys.modules['torch'] = None\n"  # what an import finds where it is not installed
        "from hubexplorer.runtime.client import ModelHost\n"
        "from hubexplorer.errors import MissingExtra\n"
        "try: ModelHost(None).run(None, None)\n"
        "except MissingExtra as error: print(error)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert "hubexplorer[run]" in result.stdout
