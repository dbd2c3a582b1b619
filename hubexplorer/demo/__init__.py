"""The embedded hub's own small models, their recipes, and data to try them on.

Importing this, or `history`, loads no torch.
"""

from __future__ import annotations

import json
from pathlib import Path
from types import MappingProxyType

_DATA = Path(__file__).with_name("data")
_FILES = MappingProxyType(
    {
        "image-classification": "digit-*.png",
        "object-detection": "shapes-*.png",
        "image-text-to-text": "pair-*.png",
        "audio-classification": "spoken-one-*.wav",
        "automatic-speech-recognition": "spoken-row-*.wav",
    }
)

__all__ = ["data_file", "samples"]


def data_file(name: str) -> Path:
    """The path of a shipped data file, such as `tickets_train.csv`.

    Raises:
        FileNotFoundError: no such file is shipped.
    """
    path = _DATA / name
    if not path.is_file():
        raise FileNotFoundError(f"HubExplorer ships no data file {name!r}")
    return path


def samples(task: str) -> tuple[str, ...] | tuple[Path, ...]:
    """Inputs to try a model of this task on; empty for a task without any.

    Sentences for the text tasks (for sentence-similarity, each one is followed by its
    translation), paths of PNG and WAV files for those on pictures and sounds.
    """
    if task in _FILES:
        return tuple(sorted(_DATA.glob(_FILES[task])))
    texts = json.loads((_DATA / "samples.json").read_text(encoding="utf-8"))
    return tuple(texts.get(task, ()))
