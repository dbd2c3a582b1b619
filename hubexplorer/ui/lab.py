"""Where a file lies in the JupyterLab that this kernel belongs to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path


def lab_path(path: Path, env: Mapping[str, str]) -> str:
    """The path as that JupyterLab's file browser has it; empty where it cannot show the file.

    A Jupyter server describes itself in a file named after its process, and its kernels know
    that process.
    """
    server = env.get("JPY_PARENT_PID", "")
    if not server.isdecimal():
        return ""
    try:
        from jupyter_core.paths import jupyter_runtime_dir

        described = Path(jupyter_runtime_dir()) / f"jpserver-{server}.json"
        root = Path(json.loads(described.read_text("utf-8"))["root_dir"]).resolve()
    except (ImportError, OSError, ValueError, KeyError, TypeError):
        return ""
    full = path.resolve()
    return full.relative_to(root).as_posix() if full.is_relative_to(root) else ""
