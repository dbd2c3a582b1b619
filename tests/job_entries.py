"""Entries that the tests of jobs and services start in processes of their own."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Mapping
from typing import Any

from hubexplorer.errors import DataError
from hubexplorer.jobs import JobContext
from hubexplorer.services import ServiceContext


def count(job: JobContext) -> Mapping[str, Any]:
    total = job.args["total"]
    for done in range(total):
        job.progress(done + 1, total, "counting")
    return {"sum": total, "session": os.getsid(0), "secret": job.secret.get("token", "")}


def forever(job: JobContext) -> None:
    while True:
        job.progress(0, 0, "waiting")
        time.sleep(0.01)


def deaf(_job: JobContext) -> None:
    time.sleep(60)


def refuse(_job: JobContext) -> None:
    raise DataError("row 7 is broken", hint="mend row 7")


def crash(_job: JobContext) -> None:
    raise ZeroDivisionError("a fault of ours")


def environment(_job: JobContext) -> Mapping[str, Any]:
    return dict(os.environ)


def echo(service: ServiceContext) -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        server.settimeout(0.05)
        service.announce(f"http://127.0.0.1:{server.getsockname()[1]}")
        started = time.monotonic()
        while not service.stopping.is_set() and time.monotonic() - started < service.idle_s:
            try:
                connection, _ = server.accept()
            except TimeoutError:
                continue
            connection.close()


def stillborn(_service: ServiceContext) -> None:
    raise SystemExit("no port for me")
