"""Files from a browser, kept under names of our own: the newest, up to a limit of all together."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from hubexplorer.errors import DataError
from hubexplorer.workspace.uploads import keep_upload, upload_folder


def kept(home: Path, text: str, age_s: int = 0, **limits: int) -> Path:
    path = keep_upload(home, "../my rows.csv", io.BytesIO(text.encode()), (".csv",), **limits)
    when_s = path.parent.stat().st_mtime - age_s
    os.utime(path.parent, (when_s, when_s))
    return path


def test_the_oldest_uploads_go_once_all_together_are_too_large(tmp_path):
    first, second = kept(tmp_path, "a" * 400, 300), kept(tmp_path, "b" * 400, 200)
    third = kept(tmp_path, "c" * 400, kept_bytes=1_000)
    assert first.is_file()
    assert kept(tmp_path, "a" * 400, 100, kept_bytes=1_000) == first  # given again: new again
    fourth = kept(tmp_path, "d" * 4_000, kept_bytes=1_000)
    assert not second.exists()
    assert [path.is_file() for path in (first, third, fourth)] == [True, True, True]


def test_a_name_is_of_our_own_making_and_its_kind_one_that_is_taken(tmp_path):
    path = kept(tmp_path, "text,label\n")
    assert path.name == "my-rows.csv"
    assert path.parent.parent == upload_folder(tmp_path)
    with pytest.raises(DataError, match="is none of"):
        keep_upload(tmp_path, "rows.exe", io.BytesIO(b""), (".csv",))
