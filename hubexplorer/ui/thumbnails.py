"""The pictures and recordings that rows name, to look at and listen to rather than read names."""

from __future__ import annotations

import base64
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
_MAX_SOUND_BYTES = 8 << 20


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


def playable(folder: Path, name: str) -> str:
    """A recording in a folder as a data URL.

    Raises:
        DataError: it cannot be read, is no WAV file, or is too large to be sent.
    """
    sound = content(folder, name)
    if sound[:4] != b"RIFF":
        raise DataError(f"{name!a} is no WAV file")
    if len(sound) > _MAX_SOUND_BYTES:
        raise DataError(
            f"{name!a} has {len(sound) / 10**6:.0f} MB, too much to be played here",
            hint="open it with a program of its own",
        )
    return f"data:audio/wav;base64,{base64.b64encode(sound).decode()}"
