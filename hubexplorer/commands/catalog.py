"""catalog: what it holds, its changes written into it, its files checked, from the command line."""

from __future__ import annotations

import argparse
import os
import time
from typing import Any

from hubexplorer.commands.talk import OK, Adder, follow, open_workspace, put, put_json, say
from hubexplorer.errors import SnapshotDamaged
from hubexplorer.settings import Settings
from hubexplorer.workspace.find.finder import catalog_folder
from hubexplorer.workspace.find.upkeep import Upkeep
from hubexplorer.workspace.hubset import HubSet


def add_to(add: Adder, commands: Any) -> None:
    """Put these verbs on the command line."""
    what = "the list of all models on this disk: what it holds, tidy and check it"
    verbs = commands.add_parser("catalog", help=what, description=what).add_subparsers(
        required=True, metavar="VERB"
    )
    info = add("info", _info, "models by hub, when they were listed, what it takes", among=verbs)
    info.add_argument("--json", action="store_true", help="one JSON object")
    add("compact", _compact, "write what changed since into the base", among=verbs)
    verify = add("verify", _verify, "read every byte, compare with what was written", among=verbs)
    verify.add_argument("--rebuild", action="store_true", help="where damaged, list the hubs again")


def _info(args: argparse.Namespace) -> int:
    info = _upkeep().info()
    if args.json:
        put_json(
            {
                "folder": str(info.folder),
                "models": info.models,
                "changed": info.changed,
                "generation": info.generation,
                "built_s": info.built_s,
                "bytes": info.size_bytes,
                "hubs": dict(info.hubs),
            }
        )
        return OK
    put(f"{info.models:,} models, {info.size_bytes / 1e6:,.1f} MB in {info.folder}")
    for name, entry in info.hubs.items():
        of = entry.get("of")
        part = "all" if of else "a part"
        put(f"{name}\t{entry['rows']:,} models ({part})\tlisted {_day(entry['synced_s'])}")
    if info.changed:
        say(f"{info.changed:,} of them changed since the base; `catalog compact` writes them in")
    return OK


def _compact(_args: argparse.Namespace) -> int:
    upkeep = _upkeep()
    was_changed = upkeep.compact()
    put("compacted" if was_changed else "nothing has changed since the base")
    return OK


def _verify(args: argparse.Namespace) -> int:
    upkeep = _upkeep()
    try:
        size_bytes = upkeep.verify()
    except SnapshotDamaged as error:
        if not args.rebuild:
            raise
        say(error.message)
        upkeep.discard()
        workspace = open_workspace(args)
        job = workspace.sync()
        if job is not None:
            follow(job)
        workspace.finder.ready()
        put(f"rebuilt: {workspace.finder.count_text()}")
        return OK
    put(f"{size_bytes / 1e6:,.1f} MB are what was written")
    return OK


def _upkeep() -> Upkeep:
    # Opening a workspace would replace a damaged catalog before anybody saw that it is.
    settings = Settings.load(os.environ)
    return Upkeep(catalog_folder(settings, HubSet(settings)))


def _day(time_s: float) -> str:
    return time.strftime("%Y-%m-%d", time.localtime(time_s))
