"""Small pictures, from a folder that may hold anything."""

from __future__ import annotations

import base64
import io

import pytest
from PIL import Image

from hubexplorer import demo
from hubexplorer.errors import DataError
from hubexplorer.ui.thumbnails import playable, thumbnails


def test_pictures_are_made_small_and_others_have_none(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    Image.new("RGB", (900, 300), "red").save(folder / "wide.jpg")
    Image.new("RGB", (5, 5), "red").save(tmp_path / "secret.png")
    (folder / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\nno more")
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    names = ["wide.jpg", "broken.png", "none.png", "../secret.png", "link.png", "", "a\0.png"]
    found = thumbnails(folder, names)
    assert list(found) == ["wide.jpg"]
    content = base64.b64decode(found["wide.jpg"].removeprefix("data:image/png;base64,"))
    assert Image.open(io.BytesIO(content)).size == (96, 32)
    assert thumbnails(None, names) == {}


def test_a_recording_is_sent_whole_and_nothing_else_is(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    sound = demo.data_file("spoken-one-seven.wav").read_bytes()
    (folder / "seven.wav").write_bytes(sound)
    (tmp_path / "secret.wav").write_bytes(sound)
    (folder / "page.wav").write_text("<script>")
    (folder / "long.wav").write_bytes(sound[:4] + bytes(9 << 20))
    url = playable(folder, "seven.wav")
    assert base64.b64decode(url.removeprefix("data:audio/wav;base64,")) == sound
    problems = {"page.wav": "no WAV", "long.wav": "too much", "../secret.wav": "is outside"}
    for name, problem in problems.items():
        with pytest.raises(DataError, match=problem):
            playable(folder, name)
