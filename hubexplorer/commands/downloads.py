"""downloads: what is to come, what lies on this disk, and deleting it, from the command line."""

from __future__ import annotations

import argparse
from typing import Any

from hubexplorer.commands.talk import OK, Adder, follow, open_workspace, put, put_json, say
from hubexplorer.errors import NotFound
from hubexplorer.records import ModelRef
from hubexplorer.workspace.downloads import DownloadPlan


def add_to(add: Adder, commands: Any) -> None:
    """Put these verbs on the command line."""
    what = "what was downloaded, what it takes of the disk; fetch and delete"
    verbs = commands.add_parser("downloads", help=what, description=what).add_subparsers(
        required=True, metavar="VERB"
    )
    listing = add("list", _list, "models on this disk and downloads under way", among=verbs)
    plan = add("plan", _plan, "the files that would come, and why", among=verbs)
    get = add("get", _get, "download a model, or go on with it; Ctrl-C pauses", among=verbs)
    delete = add("delete", _delete, "take a model's files off this disk", among=verbs)
    for one in (plan, get):
        one.add_argument("model", help="[HUB:]NAMESPACE/NAME[@COMMIT]")
    delete.add_argument(
        "model", help="[HUB:]NAMESPACE/NAME@COMMIT, or without @COMMIT all that is kept of it"
    )
    for printing in (listing, plan):
        printing.add_argument("--json", action="store_true", help="one JSON object a line")


def _list(args: argparse.Namespace) -> int:
    downloads = open_workspace(args).downloads
    for one in downloads.disk():
        if args.json:
            put_json(
                {
                    "model": str(one),
                    "bytes": one.size_bytes,
                    "pinned": one.is_pinned,
                    "complete": one.commit is not None,
                }
            )
        else:
            note = "pinned" if one.is_pinned else "" if one.commit else "unfinished"
            put(f"{_megabytes(one.size_bytes)}\t{one}\t{note}".rstrip())
    for download in downloads.all():
        if download.status != "done":
            share = 100 * download.done_bytes / (download.total_bytes or 1)
            say(f"{download.status}, {share:.0f} %: {download.ref} {download.problem}".rstrip())
    return OK


def _plan(args: argparse.Namespace) -> int:
    plan = open_workspace(args).downloads.plan(args.model)
    if args.json:
        put_json(
            {
                "model": str(plan.ref),
                "files": [
                    {"path": file.path, "bytes": file.size_bytes, "why": file.why}
                    for file in plan.files
                ],
                "left_out": plan.left_out,
                "missing_bytes": plan.missing_bytes,
                "free_bytes": plan.free_bytes,
            }
        )
        return OK
    _put_plan(plan)
    return OK


def _get(args: argparse.Namespace) -> int:
    downloads = open_workspace(args).downloads
    plan = downloads.plan(args.model)
    _say_sum(plan)
    download = downloads.start(plan.ref)
    follow(download.job)
    put(str(download.job.state().result["folder"]))
    return OK


def _delete(args: argparse.Namespace) -> int:
    workspace = open_workspace(args)
    ref = ModelRef.parse(args.model)
    found = [
        one
        for one in workspace.downloads.disk()
        if (one.hub, one.repo) == (ref.hub, ref.repo) and ref.commit in (None, one.commit)
    ]
    if not found:
        raise NotFound(f"nothing of {ref} is kept here", hint="see: hubexplorer downloads list")
    for one in found:
        workspace.downloads.delete(one.hub, one.repo, one.commit)
        put(f"deleted\t{_megabytes(one.size_bytes)}\t{one}")
        if one.is_pinned:
            say("it stays pinned: hubexplorer install brings the same files back")
    return OK


def _put_plan(plan: DownloadPlan) -> None:
    for file in plan.files:
        here = "here already" if file.here_bytes == file.size_bytes else ""
        put(f"{_megabytes(file.size_bytes)}\t{file.path}\t{file.why}\t{here}".rstrip())
    for path in plan.left_out:
        say(f"left out: {path}")
    _say_sum(plan)


def _say_sum(plan: DownloadPlan) -> None:
    left = f"{_large(max(plan.left_bytes, 0))} of the disk stay free"
    fate = left if plan.left_bytes >= 0 else f"only {_large(plan.free_bytes)} are free"
    say(f"{_megabytes(plan.missing_bytes)} to come; {fate}")


def _large(size_bytes: float) -> str:
    return f"{size_bytes / 1e9:,.1f} GB" if size_bytes >= 1e9 else _megabytes(size_bytes)


def _megabytes(size_bytes: float) -> str:
    return f"{size_bytes / 1e6:,.1f} MB"
