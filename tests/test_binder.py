"""The Binder image: repo2docker takes the folder, and its start script serves the app."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.error import URLError

import pytest

from hubexplorer import services

ROOT = Path(__file__).parents[1]
BINDER = ROOT / "binder"
_START_S = 60.0


def test_repo2docker_takes_the_folder():
    repo2docker = Path(sys.executable).parent / "jupyter-repo2docker"
    done = subprocess.run(
        [repo2docker, "--no-build", "--debug", "."],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    dockerfile = done.stdout + done.stderr
    assert "RUN ./binder/postBuild" in dockerfile
    assert 'ENV R2D_ENTRYPOINT="${REPO_DIR}/binder/start"' in dockerfile
    assert "Building conda environment for python=3.11" in dockerfile


def test_the_image_is_built_without_node_and_with_the_cpu_build_of_torch():
    script = (BINDER / "postBuild").read_text("utf-8")
    assert subprocess.run(["bash", "-n", BINDER / "postBuild"], check=False).returncode == 0
    assert "npm" not in script
    assert 'TORCH_INDEX="${TORCH_INDEX:-https://download.pytorch.org/whl/cpu}"' in script
    assert script.index(" torch\n") < script.index('".[app,tune]"')


@pytest.fixture
def image(tmp_path):
    """The address of a Jupyter server that was started as the image starts its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = [sys.executable, "-m", "jupyterlab", f"--port={port}", "--ServerApp.ip=127.0.0.1"]
    options = ["--no-browser", "--IdentityProvider.token=", "--allow-root"]
    process = subprocess.Popen(
        [BINDER / "start", *server, *options],
        cwd=ROOT,
        env={
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "HUBEXPLORER_HOME": str(tmp_path / "home"),
            "HUBEXPLORER_HUB": "embedded",
            "JUPYTER_CONFIG_DIR": str(tmp_path / "config"),
            "JUPYTER_RUNTIME_DIR": str(tmp_path / "runtime"),
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(20)
    services.stop(tmp_path / "home", "embedded")


def page(address: str) -> str:
    deadline = time.monotonic() + _START_S
    while True:
        try:
            with urllib.request.urlopen(address, timeout=_START_S) as answer:
                return answer.read().decode()
        except URLError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def test_its_server_opens_the_app_in_our_template(image):
    shown = page(f"{image}/voila/render/notebooks/app.ipynb")
    assert "Explorer(" in shown
    assert "application/vnd.jupyter.widget-view+json" in shown
    assert "Voila's shell pads the page; the app fills it." in shown
    assert re.findall(r"""(?:src|href)=["']?https?://[^"' ]+""", shown) == []
