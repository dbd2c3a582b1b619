"""collections: the lists of this folder, and following those of a hub or a file, as commands."""

from __future__ import annotations

import argparse
from typing import Any

from hubexplorer.commands.talk import OK, Adder, open_workspace, put, put_json, say
from hubexplorer.workspace.find.collection_file import Collection, source_text


def add_to(add: Adder, commands: Any) -> None:
    """Put these verbs on the command line."""
    what = "lists of models that somebody chose: show them, follow those of a hub or a file"
    verbs = commands.add_parser("collections", help=what, description=what).add_subparsers(
        required=True, metavar="VERB"
    )
    shown = add("list", _list, "the lists that can be searched here", among=verbs)
    shown.add_argument("--json", action="store_true", help="one JSON object a line")
    where = "HUB:NAMESPACE/NAME[@COMMIT] with a hubexplorer-collections.toml, or a .toml file"
    follow = add("follow", _follow, "take over lists; again, as they are now", among=verbs)
    follow.add_argument("where", help=where)
    unfollow = add("unfollow", _unfollow, "give up the lists of a place", among=verbs)
    unfollow.add_argument("where", help="as it was followed")


def _list(args: argparse.Namespace) -> int:
    for one in open_workspace(args).collections.values():
        if args.json:
            put_json(
                {
                    "name": one.name,
                    "about": one.about,
                    "models": [str(ref) for ref in one.models],
                    "from": _source(one),
                }
            )
        else:
            put(_line(one))
    return OK


def _follow(args: argparse.Namespace) -> int:
    found = open_workspace(args).collections.follow(args.where)
    for one in found:
        put(_line(one))
    if not found:
        say(f"{args.where} holds no lists yet")
    return OK


def _unfollow(args: argparse.Namespace) -> int:
    for one in open_workspace(args).collections.unfollow(args.where):
        put(f"{one.name}\tno longer followed")
    return OK


def _line(one: Collection) -> str:
    count = f"{len(one.models):,} model" + ("" if len(one.models) == 1 else "s")
    return "\t".join(filter(None, (one.name, count, _source(one), one.about)))


def _source(one: Collection) -> str:
    return source_text(one.source) if one.source else ""
