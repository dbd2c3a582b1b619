"""Starting the Explorer as a Voila app, or JupyterLab on a folder: what `app` and `lab` do."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import webbrowser
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from hubexplorer.errors import MissingExtra, ServiceError
from hubexplorer.jobs import clean_environment
from hubexplorer.workspace.shortlist import FILE_NAME, Shortlist

TEMPLATES = Path(__file__).parent / "voila"
HOST = "127.0.0.1"
CULL_S = 300
"""Seconds after which the kernel of a closed page ends."""
_START_S = 120.0
_QUIET_LAB = {
    "LabApp": {"news_url": None, "check_for_updates_class": "jupyterlab.NeverCheckForUpdate"}
}
"""JupyterLab asks nobody for news or updates."""
_NO_NEWS = {"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}}
"""Nor does it ask the user whether to ask."""
_POLL_S = 0.1


def app_notebook() -> str:
    """The notebook that Voila shows, as JSON: this app serves one person, whose marks are kept."""
    source = (
        "import hubexplorer as hx\n\n"
        "# The marks and past comparisons of the project folder, as in a notebook there.\n"
        "hx.Explorer(hx.Workspace.open(), height=0)"
    )
    cell: dict[str, object] = {
        "cell_type": "code",
        "execution_count": None,
        "id": "explorer",
        "metadata": {},
        "outputs": [],
        "source": source.splitlines(keepends=True),
    }
    python = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {
        "kernelspec": python,
        "language_info": {"name": "python"},
        "title": "HubExplorer",
    }
    notebook = {"cells": [cell], "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(notebook, indent=1) + "\n"


def app_command(notebook: Path, *, port: int, config: Path, theme: str) -> list[str]:
    """The command that serves the app notebook: stand-alone, token, no sources, no tracebacks."""
    return [
        sys.executable,
        "-m",
        "voila",
        str(notebook),
        f"--Voila.ip={HOST}",
        f"--port={port}",
        "--no-browser",
        # The token is in there: arguments can be read by every user of the machine. Nor is a
        # voila.py of the project's folder, or of any other, run as configuration.
        f"--Voila.config_file_paths={config}",
        "--template=hubexplorer",
        f"--theme={theme}",
        "--VoilaConfiguration.allow_template_override=NO",
        "--VoilaConfiguration.strip_sources=True",
        "--VoilaConfiguration.show_tracebacks=False",
        "--VoilaConfiguration.file_allowlist=^$",
        "--preheat_kernel=True",
        f"--MappingKernelManager.cull_idle_timeout={CULL_S}",
        "--MappingKernelManager.cull_interval=30",
        "--Voila.log_level=ERROR",
    ]


def app_environment(env: Mapping[str, str], folder: Path) -> dict[str, str]:
    """The environment of the app and its kernels: no tokens, our Voila template found."""
    paths = [str(TEMPLATES), *filter(None, [env.get("JUPYTER_PATH", "")])]
    return {
        **clean_environment(env),
        "HUBEXPLORER_FOLDER": str(folder),
        "SERVER_SOFTWARE": "voila",  # a preheated kernel is not told by Voila itself
        "HF_HUB_DISABLE_IMPLICIT_TOKEN": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "JUPYTER_PATH": os.pathsep.join(paths),
    }


def run_app(folder: Path, home: Path, *, port: int, theme: str, opens: bool) -> int:
    """Serve the Explorer until interrupted; prints its address once it answers.

    Raises:
        MissingExtra: voila is not installed.
        DataError: the shortlist file of the folder is broken, which the page could not tell.
        ServiceError: it did not come up.
    """
    if importlib.util.find_spec("voila") is None:
        raise MissingExtra("app", what="The app")
    Shortlist.load(folder / FILE_NAME)
    notebook = home / "app" / "app.ipynb"
    notebook.parent.mkdir(parents=True, exist_ok=True)
    notebook.write_text(app_notebook(), "utf-8")
    port = _free_port(port)
    with _private_folder(home) as private:
        token = _write_config(private / "voila.json", "Voila")
        command = app_command(notebook, port=port, config=private, theme=theme)
        env = app_environment(os.environ, folder)
        server = _Server(command, folder, env, private / "server.log", port)
        return server.serve(f"http://{HOST}:{port}/?token={token}", opens=opens)


def run_lab(folder: Path, home: Path, *, port: int, opens: bool) -> int:
    """Serve JupyterLab on a folder until interrupted.

    Raises:
        MissingExtra: jupyterlab is not installed.
        ServiceError: it did not come up.
    """
    if importlib.util.find_spec("jupyterlab") is None:
        raise MissingExtra("app", what="JupyterLab")
    port = _free_port(port)
    with _private_folder(home) as private:
        token = _write_config(private / "lab.json", "IdentityProvider", _QUIET_LAB)
        command = [
            sys.executable,
            "-m",
            "jupyterlab",
            str(folder),
            f"--ServerApp.ip={HOST}",
            f"--port={port}",
            "--no-browser",
            f"--config={private / 'lab.json'}",
            "--ServerApp.log_level=ERROR",
            *(["--allow-root"] if os.geteuid() == 0 else []),
        ]
        (private / "labconfig").mkdir()
        (private / "labconfig" / "page_config.json").write_text(json.dumps(_NO_NEWS), "utf-8")
        before = os.environ.get("JUPYTER_CONFIG_PATH")
        searched = os.pathsep.join(filter(None, (str(private), before)))
        env = {**clean_environment(os.environ), "JUPYTER_CONFIG_PATH": searched}
        server = _Server(command, folder, env, private / "server.log", port)
        return server.serve(f"http://{HOST}:{port}/lab?token={token}", opens=opens)


@contextlib.contextmanager
def _private_folder(home: Path) -> Iterator[Path]:
    """A folder that only this user can read, gone afterwards."""
    (home / "app").mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="server-", dir=home / "app") as folder:
        yield Path(folder)


def _write_config(path: Path, section: str, more: Mapping[str, object] | None = None) -> str:
    """Write a server's private configuration; the new token in it."""
    token = secrets.token_urlsafe(24)
    path.write_text(json.dumps({section: {"token": token}, **(more or {})}), "utf-8")
    return token


@dataclass(frozen=True, slots=True)
class _Server:
    command: list[str]
    folder: Path
    env: Mapping[str, str]
    log: Path
    port: int

    def serve(self, url: str, *, opens: bool) -> int:
        """Run it, tell its address once it listens, and stay until it ends."""
        with self.log.open("wb") as output:
            process = subprocess.Popen(
                self.command, cwd=self.folder, env=self.env, stdout=output, stderr=output
            )
        # SIGTERM and Ctrl-C end the server, and then us.
        signal.signal(signal.SIGTERM, lambda _signal, _frame: process.terminate())
        try:
            self._await_port(process)
            sys.stdout.write(f"HubExplorer is at {url}\n")
            sys.stdout.flush()
            if opens and (os.environ.get("DISPLAY") or shutil.which("open")):
                webbrowser.open(url)
            return process.wait()
        except KeyboardInterrupt:
            return 0
        finally:
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(10)

    def _await_port(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + _START_S
        while time.monotonic() < deadline:
            if process.poll() is not None:
                said = self.log.read_text("utf-8", "replace").strip().splitlines()[-3:]
                raise ServiceError("the server ended while it started", hint=" / ".join(said))
            with (
                contextlib.suppress(OSError),
                socket.create_connection((HOST, self.port), timeout=1),
            ):
                return
            time.sleep(_POLL_S)
        raise ServiceError(f"the server did not listen on port {self.port} in {_START_S:g} s")


def _free_port(wanted: int) -> int:
    """The wanted port, or any where it is 0; a taken one would answer in our name."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, wanted))
        except OSError as error:
            raise ServiceError(
                f"port {wanted} cannot be used: {error.strerror}", hint="choose another, or 0"
            ) from None
        port: int = probe.getsockname()[1]
        return port
