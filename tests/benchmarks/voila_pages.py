"""A Voila server over notebooks written for a measurement."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import nbformat

from hubexplorer.ui.app import app_environment

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_START_S = 60.0


def notebook(path: Path, source: str) -> None:
    """Write a notebook of one cell."""
    cell = nbformat.v4.new_code_cell(source, id="only")
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    written = nbformat.v4.new_notebook(cells=[cell], metadata={"kernelspec": kernel})
    nbformat.write(written, path)


@contextlib.contextmanager
def voila(pages: Path, home: Path) -> Iterator[str]:
    """The address under which the notebooks of a folder are rendered, each visit cold."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {**app_environment(os.environ, home), "HUBEXPLORER_HOME": str(home)}
    server = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "voila",
            str(pages),
            f"--port={port}",
            "--Voila.ip=127.0.0.1",
            "--no-browser",
            "--Voila.token=",
            "--template=hubexplorer",
            "--VoilaConfiguration.allow_theme_override=YES",
            "--Voila.log_level=ERROR",
        ],
        env={**env, "HUBEXPLORER_HUB": "embedded"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + _START_S
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/voila/render"
    finally:
        server.terminate()
        server.wait(20)
