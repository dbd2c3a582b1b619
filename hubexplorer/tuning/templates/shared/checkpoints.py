"""Checkpoints that are whole, and known to be: files, digests and the sum of the weights.

Plain transformers, yours to edit, like train.py.
"""

import hashlib
import json
import os
import shutil

import torch
from transformers import PreTrainedModel

MARKER = "whole.json"


def newest_whole(folder, emit, may_move):
    """The newest checkpoint whose files are all as they were written; torn ones go aside."""
    number = {path: int(path.name[11:]) for path in folder.glob("checkpoint-*")}
    for path in sorted(number, key=number.get, reverse=True):
        if is_whole(path):
            return path
        if may_move:
            emit("note", text=f"{path.name} is torn and set aside")
            aside = path.with_name(f"torn-{path.name}")
            shutil.rmtree(aside, ignore_errors=True)
            path.rename(aside)
    return None


def is_whole(checkpoint):
    try:
        files = marker_of(checkpoint)["files"]
        return all(digest(checkpoint / name) == expected for name, expected in files.items())
    except (OSError, ValueError, KeyError):
        return False


def marker_of(checkpoint):
    return json.loads((checkpoint / MARKER).read_text())


def mark_whole(folder, weights):
    """Say in the folder what a whole checkpoint has; without it, it is not resumed from."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.name != MARKER)
    for path in files:
        with path.open("rb") as file:
            os.fsync(file.fileno())
    partial = folder / f"{MARKER}.partial"
    with partial.open("w") as file:
        json.dump({"weights": weights, "files": {path.name: digest(path) for path in files}}, file)
        file.flush()
        os.fsync(file.fileno())
    partial.rename(folder / MARKER)


def load_weights(model, checkpoint):
    """A checkpoint's weights; the Trainer passes over those that have other names in its files."""
    if isinstance(model, PreTrainedModel):
        saved = type(model).from_pretrained(
            checkpoint, local_files_only=True, use_safetensors=True, dtype=model.dtype
        )
        model.load_state_dict(saved.state_dict())


def sum_of(model):
    """Of all weights without their signs: it differs where two models differ."""
    norm = torch.linalg.vector_norm
    return sum(norm(one.detach(), 1, dtype=torch.float64) for one in model.parameters()).reshape(1)


def digest(path):
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
