"""A model's files as the browser shows them: needed, here, refused, allowed."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from hubexplorer.ui.downloading import download_view
from hubexplorer.workspace.pin.files import FileFacts, FilesOverview

_KINDS = {
    ".safetensors": "safetensors",
    ".gguf": "gguf",
    ".onnx": "onnx",
    ".bin": "pickle",
    ".pt": "pickle",
    ".pth": "pickle",
    ".ckpt": "pickle",
    ".pkl": "pickle",
    ".pickle": "pickle",
    ".joblib": "pickle",
    ".h5": "keras",
    ".keras": "keras",
    ".py": "code",
}


def files_view(found: FilesOverview) -> dict[str, Any]:
    """An overview of files, with the plan of their download."""
    plan, download = found.plan, found.download
    is_open = download is not None and download.status != "done"
    return {
        "files": [_file_view(one) for one in found.files],
        "is_scanned": found.is_scanned,
        "total_bytes": plan.total_bytes,
        "missing_bytes": plan.missing_bytes,
        "free_bytes": plan.free_bytes,
        "left_bytes": plan.left_bytes,
        "download": download_view(download) if download is not None and is_open else None,
    }


def _file_view(facts: FileFacts) -> dict[str, Any]:
    entry, refused = facts.entry, facts.refusal
    return {
        "path": entry.path,
        "size_bytes": entry.size_bytes,
        "sha256": entry.sha256,
        "kind": _KINDS.get(PurePosixPath(entry.path).suffix.lower(), ""),
        "why": facts.why,
        "here_bytes": facts.here_bytes,
        "refusal": refused.reason if refused else "",
        "is_allowable": refused is not None and refused.is_allowable,
        "is_allowed": facts.is_allowed,
        "hub_says": facts.hub_says,
    }
