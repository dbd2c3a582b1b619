"""How commands speak: data on stdout, talk on stderr, one JSON object a line on request."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from typing import Any, Protocol

from hubexplorer.errors import HubExplorerError, RunError
from hubexplorer.jobs import Event, Job
from hubexplorer.workspace import Workspace

OK, FAILED, MISUSED = 0, 1, 2
_TELL_S = 5.0

Command = Callable[[argparse.Namespace], int]


class Adder(Protocol):
    """Adds one verb to the command line and returns its parser."""

    def __call__(self, name: str, command: Command, what: str, *, among: Any = None) -> Any: ...


def open_workspace(args: argparse.Namespace) -> Workspace:
    """The workspace of the project folder that was named."""
    return Workspace.open(args.folder, shortlist=False)


def put(line: str) -> None:
    """A line of data."""
    sys.stdout.write(line + "\n")


def put_json(value: Any) -> None:
    """A line of data for programs."""
    put(json.dumps(value, ensure_ascii=False))


def say(line: str) -> None:
    """A line for the person who watches."""
    sys.stderr.write(line + "\n")


def say_error(error: HubExplorerError) -> None:
    """What happened, and what to do about it."""
    say(f"error: {error.message}")
    if error.hint:
        say(f"hint: {error.hint}")
    if isinstance(error, RunError) and error.snippet:
        say(error.snippet.rstrip())


def follow(job: Job) -> None:
    """Tell a job's progress, now and then, until it ended; interrupted, it is canceled."""
    told_s = -_TELL_S

    def tell(event: Event) -> None:
        nonlocal told_s
        text = event.data.get("text")
        if text and time.monotonic() - told_s >= _TELL_S:
            told_s = time.monotonic()
            say(str(text))

    try:
        job.wait(on_event=tell)
    except KeyboardInterrupt:
        job.cancel()
        raise
