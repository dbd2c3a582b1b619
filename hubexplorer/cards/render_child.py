"""The process that turns one card into HTML and ends, whatever the card does to it.

It reads one JSON request from its standard input and writes one JSON reply to its standard
output. Time and memory are held by the system, so that no parser can get around them.
"""

from __future__ import annotations

import json
import math
import resource
import select
import signal
import sys
from collections.abc import Mapping
from typing import Any

from markdown_it import MarkdownIt

from hubexplorer.cards.check import UnreadableMarkup, violations
from hubexplorer.cards.finish import Finished, finish
from hubexplorer.cards.front_matter import split_front_matter
from hubexplorer.cards.markdown import make_parser
from hubexplorer.cards.mathematics import mathml
from hubexplorer.cards.sanitize import sanitize

# Of the 2 s that a reader may be made to wait, what starting and showing leave.
MAX_SECONDS = 1.7
MAX_MEMORY_BYTES = 300 * 2**20
MAX_MARKUP = 4_000_000
IDLE_S = 600.0
# What nearly every card needs is loaded before the card comes.
_WARM_UP = "".join(f"```{name}\n# a\n```\n" for name in ("python", "bash", "json", "yaml"))


def main() -> int:
    """Serve the one request; 0 when a reply was written."""
    parser = make_parser()
    parser.render(_WARM_UP)
    mathml("x", is_block=False)
    if not select.select([sys.stdin], [], [], IDLE_S)[0]:
        return 0
    request = sys.stdin.buffer.read()
    if not request:
        return 0
    _limit()
    try:
        reply = _lay_out(parser, json.loads(request))
    except RecursionError:
        reply = {"refused": "it is nested too deeply to lay out."}
    except MemoryError:
        reply = {"refused": f"it needs more than {MAX_MEMORY_BYTES // 2**20} MB to lay out."}
    sys.stdout.buffer.write(json.dumps(reply).encode())
    return 0


def _limit() -> None:
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, MAX_SECONDS)
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + math.ceil(MAX_SECONDS)
    for limit, value in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, MAX_MEMORY_BYTES),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        try:
            resource.setrlimit(limit, (value, value))
        except (ValueError, OSError):
            # macOS refuses some of them; the alarm and the parent's own clock still hold.
            continue


def _lay_out(parser: MarkdownIt, request: Mapping[str, Any]) -> dict[str, Any]:
    markup = sanitize(parser.render(split_front_matter(request["text"]).body))
    if len(markup) > MAX_MARKUP:
        return {"refused": f"its markup grows beyond {MAX_MARKUP // 1_000_000} MB."}
    try:
        finished = finish(
            markup,
            images=request["images"],
            allow_remote_images=request["allow_remote_images"],
            base_url=request["base_url"],
        )
    except UnreadableMarkup as error:
        return {"refused": f"it holds {error}."}
    return reply_for(finished)


def reply_for(finished: Finished) -> dict[str, Any]:
    """The reply that carries a finished card, or refuses it for what should not be in it."""
    found = violations(finished.markup)
    if found:
        return {"refused": f"its markup did not pass the safety check ({found[0]})."}
    return {
        "markup": finished.markup,
        "toc": finished.toc,
        "remote_images": finished.remote_images,
    }


if __name__ == "__main__":
    sys.exit(main())
