"""Small versions of the pictures that rows name: people look rather than read file names."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

from hubexplorer.bench.folders import content
from hubexplorer.errors import DataError
from hubexplorer.runtime.tasks.pictures import thumbnail

_SIDE = 96
"""Pixels; shown at half of that, so that they are sharp on every screen."""
_MOST_S = 1.0
"""Somebody waits: pictures that would take longer are shown by name."""


def thumbnails(folder: Path | None, names: Iterable[str]) -> dict[str, str]:
    """Names of pictures in a folder to PNGs as data URLs, as far as they can be read.

    Args:
        folder: None where rows name no pictures.
    """
    if folder is None:
        return {}
    end = time.monotonic() + _MOST_S
    found = {}
    for name in dict.fromkeys(names):
        if time.monotonic() > end:
            break
        try:
            found[name] = f"data:image/png;base64,{thumbnail(content(folder, name), _SIDE)}"
        except DataError:
            continue
    return found
