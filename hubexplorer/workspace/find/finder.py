"""Finding: what the hubs list becomes rows of the catalog, and queries are answered from it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from hubexplorer import __version__
from hubexplorer.cards import license_classes, license_key, one_line_summary, parse_card
from hubexplorer.catalog import (
    RANGES,
    Catalog,
    Hits,
    Query,
    View,
    discard_damaged,
)
from hubexplorer.errors import (
    HubError,
    HubExplorerError,
    MissingExtra,
    NotFound,
    SnapshotDamaged,
)
from hubexplorer.hubs.huggingface import HuggingFaceHub
from hubexplorer.records import CatalogRow, HubModel, ModelPage, ModelRef
from hubexplorer.runtime import fit
from hubexplorer.runtime.sizes import size_of
from hubexplorer.settings import Settings
from hubexplorer.workspace import embedded
from hubexplorer.workspace.find.merging import merge_rows
from hubexplorer.workspace.hubset import HubSet

FIRST_ROWS = 1_000
"""Of a hub beyond the embedded one: its most downloaded, listed at once."""
_CARD_BYTES = 512_000

Model = ModelRef | CatalogRow | ModelPage | str
"""How a model may be named: a reference, a row of a search, an opened page, or its id."""
Scores = str | Sequence[str] | Mapping[str, tuple[float | None, float | None]]
"""Published scores with bounds: as the query text names them after `score:`, or name to bounds."""


def several(models: Any) -> list[Any]:
    """What was given as a list; one model alone, whose id is a text, as a list of one."""
    is_one = isinstance(models, str) or not isinstance(models, Iterable)
    return [models] if is_one else list(models)


class Finder:
    """The catalog of this user and the questions put to it."""

    def __init__(self, settings: Settings, hubs: HubSet, clock: Callable[[], float]) -> None:
        self._settings = settings
        self._hubs = hubs
        self._clock = clock
        self._syncing = threading.Lock()
        self._view: View | None = None
        self.folder = catalog_folder(settings, hubs)
        self.catalog = _open_catalog(self.folder)

    @property
    def view(self) -> View:
        """The license classes and this machine's limits, as queries need them."""
        if self._view is None:
            self._view = self._view_on(fit.machine())
        return self._view

    def view_for(self, machine: str) -> View:
        """The view for a described machine, or for this one; with the reserve that it names.

        Raises:
            ValueError: the text describes no machine.
        """
        if not machine.strip():
            return self.view
        described, reserve_bytes = fit.reserve_in(machine)
        return self._view_on(
            fit.described(described) if described else fit.machine(), reserve_bytes
        )

    def _view_on(self, machine: fit.Machine, reserve_bytes: int | None = None) -> View:
        if reserve_bytes is None:
            reserve_bytes = self._settings.reserve_bytes
        return View(
            license_classes=license_classes(),
            fit_limits=fit.fit_limits(machine, reserve_bytes),
        )

    def query(
        self,
        text: str,
        filters: Mapping[str, str | Sequence[Any]],
        exclude: Mapping[str, str | Sequence[str]],
        scores: Scores = (),
        *,
        sort: str,
        limit: int | None,
        offset: int,
        fold: bool = False,
    ) -> Query:
        """A catalog query from a query text and what was given by name.

        Raises:
            ValueError: it names what does not exist, or bounds that cannot be read.
        """
        parsed = Query.parse(text)
        ranges = {name: filters[name] for name in filters if name in RANGES}
        named = {name: values for name, values in filters.items() if name not in RANGES}
        return Query(
            text=parsed.text,
            any_of={**parsed.any_of, **{name: _values(given) for name, given in named.items()}},
            none_of={**parsed.none_of, **{name: _values(given) for name, given in exclude.items()}},
            ranges={
                **parsed.ranges,
                **{name: _bounds(name, given) for name, given in ranges.items()},
            },
            scores={**parsed.scores, **_scores(scores)},
            fold=fold,
            sort=sort,
            descending=sort != "name",
            limit=limit,
            offset=offset,
        )

    def search(self, query: Query, **options: Any) -> Hits:
        """Answer a query from the catalog, filled first if this user has none yet."""
        self.ready()
        return self.catalog.search(query, self.view, **options)

    def ready(self) -> None:
        """See that the catalog holds at least the embedded hub's models."""
        if not self.has_embedded():
            self.sync_embedded()
        self.catalog.refresh()

    def has_embedded(self) -> bool:
        """Whether the catalog holds the models that this version's embedded hub serves."""
        return bool(self.listed(embedded.NAME).get("version") == __version__)

    def sync_embedded(self, *, force: bool = False) -> None:
        """List the embedded hub into the catalog (a second or two, the first time)."""
        with self._syncing:
            self.catalog.refresh()
            if self.has_embedded() and not force:
                return
            try:
                hub = self._hubs.get(embedded.NAME)
            except MissingExtra:
                if force and self._hubs.names == (embedded.NAME,):
                    raise
                return
            models: list[HubModel] = []
            for page in hub.list_models():
                if page.problem is not None:  # a part of it would pass for the whole
                    raise page.problem
                models += page.models
            rows = [catalog_row(model, _summary(hub, model)) for model in models]
            self.store(embedded.NAME, rows, {"version": __version__}, is_whole=True)

    def sync_remote(self, name: str) -> int:
        """List the most downloaded models of a hub into the catalog; how many rows came.

        A listing that breaks off is added to what was known of the hub before.

        Raises:
            HubError: nothing came; the catalog is as it was. `HubSet.problems` keeps the error.
        """
        rows: list[CatalogRow] = []
        problem: HubError | None = None
        try:
            for page in self._hubs.get(name).list_models(sort="downloads", limit=FIRST_ROWS):
                rows += [catalog_row(model) for model in page.models]
                problem = page.problem or problem
        except HubError as error:
            self._hubs.problems[name] = error
            raise
        if problem is None:
            self._hubs.problems.pop(name, None)
        else:
            self._hubs.problems[name] = problem
        is_all = len(rows) < FIRST_ROWS and problem is None
        with self._syncing:
            self.store(name, rows, {}, keeps_rest=problem is not None, is_whole=is_all)
        return len(rows)

    def ref(self, model: Model) -> ModelRef:
        """A model's reference: as given, or by its id on the first hub that lists it.

        Raises:
            NotFound: no hub in the catalog lists that id.
            ValueError: the text is no id.
        """
        if isinstance(model, ModelRef):
            return model
        if isinstance(model, CatalogRow | ModelPage):
            return model.ref
        if ":" in model:
            return ModelRef.parse(model)
        self.ready()
        repo = model.partition("@")[0]
        for name in self._hubs.names:
            if self.catalog.get(name, repo) is not None:
                return ModelRef.parse(model, default_hub=name)
        raise NotFound(
            f"no hub in the catalog lists {repo!r}",
            hint="write HUB:NAMESPACE/NAME to ask a hub directly",
        )

    def count_text(self) -> str:
        return f"{self.catalog.size:,} models"

    def listed(self, name: str) -> Mapping[str, Any]:
        """What the catalog says of a hub: its rows, when they were listed, whether they are all."""
        entry: Mapping[str, Any] = self.catalog.source.get("hubs", {}).get(name, {})
        return entry

    def partly_listed(self, query: Query) -> tuple[str, ...]:
        """The hubs that have more models than the catalog, among those that a query asks for."""
        wanted = query.any_of.get("hub", self._hubs.names)
        unwanted = (embedded.NAME, *query.none_of.get("hub", ()))
        entries = {
            name: self.listed(name)
            for name in self._hubs.names
            if name in wanted and name not in unwanted
        }
        return tuple(
            name
            for name, entry in entries.items()
            if entry.get("of") is None or entry["rows"] < entry["of"]
        )

    def store(
        self,
        name: str,
        rows: Iterable[CatalogRow],
        about: Mapping[str, Any],
        *,
        keeps_rest: bool = False,
        is_whole: bool = False,
    ) -> int:
        """Put a hub's rows into the catalog, see `merge_rows`; how many it then has of the hub."""
        return merge_rows(
            self.catalog,
            self.folder,
            name,
            rows,
            about=about,
            keeps_rest=keeps_rest,
            is_whole=is_whole,
            now_s=self._clock(),
        )


def catalog_folder(settings: Settings, hubs: HubSet) -> Path:
    """Where the catalog of these hubs is kept.

    One for each set of hubs: what a hub lists that is not asked here could not be opened.
    """
    return settings.home / "-".join(("catalog", *hubs.names[1:]))


def _open_catalog(folder: Path) -> Catalog:
    """The catalog, empty where it was damaged: what it held is listed again."""
    try:
        return Catalog.open(folder)
    except SnapshotDamaged:
        discard_damaged(folder)
        return Catalog.open(folder)


def catalog_row(model: HubModel, summary: str = "") -> CatalogRow:
    """A hub's record as the catalog keeps it: the license stays an id, the need is estimated."""
    size = size_of(model)
    return CatalogRow(
        hub=model.hub,
        repo=model.repo,
        commit=model.commit,
        task=model.task,
        library=model.library,
        license_id=license_key(model.license_id, model.license_name),
        languages=model.languages,
        tags=model.tags,
        datasets=model.datasets,
        formats=model.formats,
        base_models=model.base_models,
        base_relation=model.base_relation,
        parameters=size.parameters,
        parameters_source=size.source,
        memory_bytes=size.memory_bytes,
        downloads=model.downloads,
        likes=model.likes,
        updated_s=model.updated_s,
        is_gated=bool(model.gated),
        scores=model.scores,
        summary=summary,
    )


def _summary(hub: HuggingFaceHub, model: HubModel) -> str:
    try:
        text = hub.read_file(model.repo, model.commit or "main", "README.md", max_bytes=_CARD_BYTES)
    except HubExplorerError:
        return ""
    return one_line_summary(parse_card(text.decode("utf-8", "replace")))


def _values(given: str | Sequence[str]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


def _scores(given: Scores) -> Mapping[str, tuple[float | None, float | None]]:
    if isinstance(given, Mapping):
        return {name: _bounds(name, bounds) for name, bounds in given.items()}
    found: dict[str, tuple[float | None, float | None]] = {}
    for text in _values(given):
        query = Query.parse(f"score:{text}")
        if query != Query(scores=query.scores):
            raise ValueError(
                f"not one score: {text!r}; write DATASET/METRIC or DATASET/METRIC:>0.8"
            )
        found |= query.scores
    return found


def _bounds(name: str, given: Any) -> tuple[float | None, float | None]:
    if isinstance(given, str) or len(given) != 2:
        raise ValueError(f"{name} is a range: give (lowest, highest), None where it is open")
    low, high = given
    return low, high
