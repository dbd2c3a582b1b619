"""Bringing the catalog up to date: a job that lists hubs, or reads a dump of one.

A hub's first listing goes through all of it, most downloaded first. Later ones ask for what
changed since. A model that its hub deleted, and the downloads of models that did not change, are
noticed by a full listing only.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from hubexplorer import __version__, jobs
from hubexplorer.errors import HubError, JobCanceled
from hubexplorer.settings import Settings
from hubexplorer.workspace import embedded
from hubexplorer.workspace.find.finder import Finder
from hubexplorer.workspace.find.merging import whole_listing
from hubexplorer.workspace.hubset import HUGGING_FACE, HubSet
from hubexplorer.workspace.sync.crawl import PAGE_ROWS, Crawl
from hubexplorer.workspace.sync.spool import Plan, Spool

ENTRY = "hubexplorer.workspace.sync.listing:sync_job"
_EXPECTED = {HUGGING_FACE: 3_300_000}
"""Public models, by the pace of 2026; only for the time left of a first listing."""
_LOCK_POLL_S = 0.5


def start_sync(
    settings: Settings,
    hubs: HubSet,
    names: Sequence[str],
    *,
    limit: int | None = None,
    full: bool = False,
    page_rows: int = PAGE_ROWS,
) -> jobs.Job:
    """Start listing these hubs in a job; its result is the number of models by hub."""
    return jobs.start(
        settings.home,
        ENTRY,
        {
            "names": list(names),
            "limit": limit,
            "full": full,
            "page_rows": page_rows,
            "asked_s": time.time(),
            **settings_args(settings),
        },
        title=f"Listing {', '.join(map(hubs.title, names))}",
    )


def newest_sync(settings: Settings) -> jobs.Job | None:
    """The newest job that lists hubs into this user's catalog, whoever started it."""
    same = settings_args(settings)
    for job in jobs.all_jobs(settings.home):
        if job.entry == ENTRY and same.items() <= job.args.items():
            return job
    return None


def settings_args(settings: Settings) -> dict[str, Any]:
    """What a job needs of the settings to open the same hubs and catalog."""
    return {"home": str(settings.home), "hub": settings.hub, "offline": settings.is_offline}


def finder_of(args: Mapping[str, Any]) -> tuple[Finder, HubSet]:
    """The catalog and the hubs of a job started with `settings_args`."""
    settings = Settings(home=Path(args["home"]), hub=args["hub"], is_offline=args["offline"])
    hubs = HubSet(settings)
    return Finder(settings, hubs, time.time), hubs


def sync_job(job: jobs.JobContext) -> Mapping[str, Any]:
    """List the named hubs into the catalog (a job entry)."""
    finder, hubs = finder_of(job.args)
    found: dict[str, int] = {}
    problem: HubError | None = None
    for name in job.args["names"]:
        try:
            found[name] = _sync_one(job, finder, hubs, name)
        except HubError as error:
            kept = finder.listed(name).get("rows", 0)
            hint = f"{kept:,} of its models are in the catalog; sync again to go on from here"
            error.hint = ". ".join(filter(None, (error.hint, hint if kept else "")))
            problem = problem or error
    if problem is not None:
        raise problem
    return found


def _sync_one(job: jobs.JobContext, finder: Finder, hubs: HubSet, name: str) -> int:
    folder = spool_folder(finder, name)
    with only_one(job, folder, hubs.title(name)):
        finder.catalog.refresh()
        entry = finder.listed(name)
        limit = job.args["limit"]
        whole = whole_listing(entry)
        is_fresh = entry.get("synced_s", 0.0) >= job.args["asked_s"]
        if is_fresh and whole and not job.args["full"]:  # another process did it meanwhile
            return int(entry["rows"])
        since_s = None if job.args["full"] or limit else whole.get("newest_s") or None
        plan = Plan(
            source=hubs.endpoint(name),
            version=__version__,
            sort="downloads" if since_s is None else "lastModified",
            limit=limit,
            since_s=since_s,
        )
        spool = Spool.open(folder, plan, now_s=time.time())
        hub = hubs.patient(name, _canceled(job))
        expected = 0 if since_s else entry.get("of") or _EXPECTED.get(name, 0)
        try:
            return Crawl(
                hub,
                finder,
                spool,
                job,
                expected=expected,
                page_rows=job.args["page_rows"],
            ).run()
        finally:
            hub.close()


def spool_folder(finder: Finder, name: str) -> Path:
    """Where an unfinished listing of a hub for this catalog is kept."""
    return finder.folder.parent / "listings" / finder.folder.name / name


@contextmanager
def only_one(job: jobs.JobContext, folder: Path, title: str) -> Iterator[None]:
    """Wait until no other process lists this hub, in a way that can be canceled."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder.with_name(f"{folder.name}.lock"))
    while True:
        try:
            lock.acquire(timeout=_LOCK_POLL_S)
            break
        except Timeout:
            job.progress(0, 0, f"another process is listing {title}")
    try:
        yield
    finally:
        lock.release()


def _canceled(job: jobs.JobContext) -> Callable[[], bool]:
    def is_canceled() -> bool:
        try:
            job.check()
        except JobCanceled:
            return True
        return False

    return is_canceled


def listed_names(hubs: HubSet, names: Sequence[str]) -> list[str]:
    """The hubs beyond the embedded one among `names`, or all of them where none is named.

    Raises:
        NotFound: there is no hub of that name here.
    """
    for name in names:
        if name != embedded.NAME:
            hubs.endpoint(name)
    return [name for name in names or hubs.names if name != embedded.NAME]
