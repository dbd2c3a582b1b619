"""Runs the notebooks top to bottom and keeps what they print: `python -m tests.notebooks [NAME]`.

What is kept reads without a kernel and is the same on every machine: a widget becomes its
readable fall-back, and times of execution are dropped.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from hubexplorer import services

FOLDER = Path(__file__).parents[2] / "notebooks"
_CELL_S = 120


def main(names: list[str]) -> int:
    """Execute the named notebooks (all that teach, if none are named) and write them back."""
    paths = [FOLDER / name for name in names] or sorted(FOLDER.glob("0*.ipynb"))
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"HUBEXPLORER_HOME": home, "HUBEXPLORER_HUB": "embedded"}
        try:
            for path in paths:
                shutil.rmtree(FOLDER / "scratch", ignore_errors=True)
                started_s = time.monotonic()
                execute(path)
                sys.stderr.write(f"{path.name}  {time.monotonic() - started_s:.1f} s\n")
        finally:
            for service in ("model-host", "embedded"):
                services.stop(Path(home), service)
            shutil.rmtree(FOLDER / "scratch", ignore_errors=True)
    return 0


def execute(path: Path) -> None:
    """Run one notebook in a kernel of its own, in its folder, and write it back clean."""
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook, timeout=_CELL_S, resources={"metadata": {"path": str(path.parent)}}
    )
    client.execute()
    clean(notebook)
    nbformat.write(notebook, path)


def clean(notebook: nbformat.NotebookNode) -> None:
    """Leave only what reads on a page: texts, tables and pictures."""
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
    )
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if "outputs" in cell:
            cell.outputs = [output for output in cell.outputs if not is_progress(output)]
        for output in cell.get("outputs", []):
            for bundle in (output.get("data", {}), output.get("metadata", {})):
                bundle.pop("application/vnd.jupyter.widget-view+json", None)


def is_progress(output: nbformat.NotebookNode) -> bool:
    """Whether it is what a progress bar leaves: a widget with no page to fall back to."""
    data = output.get("data", {})
    return "application/vnd.jupyter.widget-view+json" in data and "text/html" not in data


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
