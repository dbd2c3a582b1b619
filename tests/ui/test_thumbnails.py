"""Small pictures, from a folder that may hold anything."""

from __future__ import annotations

import base64
import io

from PIL import Image

from hubexplorer.ui.thumbnails import thumbnails


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
