"""pin, verify, diff, update and install: the lock file from the command line."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from hubexplorer.commands.talk import (
    FAILED,
    OK,
    Adder,
    follow,
    open_workspace,
    put,
    put_json,
    say,
)
from hubexplorer.errors import PinError
from hubexplorer.pins import Difference
from hubexplorer.workspace import Workspace
from hubexplorer.workspace.downloads import Download
from hubexplorer.workspace.pin.pinning import local_folder
from hubexplorer.workspace.pin.updating import PinUpdate


def add_to(add: Adder) -> None:
    """Put these verbs on the command line."""
    pin = add("pin", _pin, "pin a model's commit and files in hubexplorer.lock")
    pin.add_argument("model")
    pin.add_argument("--seen", action="store_true", help="record that the findings were read")
    pin.add_argument(
        "--allow",
        action="append",
        metavar="FILE",
        help="use this file of this commit although the loading policy refuses it (repeatable)",
    )
    verify = add("verify", _verify, "hold every pin against its hub and this disk")
    diff = add("diff", _diff, "show what updating pins would change; 1 if anything")
    diff.add_argument("model", nargs="*", help="[HUB:]NAMESPACE/NAME (default: all)")
    diff.add_argument("--with", dest="other", metavar="FILE", help="compare with that lock file")
    update = add("update", _update, "move pins to the newest commits, once shown what changes")
    update.add_argument("model", nargs="*", help="[HUB:]NAMESPACE/NAME (default: all)")
    update.add_argument("--commit", help="move to this one (of a single model)")
    update.add_argument(
        "--measure",
        type=Path,
        metavar="SPEC",
        help="measure both commits on your own data first; one that does worse is not taken",
    )
    update.add_argument("--yes", action="store_true", help="write without asking")
    update.add_argument("--seen", action="store_true", help="record that the findings were read")
    install = add("install", _install, "fetch exactly the pinned files, or say what differs")
    install.add_argument("model", nargs="*", help="[HUB:]NAMESPACE/NAME (default: all)")
    for printing in (pin, verify, diff, install):
        printing.add_argument("--json", action="store_true", help="one JSON object a line")


def _pin(args: argparse.Namespace) -> int:
    workspace = open_workspace(args)
    page = workspace.card(args.model)
    still_open = [item for item in page.findings if item.is_open]
    for item in still_open:
        say(f"{item.gravity}: {item.title}")
    seen = [item.kind for item in still_open] if args.seen else []
    pin = workspace.pin(page.ref, seen=seen, allow=args.allow)
    for path in pin.exceptions:
        say(f"allowed at this commit: {local_folder(workspace, pin) / path}")
    if still_open and not args.seen:
        say("hint: --seen records that these findings were read")
    put_json({"repo": pin.repo, "commit": pin.commit}) if args.json else put(str(page.ref))
    return OK


def _verify(args: argparse.Namespace) -> int:
    workspace = _with_lock(args)
    checks = workspace.verify()
    for check in checks:
        if args.json:
            put_json(
                {
                    "repo": check.pin.repo,
                    "commit": check.pin.commit,
                    "ok": check.is_ok,
                    "installed": check.is_installed,
                    "differences": check.differences,
                    "problem": str(check.problem or "") or None,
                }
            )
        else:
            away = "" if check.is_installed else "\tnot installed"
            word = "ok" if check.is_ok else "DIFFERS"
            put(f"{word}\t{check.pin.repo}@{check.pin.commit[:7]}{away}")
            for line in (*check.differences, *([str(check.problem)] if check.problem else [])):
                say(f"  {line}")
    return OK if all(check.is_ok for check in checks) else FAILED


def _diff(args: argparse.Namespace) -> int:
    workspace = _with_lock(args)
    if args.other:
        if args.model:
            raise ValueError("--with FILE compares whole lock files, not single models")
        changes = workspace.pins.compare(args.other)
        for key, differences in changes.items():
            _put_differences(key, differences, args.json)
        return FAILED if changes else OK
    updates = workspace.pins.diff(*args.model)
    for update in updates:
        if args.json:
            put_json(_update_json(update))
        else:
            _put_update(update)
    return FAILED if any(update.is_needed for update in updates) else OK


def _update(args: argparse.Namespace) -> int:
    workspace = _with_lock(args)
    if args.commit:
        if len(args.model) != 1:
            raise ValueError("--commit moves a single model, which must be named")
        updates = [workspace.pins.propose(args.model[0], args.commit)]
    else:
        updates = list(workspace.pins.diff(*args.model))
    status = OK
    for update in updates:
        _put_update(update)
        if not update.is_needed:
            continue
        if args.measure and not _is_as_good(workspace, update, args.measure):
            status = FAILED
            continue
        if not args.yes and not _agrees(f"Move {update.new.repo} to {update.new.commit[:7]}?"):
            say("not written; --yes writes without asking")
            status = FAILED
            continue
        seen = [item.kind for item in update.findings] if args.seen else []
        put(f"written\t{workspace.pins.apply(update, seen=seen).ref}")
    return status


def _is_as_good(workspace: Workspace, update: PinUpdate, spec: Path) -> bool:
    """Whether the newer commit is not beaten on somebody's rows and reaches the thresholds."""
    from hubexplorer.workspace.pin.weighing import weigh

    weighed = weigh(workspace, update, spec)
    put(f"  {weighed.report.verdict}")
    for line in weighed.missed:
        say(f"threshold missed: {line}")
    if weighed.is_worse:
        say(f"not written: {weighed.new} does worse than {weighed.old} on these rows")
    elif weighed.missed:
        say("not written: a threshold is missed")
    return weighed.is_acceptable


def _install(args: argparse.Namespace) -> int:
    workspace = _with_lock(args)

    def watch(download: Download) -> None:
        say(f"fetching {download.ref}")
        follow(download.job)

    chosen = args.model or [f"{pin.hub}:{pin.repo}" for pin in workspace.pins]
    for model in chosen:
        (folder,) = workspace.pins.install(model, offline=args.offline, watch=watch)
        if args.json:
            put_json({"model": model, "folder": str(folder)})
        else:
            put(f"{model}\t{folder}")
    return OK


def _put_update(update: PinUpdate) -> None:
    old, new = update.old, update.new
    if not update.is_needed:
        put(f"up to date\t{old.repo}@{old.commit[:7]}")
        return
    put(f"changes\t{old.repo}@{old.commit[:7]} to {new.commit[:7]}")
    for found in update.differences:
        put(f"  {found}")
    for item in update.settled:
        put(f"  no longer open: {item.title}")
    for item in update.findings:
        put(f"  newly open, {item.gravity}: {item.title}")
    for line in update.card:
        put(f"  | {line}")


def _update_json(update: PinUpdate) -> dict[str, object]:
    return {
        "model": f"{update.old.hub}:{update.old.repo}",
        "from": update.old.commit,
        "to": update.new.commit,
        "differences": [str(found) for found in update.differences],
        "newly_open": [item.title for item in update.findings],
        "no_longer_open": [item.title for item in update.settled],
        "card": list(update.card),
    }


def _put_differences(key: str, differences: tuple[Difference, ...], as_json: bool) -> None:
    if as_json:
        put_json({"model": key, "differences": [str(found) for found in differences]})
        return
    put(f"changes\t{key}")
    for found in differences:
        put(f"  {found}")


def _agrees(question: str) -> bool:
    """Whether the person at the terminal says yes; where there is none, nobody did."""
    if not sys.stdin.isatty():
        return False
    sys.stderr.write(f"{question} [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


def _with_lock(args: argparse.Namespace) -> Workspace:
    workspace = open_workspace(args)
    if not workspace.lock_path.exists():
        raise PinError(
            f"there is no {workspace.lock_path.name} in {workspace.folder}",
            hint="hubexplorer pin MODEL makes one",
        )
    return workspace
