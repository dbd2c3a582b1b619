"""A dump of a hub into the catalog, by a job that goes on where it was left."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hubexplorer import __version__, jobs
from hubexplorer.errors import DataError, NotFound
from hubexplorer.hubs.dump import read_dump
from hubexplorer.settings import Settings
from hubexplorer.workspace import embedded
from hubexplorer.workspace.find.finder import catalog_row
from hubexplorer.workspace.hubset import HubSet
from hubexplorer.workspace.sync.listing import finder_of, only_one, settings_args, spool_folder
from hubexplorer.workspace.sync.spool import Plan, Spool

_DAY_S = 86_400.0
"""How long making the dump may have taken: what changed meanwhile is asked for again."""


def start_import(settings: Settings, hubs: HubSet, path: Path, name: str = "") -> jobs.Job:
    """Start reading a dump of a hub into the catalog in a job.

    Args:
        name: the hub; empty is the one beyond the embedded hub.

    Raises:
        DataError: there is no such file.
        NotFound: there is no such hub here, or not exactly one to choose.
    """
    if not path.is_file():
        raise DataError(f"there is no file {path}")
    others = [known for known in hubs.names if known != embedded.NAME]
    if not name and len(others) != 1:
        raise NotFound(
            "which hub the dump is of must be named",
            hint=f"--hub {' or '.join(others)}"
            if others
            else "set HUBEXPLORER_HUB to its address; offline too, it is not asked",
        )
    name = name or others[0]
    hubs.endpoint(name)
    return jobs.start(
        settings.home,
        "hubexplorer.workspace.sync.dump:import_job",
        {"path": str(path.resolve()), "name": name, **settings_args(settings)},
        title=f"Reading {path.name} as a dump of {hubs.title(name)}",
    )


def import_job(job: jobs.JobContext) -> Mapping[str, Any]:
    """Read a dump into the catalog, in place of what it held of the hub (a job entry)."""
    finder, hubs = finder_of(job.args)
    path, name = Path(job.args["path"]), job.args["name"]
    about = path.stat()
    plan = Plan(
        source=f"{path} {about.st_size} {about.st_mtime_ns}", version=__version__, sort="dump"
    )
    folder = spool_folder(finder, name)
    with only_one(job, folder, hubs.title(name)):
        spool = Spool.open(folder.with_name(f"{name}.dump"), plan, now_s=time.time())
        start = int(spool.place.cursor or 0)
        for part in read_dump(path, name, start=start) if not spool.place.is_complete else ():
            rows = [catalog_row(model) for model in part.models]
            spool.add(rows, str(part.stop), is_last=part.stop == part.total)
            text = f"{path.name}: {part.stop:,} of {part.total:,} rows"
            job.progress(part.stop, part.total, text)
        if not spool.place.rows:
            spool.clear()
            raise DataError(f"{path} names no models", hint="the catalog is as it was")
        newest_s = max((row.updated_s for row in spool), default=0.0)
        newest_s = max(0.0, min(newest_s, time.time()) - _DAY_S)
        size = finder.store(
            name, spool, {"listed_s": newest_s, "newest_s": newest_s}, is_whole=True
        )
        spool.clear()
    return {name: size}
