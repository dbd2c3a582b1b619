"""tune: the fine-tuning runs of a project folder, from the command line."""

from __future__ import annotations

import argparse
from typing import Any

from hubexplorer.commands.talk import OK, Adder, follow, open_workspace, put, put_json, say
from hubexplorer.workspace.tune.runs import Run, Runs


def add_to(add: Adder, commands: Any) -> None:
    """Put these verbs on the command line."""
    what = "the fine-tuning runs of this folder: side by side, gone on with, kept"
    verbs = commands.add_parser("tune", help=what, description=what).add_subparsers(
        required=True, metavar="VERB"
    )
    listing = add("list", _list, "runs with their settings and results, newest first", among=verbs)
    listing.add_argument("--json", action="store_true", help="one JSON object a line")
    go_on = add("go-on", _go_on, "go on from the last whole checkpoint", among=verbs)
    keep = add("keep", _keep, "put a result into the embedded hub", among=verbs)
    for one in (go_on, keep):
        one.add_argument("run", help="its name, as list prints it")


def _list(args: argparse.Namespace) -> int:
    runs = open_workspace(args).runs
    if not runs:
        say("no fine-tuning runs in this folder")
    groups = runs.top()
    for run in runs:
        top = next((group for group in groups if run.name in group), frozenset())
        standing = ("tied" if len(top) > 1 else "best") if top else ""
        if args.json:
            put_json(_object(run, standing))
        else:
            put(f"{run}{f', {standing}' if standing else ''}")
    if any(len(group) > 1 for group in groups):
        say("tied: the intervals overlap, so these rows show none of them to be better")
    for tracked in dict.fromkeys(run.tracked for run in runs):
        if tracked is not None:
            say(f"also in {tracked.tracker.title}: {tracked.command}")
    return OK


def _object(run: Run, standing: str) -> dict[str, Any]:
    tracked = run.tracked
    return {
        "run": run.name,
        "model": str(run.ref),
        "status": run.status,
        "family": run.family.name,
        "data": run.data,
        "settings": run.settings,
        "metric": run.metric.name,
        "change": run.change,
        "standing": standing,
        "tracked": tracked.command if tracked else None,
    }


def _go_on(args: argparse.Namespace) -> int:
    runs = open_workspace(args).runs
    job = runs.go_on(args.run)
    follow(job)
    put(str(job.state().result["folder"]))
    return OK


def _keep(args: argparse.Namespace) -> int:
    runs: Runs = open_workspace(args).runs
    put(str(runs.keep(args.run)))
    return OK
