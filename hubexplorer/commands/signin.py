"""hub login, logout and list: tokens from the command line, never as an argument of it."""

from __future__ import annotations

import argparse
import getpass
import sys
from typing import Any

from hubexplorer.commands.talk import OK, Adder, open_workspace, put, put_json, say
from hubexplorer.workspace import Workspace


def add_to(add: Adder, verbs: Any) -> None:
    """Put these verbs under `hub`."""
    login = add("login", _login, "sign in to a hub; the token is asked for, or read", among=verbs)
    logout = add("logout", _logout, "forget the token kept for a hub", among=verbs)
    listing = add("list", _list, "the hubs, and which you are signed in to", among=verbs)
    for one in (login, logout):
        one.add_argument("hub", nargs="?", default="", help="its name (default: the only one)")
    listing.add_argument("--json", action="store_true", help="one JSON object a line")


def _login(args: argparse.Namespace) -> int:
    workspace = open_workspace(args)
    hub = _chosen(workspace, args.hub)
    say(f"for {workspace.hubs.endpoint(hub)}; kept in {workspace.hubs.credentials.place}")
    # From a pipe, or typed unseen: an argument would stand in the shell's history.
    token = getpass.getpass("token: ") if sys.stdin.isatty() else sys.stdin.readline()
    name = workspace.accounts.sign_in(hub, token)
    put(f"signed in\t{hub}\t{name}".rstrip())
    return OK


def _logout(args: argparse.Namespace) -> int:
    workspace = open_workspace(args)
    hub = _chosen(workspace, args.hub)
    workspace.accounts.sign_out(hub)
    put(f"signed out\t{hub}")
    return OK


def _list(args: argparse.Namespace) -> int:
    for one in open_workspace(args).accounts.all():
        if args.json:
            put_json({"hub": one.hub, "endpoint": one.endpoint, "signed_in": one.is_signed_in})
        else:
            state = "signed in" if one.is_signed_in else "not signed in" if one.endpoint else "-"
            put(f"{one.hub}\t{one.endpoint or one.title}\t{state}")
    return OK


def _chosen(workspace: Workspace, name: str) -> str:
    known = workspace.hubs.names[1:]
    if not name and len(known) != 1:
        raise ValueError(
            f"name the hub: {', '.join(known) or 'there is none but the embedded one'}"
        )
    return name or known[0]
