"""The command line: thin verbs over a Workspace. Data on stdout, talk on stderr, `--json`."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from itertools import chain, repeat
from pathlib import Path
from typing import Any

from hubexplorer import __version__
from hubexplorer.cards import completeness
from hubexplorer.commands import (
    catalog,
    collections,
    compare,
    downloads,
    endpoints,
    measure,
    pins,
    signin,
    tune,
)
from hubexplorer.commands.answers import put_pane
from hubexplorer.commands.cards import put_difference
from hubexplorer.commands.talk import (
    FAILED,
    MISUSED,
    OK,
    Command,
    follow,
    open_workspace,
    put,
    put_json,
    say,
    say_error,
)
from hubexplorer.errors import HubExplorerError
from hubexplorer.records import CatalogRow, ModelRef
from hubexplorer.settings import Settings
from hubexplorer.workspace.embedded import NAME as EMBEDDED
from hubexplorer.workspace.run.inputs import Inputs

_ASK_S = 1.0
_SUFFIXES = {".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".wav"}


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out one command; the exit status: 0 done, 1 an error or a failed check, 2 misuse."""
    args = _parser().parse_args(argv)
    if getattr(args, "offline", False):
        os.environ["HUBEXPLORER_OFFLINE"] = "1"
    command: Command = args.command
    try:
        status = command(args)
        sys.stdout.flush()
        return status
    except HubExplorerError as error:
        say_error(error)
        return FAILED
    except BrokenPipeError:  # whoever read our output has seen enough, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except OSError as error:
        say(f"error: {error.strerror}" + (f": {error.filename}" if error.filename else ""))
        return FAILED
    except ValueError as error:
        say(f"error: {error}")
        return MISUSED
    except KeyboardInterrupt:
        say("stopped")
        return FAILED


def _app(args: argparse.Namespace) -> int:
    from hubexplorer.ui.app import run_app

    settings = Settings.load(os.environ)
    return run_app(
        Path(args.folder).resolve(),
        settings.home,
        port=args.port,
        theme=args.theme,
        opens=not args.no_browser,
    )


def _lab(args: argparse.Namespace) -> int:
    from hubexplorer.ui.app import run_lab

    home = Settings.load(os.environ).home
    return run_lab(Path(args.folder).resolve(), home, port=args.port, opens=not args.no_browser)


def _search(args: argparse.Namespace) -> int:
    workspace, text = open_workspace(args), " ".join(args.text)
    new: set[ModelRef] = set()
    if args.saved:
        given = (text, args.save, args.machine, args.collection, args.live, args.fold)
        if any(given):
            raise ValueError("--saved NAME searches for what was saved, and nothing else")
        if args.limit is None:
            raise ValueError("--saved NAME shows a page: give --limit a number")
        found = workspace.searches.open(args.saved, limit=args.limit)
        hits, new = found.hits, {row.ref for row in found.new}
    else:
        how = {"sort": args.sort, "machine": args.machine, "collection": args.collection}
        hits = workspace.search(text, limit=args.limit, live=args.live, fold=args.fold, **how)
        if args.save:
            workspace.searches.save(args.save, text, fold=args.fold, **how)
    say(f"{hits.total:,} of {hits.size:,} models")
    for near in hits.near:
        say(str(near))
    if hits.folded:
        say(f"{hits.folded:,} of them stand under the model that they are derived from")
    if args.saved:
        say(f"{found.new.total:,} new or changed since {_day(found.saved.opened_s)}")
    if args.live:
        say(f"{sum(row.is_live for row in hits):,} more asked of their hubs")
    for problem in hits.problems.values():
        say_error(problem)
    if new:
        hits = replace(hits, rows=(*found.new, *(row for row in hits if row.ref not in new)))
    counts = chain(hits.derived, repeat({}))
    for row, derived in zip(hits, counts, strict=False):
        _put_row(row, args.json, is_new=row.ref in new, derived=derived)
    return OK


def _put_row(row: CatalogRow, as_json: bool, *, is_new: bool, derived: Mapping[str, int]) -> None:
    if as_json:
        put_json(
            {
                "hub": row.hub,
                "repo": row.repo,
                "commit": row.commit,
                "task": row.task,
                "license": row.license_id,
                "languages": row.languages,
                "parameters": row.parameters,
                "parameters_source": row.parameters_source,
                "memory_bytes": row.memory_bytes,
                "base_models": row.base_models,
                "relation": row.base_relation,
                "downloads": row.downloads,
                "scores": [asdict(score) for score in row.scores],
                **({"derived": derived} if derived else {}),
                **({"new": True} if is_new else {}),
                **({"live": True} if row.is_live else {}),
            }
        )
        return
    is_guessed = row.parameters_source in ("config", "name")
    size = ("about " if is_guessed else "") + (f"{row.parameters:,}" if row.parameters else "?")
    words = [f"{row.hub}:{row.repo}", row.task or "-", size, row.license_id or "not stated"]
    marks = (["new"] if is_new else []) + (["live"] if row.is_live else [])
    marks += [f"{count:,} {relation or 'derived'}" for relation, count in derived.items()]
    put("\t".join([*words, *marks]))


def _card(args: argparse.Namespace) -> int:
    workspace = open_workspace(args)
    if args.since:
        put_difference(workspace.card_diff(args.model, args.since), args.json)
        return OK
    page = workspace.card(args.model)
    if args.json:
        put_json(
            {
                "model": str(page.ref),
                "license_class": page.license_class,
                "license_sources": [
                    {"where": one.where, "name": one.name, "says": one.says}
                    for one in page.license_sources
                ],
                "completeness": completeness(page.findings).score,
                "fit": page.fit,
                "findings": [
                    {
                        "kind": item.kind,
                        "gravity": item.gravity,
                        "title": item.title,
                        "quote": item.quote,
                        "line": item.line,
                    }
                    for item in page.findings
                ],
                "files": {entry.path: entry.size_bytes for entry in page.files},
            }
        )
        return OK
    put(f"{page.ref}")
    for item in page.findings:
        quote = f'  "{item.quote}" (line {item.line})' if item.quote else ""
        put(f"{item.gravity}\t{item.title}{quote}")
    return OK


def _run(args: argparse.Namespace) -> int:
    workspace = open_workspace(args)
    comparison = workspace.compare(args.model, _inputs(args.input))
    for pane in comparison.panes:
        put_pane(pane, args.json)
    workspace.close()
    return OK if all(pane.answer for pane in comparison.panes) else FAILED


def _inputs(given: Sequence[str]) -> Inputs:
    """An image where the one word given names a file of that kind, else the texts."""
    if len(given) > 1:
        return given
    text = given[0]
    is_file_name = Path(text).suffix.lower() in _SUFFIXES and not any(map(str.isspace, text))
    return Path(text) if is_file_name else text


def _sync(args: argparse.Namespace) -> int:
    workspace = open_workspace(args)
    if args.dump and (len(args.hub) > 1 or args.limit or args.full):
        raise ValueError("--from reads all of one dump, of one --hub")
    job = (
        workspace.sync_from(args.dump, *args.hub)
        if args.dump
        else workspace.sync(*args.hub, limit=args.limit, full=args.full)
    )
    if job is not None:
        follow(job)
        workspace.finder.ready()
    put(workspace.finder.count_text())
    return OK


def _hub_serve(args: argparse.Namespace) -> int:
    endpoint = ""
    workspace = open_workspace(args)
    say("read-only; kept running until Ctrl-C, then until nobody has used it for a while")
    with contextlib.suppress(KeyboardInterrupt):
        while True:
            hub = workspace.hubs.get(EMBEDDED)
            if hub.endpoint != endpoint:  # at first, or it had to be started again
                endpoint = hub.endpoint
                put(endpoint)
                sys.stdout.flush()
            hub.is_up(timeout_s=_ASK_S)  # a hub that is asked does not end as unused
            time.sleep(_ASK_S)
    workspace.close()
    return OK


def _day(time_s: float) -> str:
    return time.strftime("%Y-%m-%d", time.localtime(time_s))


def _page(text: str) -> int | None:
    return None if text == "all" else int(text)


def _count(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"not a number of models: {text!r}")
    return int(text)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="hubexplorer", description="Find, read, try, tune and pin models."
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, command: Command, what: str, *, among: Any = None) -> Any:
        sub = (among or commands).add_parser(name, help=what, description=what)
        sub.set_defaults(command=command)
        sub.add_argument("--folder", default=".", help="project folder (default: this one)")
        sub.add_argument("--offline", action="store_true", help="never leave this machine")
        return sub

    app = add("app", _app, "serve the Explorer as a web app on this machine")
    app.add_argument("--theme", choices=["light", "dark"], default="light")
    lab = add("lab", _lab, "start JupyterLab on the folder")
    for server in (app, lab):
        server.add_argument("--port", type=int, default=0, help="default: any free one")
        server.add_argument("--no-browser", action="store_true")
    search = add("search", _search, "list models: words and filters like task:fill-mask")
    search.add_argument("text", nargs="*")
    search.add_argument("--sort", default="downloads")
    search.add_argument("--limit", type=_page, default=20, help='rows; "all" for every one')
    search.add_argument("--fold", action="store_true", help="derived models under their base")
    search.add_argument("--live", action="store_true", help="also ask hubs listed only in part")
    search.add_argument("--machine", default="", help='judge fit for "8 GB GPU", "laptop 16 GB"')
    search.add_argument("--collection", default="", help="only the models of this list")
    search.add_argument("--save", metavar="NAME", help="save the search in this folder")
    search.add_argument("--saved", metavar="NAME", help="open a saved one, what is new first")
    card = add("card", _card, "review a model's card")
    card.add_argument("model", help="[HUB:]NAMESPACE/NAME[@COMMIT]")
    card.add_argument("--since", metavar="COMMIT", help="what changed since this commit or tag")
    run = add("run", _run, "run models on a text, sentences, or an image file")
    run.add_argument("model", action="append", help="repeat with --also for a comparison")
    run.add_argument("--also", action="append", dest="model", metavar="MODEL")
    run.add_argument("input", nargs="+", help="a text, several sentences, or an image file")
    compare.add_to(add)
    measure.add_to(add)
    pins.add_to(add)
    sync = add("sync", _sync, "list the hubs into the catalog; later, what changed since")
    sync.add_argument("--hub", action="append", default=[], help="only this one (repeatable)")
    sync.add_argument("--from", dest="dump", metavar="FILE", help="read a Parquet dump instead")
    sync.add_argument("--limit", type=_count, help="only so many, the most downloaded")
    sync.add_argument("--full", action="store_true", help="all again; notices deleted models")
    for printing in (search, card, run):
        printing.add_argument("--json", action="store_true", help="one JSON object a line")
    downloads.add_to(add, commands)
    tune.add_to(add, commands)
    catalog.add_to(add, commands)
    collections.add_to(add, commands)
    hub = commands.add_parser("hub", help="sign in to hubs; serve the private hub in the box")
    verbs = hub.add_subparsers(required=True, metavar="VERB")
    signin.add_to(add, verbs)
    endpoints.add_to(add, commands)
    serve = verbs.add_parser("serve", help="keep it running")
    serve.set_defaults(command=_hub_serve, folder=".", offline=False)
    return parser
