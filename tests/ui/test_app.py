from __future__ import annotations

import json
import socket
import sys
from pathlib import Path

import pytest

from hubexplorer.errors import DataError, ServiceError
from hubexplorer.ui import app
from hubexplorer.workspace.shortlist import FILE_NAME


def test_the_notebook_is_one_cell_that_runs():
    notebook = json.loads(app.app_notebook())
    (cell,) = notebook["cells"]
    assert cell["outputs"] == []
    assert notebook["metadata"]["title"] == "HubExplorer"
    compile("".join(cell["source"]), "app", "exec")


def test_the_command_listens_here_alone_and_shows_no_source(tmp_path):
    command = app.app_command(tmp_path / "app.ipynb", port=8866, config=tmp_path, theme="dark")
    assert command[:3] == [sys.executable, "-m", "voila"]
    assert "--Voila.ip=127.0.0.1" in command
    assert f"--Voila.config_file_paths={tmp_path}" in command
    assert "token" not in " ".join(command)  # arguments are for every user of the machine to read
    assert "--VoilaConfiguration.show_tracebacks=False" in command
    assert "--VoilaConfiguration.strip_sources=True" in command
    assert any(part.startswith("--MappingKernelManager.cull_idle_timeout=") for part in command)


def test_its_kernels_inherit_no_token(tmp_path):
    env = {
        "PATH": "/bin",
        "HF_TOKEN": "hf_secret",
        "MY_API_KEY": "key",
        "AWS_SECRET_ACCESS_KEY": "key",
        "JUPYTER_PATH": "/somewhere",
    }
    made = app.app_environment(env, tmp_path)
    assert not {"HF_TOKEN", "MY_API_KEY", "AWS_SECRET_ACCESS_KEY"} & set(made)
    assert made["HF_HUB_DISABLE_IMPLICIT_TOKEN"] == "1"
    assert made["HUBEXPLORER_FOLDER"] == str(tmp_path)
    assert made["JUPYTER_PATH"].split(":")[-1] == "/somewhere"
    assert (app.TEMPLATES / "voila" / "templates" / "hubexplorer").is_dir()


def test_the_app_keeps_the_marks_of_the_folder_and_a_dashboard_those_of_nobody():
    dashboard = (Path(__file__).parents[2] / "notebooks" / "app.ipynb").read_text("utf-8")
    assert "shortlist=False" not in app.app_notebook()
    assert "shortlist=False" in dashboard


def test_a_broken_shortlist_is_told_before_anything_is_started(tmp_path):
    pytest.importorskip("voila")
    (tmp_path / FILE_NAME).write_text("{")
    with pytest.raises(DataError, match="is not a shortlist"):
        app.run_app(tmp_path, tmp_path / "home", port=0, theme="light", opens=False)
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(
    "serve",
    [
        lambda folder, port: app.run_app(folder, folder, port=port, theme="light", opens=False),
        lambda folder, port: app.run_lab(folder, folder, port=port, opens=False),
    ],
    ids=["app", "lab"],
)
def test_a_taken_port_is_told_before_anything_is_started(tmp_path, serve):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ServiceError, match=str(port)) as caught:
            serve(tmp_path, port)
    assert caught.value.hint
