"""Opening a workspace, and its verbs: one line each, the work is in the module of that name."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hubexplorer.records import Answer, ModelPage
from hubexplorer.settings import Settings
from hubexplorer.workspace.embedded import NAME as EMBEDDED
from hubexplorer.workspace.find.finder import Finder, Model, Scores
from hubexplorer.workspace.hubset import HubSet
from hubexplorer.workspace.read.reader import Reader
from hubexplorer.workspace.rooms import Rooms
from hubexplorer.workspace.shortlist import FILE_NAME, Shortlist

if TYPE_CHECKING:
    from hubexplorer.bench.report import Report
    from hubexplorer.catalog import Hits, Query
    from hubexplorer.jobs import Job
    from hubexplorer.pins import LockFile, Pin
    from hubexplorer.workspace.compare.candidate import Candidate
    from hubexplorer.workspace.compare.comparison import Comparison
    from hubexplorer.workspace.measure.measurer import Candidates
    from hubexplorer.workspace.pin.pinning import PinCheck
    from hubexplorer.workspace.read.differences import PageDifference
    from hubexplorer.workspace.run.inputs import ManyInputs
    from hubexplorer.workspace.run.runner import Runner

LOCK_NAME = "hubexplorer.lock"
_THREADS = 8


class Workspace(Rooms):
    """One user's hubs, catalog, shortlist and lock file, and the verbs that join them."""

    def __init__(
        self,
        settings: Settings,
        folder: Path,
        shortlist: Shortlist,
        *,
        clock: Callable[[], float],
        executor: Executor,
    ) -> None:
        self.settings = settings
        self.folder = folder
        self.shortlist = shortlist
        self.clock = clock
        self.executor = executor
        self.hubs = HubSet(settings)
        self.finder = Finder(settings, self.hubs, clock)
        self.reader = Reader(self.hubs, self.finder, clock)
        self._once = threading.Lock()
        self._runner: Runner | None = None
        self.desk: object | None = None
        """What screens share; kept here so that it lives as long as the workspace."""

    @classmethod
    def open(
        cls,
        folder: str | Path | None = None,
        *,
        shortlist: bool = True,
        settings: Settings | None = None,
        env: Mapping[str, str] = os.environ,
        clock: Callable[[], float] = time.time,
        executor: Executor | None = None,
    ) -> Workspace:
        """A workspace over a project folder.

        Args:
            folder: where `hubexplorer.lock`, the shortlist and fine-tuning runs are kept;
                None is the settings' folder, else the current one.
            shortlist: keep marks in a file of the folder (False: as long as the session lives).
            settings: instead of those read from `env`.

        Raises:
            SettingsError: a setting has a value that cannot be used.
            DataError: the shortlist file is broken.
        """
        settings = settings or Settings.load(env)
        where = Path(folder) if folder is not None else settings.folder or Path.cwd()
        return cls(
            settings,
            where,
            Shortlist.load(where / FILE_NAME) if shortlist else Shortlist(),
            clock=clock,
            executor=executor or ThreadPoolExecutor(_THREADS, thread_name_prefix="hubexplorer"),
        )

    def search(
        self,
        text: str = "",
        *,
        exclude: Mapping[str, str | Sequence[str]] | None = None,
        scores: Scores = (),
        sort: str = "downloads",
        limit: int | None = 50,
        offset: int = 0,
        fold: bool = False,
        machine: str = "",
        collection: str = "",
        live: bool = False,
        **filters: str | Sequence[Any],
    ) -> Hits:
        """The models that match, with exact counts on every facet value.

        Args:
            text: words to look for, or a whole query (`bert license_class:commercial`).
            exclude: facet to the values that must not occur.
            scores: published ones, `"glue/accuracy:>0.8"` or `{"glue/accuracy": (0.8, None)}`; who
                publishes none stays. `sort="score"` goes by the first of them.
            limit: rows of a page; None for all, which are read from disk as they are asked for.
            fold: count a model derived from one that is found too in the row of its base alone
                (`hits.derived`).
            machine: judge `fit` for this machine ("8 GB GPU", "laptop 16 GB, keep 4 GB free")
                instead of ours ("keep 4 GB free" is ours, with that reserve).
            collection: only the models of this one of `collections`.
            live: also ask the hubs of which the catalog lists only a part, for up to 30 s; up to
                `limit` rows that it does not list follow its own, marked `is_live`.
            filters: facet to the values of which one must occur (`task="fill-mask"`,
                `language=["de", "fr"]`), or range to its bounds (`parameters=(None, 1e9)`).

        Raises:
            ValueError: no such facet, range or collection, which the message names, or no machine;
                live rows of all, or of a collection.
        """
        if live and (limit is None or collection):
            raise ValueError("live rows come with a page of the catalog: no collection, a limit")
        query = self.finder.query(
            text, filters, exclude or {}, scores, sort=sort, limit=limit, offset=offset, fold=fold
        )
        hits = self.answer(query, machine=machine, collection=collection)
        if live:
            from hubexplorer.workspace.find.live import LiveSearch

            asking = LiveSearch(self.finder, self.hubs)
            hits = asking.after(hits, query, self.finder.view_for(machine))
        return hits

    def answer(self, query: Query, *, machine: str = "", collection: str = "") -> Hits:
        """Answer a query for a machine, from a collection or the whole catalog; see `search`."""
        view = self.finder.view_for(machine)
        self.finder.ready()
        from hubexplorer.catalog import with_near

        if not collection:
            hits = with_near(
                self.finder.catalog.search(query, view), self.finder.catalog, query, view
            )
            return replace(hits, is_partial=bool(self.finder.partly_listed(query)))
        from hubexplorer.workspace.find.collections import catalog_of, collection_named

        chosen = collection_named(collection, self.collections)
        catalog = catalog_of(self.finder, chosen, now_s=self.clock())
        return with_near(catalog.search(query, view), catalog, query, view)

    def card(self, model: Model) -> ModelPage:
        """A model's card at its commit, reviewed: findings, files, commits, results."""
        return self.reader.page(self.finder.ref(model))

    def card_diff(self, model: Model, old: str, new: str = "") -> PageDifference:
        """What changed in a model's card, license, findings and files between two commits.

        Args:
            model: its commit, or the newest, is the new one where none is named.
            old: a commit, the first digits of one, or a tag.
            new: the same.

        Raises:
            NotFound: it has no such commit or tag.
        """
        from hubexplorer.workspace.read.differences import difference

        return difference(self.reader, self.finder.ref(model), old, new)

    def run(
        self,
        model: Model | Candidate,
        inputs: ManyInputs,
        *,
        settings: Mapping[str, Any] | None = None,
    ) -> Answer:
        """What one model answers to an input, or to a list of them, by its task's settings."""
        from hubexplorer.workspace.compare.comparing import only_answer

        return only_answer(self.compare([model], inputs, settings=settings))

    def compare(
        self,
        models: Model | Candidate | Sequence[Model | Candidate],
        inputs: ManyInputs,
        *,
        settings: Mapping[str, Any] | None = None,
    ) -> Comparison:
        """What several models answer to the same input; one that fails says why in its place.

        Args:
            models: one or several; a `Candidate` has settings of its own, so that one model can
                stand twice.
            settings: of every candidate that has no other value of its own.
        """
        from hubexplorer.workspace.compare.comparing import compare

        return compare(self, models, inputs, settings)

    def measure(
        self,
        models: Model | Candidates,
        data: Any,
        *,
        text: str = "",
        label: str = "",
        metric: str | Sequence[str] | Callable[[Any, Any], float] = "",
        **options: Any,
    ) -> Report:
        """How good candidates are on your own labeled rows, and what that shows.

        What was answered before is not computed again.

        Args:
            models: models, functions of a text, objects with `predict`, paths of files with
                answers; or a mapping of names to these.
            data: a CSV, JSON Lines or Parquet file, a data frame, or a list of mappings.
            text: the column that the models read; found by its name if empty.
            label: the column of what is right; likewise.
            metric: what decides, and further ones; the task's own if empty.
            options: columns, slices, cluster, labels, margin, train_data, task, seed: see
                `bench.spec.Spec`.

        Raises:
            DataError: the data cannot be used; the message says at which row.
            RunError: no candidate gave answers.
        """
        from hubexplorer.workspace.measure.measurer import measure

        return measure(self, models, data, text=text, label=label, metric=metric, **options)

    def tune(
        self,
        model: Model,
        data: str | Path = "tickets_train.csv",
        *,
        test_data: str | Path = "",
        **given: Any,
    ) -> Path:
        """Write a fine-tuning notebook (and its train.py) for a model and data; its path.

        Args:
            given: the columns (`text="message"`, guessed otherwise), settings (`epochs=3`), and
                `track="mlflow"` or `"trackio"` for a run that is also kept there.
        """
        from hubexplorer.workspace.tune.tuner import Tuner

        return Tuner(self).notebook(self.finder.ref(model), data, test_data=test_data, **given)

    def pin(
        self, model: Model, *, seen: Sequence[str] = (), allow: Sequence[str] | None = None
    ) -> Pin:
        """Pin a model's commit, files, license and card in `hubexplorer.lock`.

        Args:
            seen: kinds of findings that were read.
            allow: files of this commit to use although the loading policy refuses them: weights
                that are not safetensors (scanned first) and the model's own code.
        """
        from hubexplorer.workspace.pin.pinning import add_pin

        return add_pin(self, self.finder.ref(model), seen, allow)

    def verify(self) -> tuple[PinCheck, ...]:
        """Each pin of `hubexplorer.lock` against what its hub and this disk hold now."""
        from hubexplorer.workspace.pin.pinning import verify_pins

        return verify_pins(self)

    def sync(self, *hubs: str, limit: int | None = None, full: bool = False) -> Job | None:
        """Bring the catalog to what the hubs list now; the job, where a hub needs one.

        A hub's first listing goes through all of it, most downloaded first, and can be searched
        meanwhile; killed or canceled, the next one goes on from there. Later ones ask for what
        changed.

        Args:
            hubs: names of hubs; none is all of them.
            limit: only so many, the most downloaded.
            full: list everything again, which alone notices what a hub deleted.

        Raises:
            NotFound: there is no hub of that name here.
        """
        from hubexplorer.workspace.sync.listing import listed_names, start_sync

        names = listed_names(self.hubs, hubs)
        if not hubs or EMBEDDED in hubs:
            self.finder.sync_embedded(force=True)
        if not names:
            return None
        return start_sync(self.settings, self.hubs, names, limit=limit, full=full)

    def sync_from(self, dump: str | Path, hub: str = "") -> Job:
        """Read a dump of a hub (a Parquet file like the public hub-stats) into the catalog.

        It takes the place of what the catalog held of the hub; a later `sync` then asks the hub
        only for what changed since the dump.

        Raises:
            DataError: there is no such file.
            NotFound: there is no such hub here, or several to choose from.
        """
        from hubexplorer.workspace.sync.dump import start_import

        return start_import(self.settings, self.hubs, Path(dump), hub)

    @property
    def lock_path(self) -> Path:
        return self.folder / LOCK_NAME

    @property
    def lock(self) -> LockFile:
        """The lock file of this folder, read afresh."""
        from hubexplorer.pins import LockFile

        return LockFile.load(self.lock_path)

    @property
    def runner(self) -> Runner:
        """Where models run: one host per user, shared by all workspaces."""
        from hubexplorer.workspace.run.runner import Runner

        with self._once:
            if self._runner is None:
                self._runner = Runner(self.settings, self.hubs, self.reader, lambda: self.lock)
            return self._runner

    def close(self) -> None:
        """End this workspace's threads and its connections to hubs and the model host."""
        with self._once:
            if self._runner is not None:
                self._runner.close()
        self.reader.close()
        self.hubs.close()
        self.executor.shutdown(wait=False, cancel_futures=True)

    def __repr__(self) -> str:
        return f"Workspace({str(self.folder)!r}, {self.finder.count_text()})"
