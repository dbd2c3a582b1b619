"""endpoint models, login and logout: models that an OpenAI-compatible server offers."""

from __future__ import annotations

import argparse
import getpass
import sys
from typing import Any

from hubexplorer.commands.talk import OK, Adder, open_workspace, put, say
from hubexplorer.workspace.compare.candidate import Candidate


def add_to(add: Adder, commands: Any) -> None:
    """Put these verbs on the command line, under `endpoint`."""
    endpoint = commands.add_parser("endpoint", help="models behind an OpenAI-compatible server")
    verbs = endpoint.add_subparsers(required=True, metavar="VERB")
    models = add("models", _models, "list what a server offers, as `run` takes it", among=verbs)
    login = add("login", _login, "keep a token for a server; it is asked for, or read", among=verbs)
    logout = add("logout", _logout, "forget the token kept for a server", among=verbs)
    for one in (models, login, logout):
        one.add_argument("url", help="http://127.0.0.1:8000/v1, or an https address")


def _models(args: argparse.Namespace) -> int:
    workspace = open_workspace(args)
    for name in workspace.runner.endpoints.models(args.url):
        candidate = Candidate.endpoint(args.url, name)
        # A name that no hub could have needs its setting, which only Python can give.
        put(f"{candidate.ref}" if not candidate.settings else f"{args.url}\t{name}\tPython only")
    workspace.close()
    return OK


def _login(args: argparse.Namespace) -> int:
    credentials = open_workspace(args).hubs.credentials
    origin = Candidate.endpoint(args.url, "model").ref.hub
    say(f"for {origin}; kept in {credentials.place}")
    # From a pipe, or typed unseen: an argument would stand in the shell's history.
    token = getpass.getpass("token: ") if sys.stdin.isatty() else sys.stdin.readline()
    credentials.set(args.url, token)
    put(f"kept\t{origin}")
    return OK


def _logout(args: argparse.Namespace) -> int:
    open_workspace(args).hubs.credentials.remove(args.url)
    put(f"forgotten\t{args.url}")
    return OK
