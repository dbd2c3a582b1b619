from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hubexplorer import services
from hubexplorer.runtime.client import ModelHost
from tests.runtime import models

ENTRY = "hubexplorer.runtime.host:serve"
PLUGIN = Path(__file__).parent / "plugin"


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Real tiny models by what they are for."""
    base = tmp_path_factory.mktemp("models")
    labels = ["card", "refund", "other"]
    saved = {
        name: models.save_bert(base / name, "BertForSequenceClassification", labels, seed)
        for seed, name in enumerate(["intent", "second", "third", "fourth", "fifth"])
    }
    tags = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"]
    saved["entities"] = models.save_bert(base / "entities", "BertForTokenClassification", tags)
    saved["embeddings"] = models.save_bert(base / "embeddings", "BertModel")
    saved["digits"] = models.save_vit(base / "digits")
    return saved


class Hosts:
    """Model hosts in real processes, with clients, all ended after the test."""

    def __init__(self, base: Path) -> None:
        self._base = base
        self._homes: list[Path] = []
        self._clients: list[ModelHost] = []

    def start(self, *, budget_bytes: int = 0, idle_s: float = 60.0) -> Callable[[], ModelHost]:
        """A home with a host of its own; returns what makes a client of it."""
        home = self._base / f"h{len(self._homes)}"
        home.mkdir()
        self._homes.append(home)

        def connect() -> services.Address:
            args = {"budget_bytes": budget_bytes}
            return services.ensure(home, "models", ENTRY, args, idle_s=idle_s)

        def client() -> ModelHost:
            host = ModelHost(connect)
            self._clients.append(host)
            return host

        client.connect = connect  # type: ignore[attr-defined]
        client.home = home  # type: ignore[attr-defined]
        return client

    def close(self) -> None:
        for client in self._clients:
            client.close()
        for home in self._homes:
            services.stop(home, "models")


@pytest.fixture(scope="session")
def plugin_path() -> Iterator[None]:
    """The tests' own tasks are installed for the hosts, as another package's would be."""
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join([str(PLUGIN), *([before] if before else [])])
    yield
    if before is None:
        del os.environ["PYTHONPATH"]
    else:
        os.environ["PYTHONPATH"] = before


@pytest.fixture(scope="session")
def shared_hosts(tmp_path_factory: pytest.TempPathFactory, plugin_path: None) -> Iterator[Hosts]:
    hosts = Hosts(tmp_path_factory.mktemp("s"))
    yield hosts
    hosts.close()


@pytest.fixture(scope="session")
def clients(shared_hosts: Hosts) -> Callable[[], ModelHost]:
    """Makes clients of the one host that most tests share: a nursery starts only once."""
    return shared_hosts.start()


@pytest.fixture
def client(clients: Callable[[], ModelHost]) -> Iterator[ModelHost]:
    host = clients()
    yield host
    host.close()


@pytest.fixture
def hosts(plugin_path: None) -> Iterator[Hosts]:
    """For tests that need a host of their own, in a folder short enough for its socket."""
    with tempfile.TemporaryDirectory(prefix="hx-") as folder:
        hosts = Hosts(Path(folder))
        yield hosts
        hosts.close()
