"""Running: a model's files fetched and checked, and the one model host that carries it out."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from hubexplorer import services
from hubexplorer.errors import CannotRunHere, NotFound, UnsafeModel
from hubexplorer.hubs.download import choose_files, download_model
from hubexplorer.pins import LockFile, Pin, require, require_unedited
from hubexplorer.records import FileEntry, ModelPage, ModelRef
from hubexplorer.runtime import adapters
from hubexplorer.runtime.client import ModelHost
from hubexplorer.runtime.policy import check_folder
from hubexplorer.runtime.requests import AdapterFiles, HostStatus, RunRequest
from hubexplorer.runtime.task import TaskInfo
from hubexplorer.runtime.tasks import registry
from hubexplorer.settings import Settings
from hubexplorer.workspace.embedded import models_folder
from hubexplorer.workspace.hubset import HubSet
from hubexplorer.workspace.read.libraries import LIBRARIES
from hubexplorer.workspace.read.reader import Reader
from hubexplorer.workspace.read.using import library_of, use_code
from hubexplorer.workspace.run.served import Endpoints

_CONFIG_BYTES = 1_000_000

_Stamps = tuple[tuple[int, int, int, int], ...]


class Runner:
    """Runs models for a workspace on this user's one model host."""

    def __init__(
        self,
        settings: Settings,
        hubs: HubSet,
        reader: Reader,
        load_lock: Callable[[], LockFile],
    ) -> None:
        self._settings = settings
        self._hubs = hubs
        self._reader = reader
        self._load_lock = load_lock
        self.endpoints = Endpoints(settings, hubs.credentials)
        self._as_pinned: dict[str, tuple[Pin, _Stamps]] = {}
        self.host = ModelHost(
            lambda: services.ensure(
                settings.home,
                "model-host",
                "hubexplorer.runtime.host:serve",
                {"budget_bytes": settings.budget_bytes, "reserve_bytes": settings.reserve_bytes},
                idle_s=settings.idle_s,
            )
        )

    def task(self, page: ModelPage) -> TaskInfo:
        """What runs this model here.

        Raises:
            CannotRunHere: nothing does; the message says why, `snippet` how to run it elsewhere.
            UnsafeModel: it has no weights in a format that is safe to load, and none was allowed.
        """
        try:
            return self._task(page)
        except (CannotRunHere, UnsafeModel) as error:
            error.snippet = self.snippet(page)
            raise

    def snippet(self, page: ModelPage) -> str:
        """Code that loads this commit with the library it was made for."""
        return use_code(page, self._hubs.endpoint(page.ref.hub))

    def _task(self, page: ModelPage) -> TaskInfo:
        config = self._config(page)
        library = library_of(page)
        if library in LIBRARIES and "model_type" not in config:
            raise CannotRunHere(
                f"it is made for {library}, which does not run here",
                hint="run it with that library, or choose a transformers model",
            )
        if (base := self.base(page)) is not None:
            self._task(base)  # refused for what it is itself
            if not any(entry.path == adapters.WEIGHTS for entry in page.files):
                raise UnsafeModel(
                    f"the adapter has no {adapters.WEIGHTS}",
                    hint="other formats can run code while they load: choose another adapter",
                )
            own = self._json(page, adapters.CONFIG)
            tag = page.model.task or base.model.task
            return registry.resolve_adapter(own, self._config(base), tag)
        has_safetensors = any(entry.path.endswith(".safetensors") for entry in page.files)
        if not has_safetensors and not self.allowed(page):
            raise UnsafeModel(
                f"{page.ref.repo} has no safetensors weights",
                hint="other formats can run code while they load: ask its author for safetensors,"
                " or allow a file of this commit: Files in its card, or hubexplorer pin --allow",
            )
        return registry.resolve(config, page.model.task)

    def allowed(self, page: ModelPage) -> tuple[str, ...]:
        """The files of this commit that the lock file allows although they are not safe.

        Raises:
            PinMismatch: the pin was edited by hand.
        """
        pin = self._pin(page)
        if pin is None or not pin.exceptions:
            return ()
        require_unedited(pin)
        return tuple(path for path in pin.exceptions if path in pin.files)

    def files(self, page: ModelPage) -> tuple[FileEntry, ...]:
        """The files that loading takes: those that are safe, and those that were allowed."""
        allowed = choose_files(page.files, self.allowed(page))
        return tuple(dict.fromkeys((*choose_files(page.files), *allowed)))

    def expected(self, page: ModelPage) -> dict[str, tuple[int, str]]:
        """Size and sha256 of each of `files`, by the hub, else by the lock file."""
        pin = self._pin(page)
        pinned = {path: sha256 for path, (_, sha256) in pin.files.items()} if pin else {}
        return {
            entry.path: (entry.size_bytes, entry.sha256 or pinned.get(entry.path, ""))
            for entry in self.files(page)
        }

    def request(
        self,
        page: ModelPage,
        task: str,
        settings: Mapping[str, Any],
        progress: Callable[[int, int], None],
        canceled: Callable[[], bool],
    ) -> RunRequest:
        """What the model host is to run, without inputs: files fetched, and as they are pinned.

        Args:
            task: the name of what `task` found.

        Raises:
            HubError: its files are not to be had.
            PinMismatch: they differ from the lock file's pin of this commit.
        """
        base = self.base(page)
        model = base or page
        folder = self._fetched(model, progress, canceled)
        adapter = None
        if base is not None:
            own = self._fetched(page, progress, canceled)
            adapter = AdapterFiles(own, self.expected(page), base.ref)
        return RunRequest(
            ref=page.ref,
            folder=folder,
            files=self.expected(model),
            task=task,
            inputs={},
            settings=settings,
            allowed=self.allowed(model),
            adapter=adapter,
        )

    def _fetched(
        self,
        page: ModelPage,
        progress: Callable[[int, int], None],
        canceled: Callable[[], bool],
    ) -> Path:
        folder = self.folder(page, progress, canceled)
        self.require_pinned(page, folder)
        return folder

    def base(self, page: ModelPage) -> ModelPage | None:
        """The model that an adapter changes; None for other models.

        At the commit pinned with the adapter, else the one it names, else the base's own pin's;
        on the adapter's own hub, else, where it names a commit, on one that lists it.

        Raises:
            CannotRunHere: it names none that a hub could have.
            HubError: no such hub has it.
        """
        if library_of(page) != "peft":
            return None
        pin = self._pin(page)
        if pin is not None and pin.base:
            require_unedited(pin)
            return self._reader.page(ModelRef.parse(pin.base))
        named = adapters.base_of(self._json(page, adapters.CONFIG))
        own = self._load_lock().get(ModelRef(page.ref.hub, named.repo))
        commit = named.revision or (own.commit if own is not None else None)
        try:
            return self._reader.page(ModelRef(page.ref.hub, named.repo, commit))
        except NotFound:
            row = self._reader.elsewhere(page.ref.hub, named.repo) if named.revision else None
            if row is None:
                raise
            return self._reader.page(ModelRef(row.hub, named.repo, commit))

    def folder(
        self,
        page: ModelPage,
        progress: Callable[[int, int], None] = lambda _done, _total: None,
        canceled: Callable[[], bool] = lambda: False,
        files: Sequence[FileEntry] | None = None,
    ) -> Path:
        """The model's files (or only these) on this disk, fetched and checked first if need be."""
        endpoint = self._hubs.endpoint(page.ref.hub)
        assert page.ref.commit is not None
        return download_model(
            endpoint=endpoint,
            token=self._hubs.token(page.ref.hub),
            repo=page.ref.repo,
            commit=page.ref.commit,
            cache=models_folder(self._settings.home, page.ref.hub),
            files=self.files(page) if files is None else files,
            progress=progress,
            canceled=canceled,
            offline=self._settings.is_offline,
        )

    def page(self, ref: ModelRef) -> ModelPage:
        return self._reader.page(ref)

    def require_loadable(self, page: ModelPage, folder: Path) -> None:
        """Refuse what the loading policy refuses, before any other process reads the folder.

        Raises:
            UnsafeModel: a file or a key in its configuration is not allowed; it is named.
        """
        check_folder(folder, expected_files(choose_files(page.files)))

    def require_pinned(self, page: ModelPage, folder: Path) -> None:
        """Refuse a folder that differs from the lock file's pin of this very commit.

        Raises:
            PinMismatch: it differs, or the pin was edited by hand; the message names how.
        """
        pin = self._load_lock().get(page.ref)
        if pin is None:
            return
        require_unedited(pin)  # which commit is pinned may be what was edited
        if pin.commit != page.ref.commit:
            return
        stamps = _stamps(folder, pin)
        if self._as_pinned.get(pin.key) != (pin, stamps):
            require(pin, folder)
            self._as_pinned[pin.key] = (pin, stamps)

    def submit(self, work: Callable[[], None]) -> None:
        threading.Thread(target=work, name="hubexplorer-pane", daemon=True).start()

    def status(self) -> HostStatus:
        """What the model host holds now."""
        return self.host.status()

    def close(self) -> None:
        self.host.close()

    def _pin(self, page: ModelPage) -> Pin | None:
        """The pin of this very commit."""
        pin = self._load_lock().get(page.ref)
        return pin if pin is not None and pin.commit == page.ref.commit else None

    def labels(self, page: ModelPage) -> tuple[str, ...]:
        """The labels that its config.json gives it, in its own order; empty where it has none."""
        names = self._config(page).get("id2label")
        if not isinstance(names, Mapping):
            return ()
        numbered = {int(key): str(name) for key, name in names.items() if str(key).isdecimal()}
        return tuple(name for _, name in sorted(numbered.items()))

    def _config(self, page: ModelPage) -> Mapping[str, Any]:
        return self._json(page, "config.json")

    def _json(self, page: ModelPage, path: str) -> Mapping[str, Any]:
        """A small JSON file's object; empty where there is none."""
        if not any(entry.path == path for entry in page.files):
            return {}
        hub = self._hubs.get(page.ref.hub)
        assert page.ref.commit is not None
        raw = hub.read_file(page.ref.repo, page.ref.commit, path, max_bytes=_CONFIG_BYTES)
        try:
            config = json.loads(raw)
        except ValueError:
            return {}
        return config if isinstance(config, dict) else {}


def expected_files(files: Sequence[FileEntry]) -> dict[str, tuple[int, str]]:
    """What a hub says of each file: path to size in bytes and sha256."""
    return {entry.path: (entry.size_bytes, entry.sha256) for entry in files}


def _stamps(folder: Path, pin: Pin) -> _Stamps:
    """What changes with any write to a pinned file, or with a file put beside them."""
    paths = [folder, *(folder / path for path in sorted(pin.files))]
    found = [path.stat() for path in paths if path.exists()]
    return tuple((stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns) for stat in found)
