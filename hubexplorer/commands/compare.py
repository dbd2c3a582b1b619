"""compare: a saved comparison is made again, printed, and written as a page or a new spec."""

from __future__ import annotations

import argparse
from pathlib import Path

from hubexplorer.commands.answers import put_pane
from hubexplorer.commands.talk import FAILED, OK, Adder, open_workspace, say
from hubexplorer.workspace.compare.comparing import rerun
from hubexplorer.workspace.compare.record import input_title
from hubexplorer.workspace.compare.saving import ENDINGS, save_records
from hubexplorer.workspace.compare.spec import load_comparison


def add_to(add: Adder) -> None:
    """Put the verb on the command line."""
    compare = add("compare", _compare, "make a saved comparison (.toml) again")
    compare.add_argument("spec", type=Path, help="as Compare or comparison.save(...) wrote it")
    compare.add_argument(
        "--out",
        action="append",
        default=[],
        type=_out,
        metavar="FILE",
        help="write it too: .html reads offline, .toml names the commits that answered"
        " (repeatable)",
    )
    compare.add_argument(
        "--endpoints",
        action="store_true",
        help="also ask endpoints beyond this machine that the file names",
    )
    compare.add_argument("--json", action="store_true", help="one JSON object an answer")


def _compare(args: argparse.Namespace) -> int:
    spec = load_comparison(args.spec, endpoints=args.endpoints)
    if not spec.inputs:
        raise ValueError(f"{args.spec.name} asks nothing: it has no [[input]]")
    workspace = open_workspace(args)
    made = []
    try:
        for number, comparison in enumerate(rerun(workspace, spec), start=1):
            title = input_title(comparison.inputs)
            say(f"input {number} of {len(spec.inputs)}: {title}")
            for pane in comparison.panes:
                put_pane(pane, args.json, asked=number)
            made.append(comparison)
        records = [comparison.record for comparison in made]
        for path in args.out:
            say(f"written: {save_records(records, path, workspace.reader.page)}")
    finally:
        workspace.close()
    return OK if all(pane.answer for one in made for pane in one.panes) else FAILED


def _out(text: str) -> Path:
    if not text.endswith(ENDINGS):
        raise argparse.ArgumentTypeError(f"{text!r} ends in none of {', '.join(ENDINGS)}")
    return Path(text)
